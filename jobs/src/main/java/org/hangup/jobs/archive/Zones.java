package org.hangup.jobs.archive;

import java.time.LocalDate;
import java.time.ZoneId;

/** Days in the zone of the run. */
public final class Zones {
    private Zones() {}

    /** The instant at which a local day begins, in microseconds since the epoch. */
    public static long start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toEpochSecond() * 1_000_000;
    }
}
