package org.hangup.jobs.pipeline;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Days and hours in the zone of the run, while the session's zone is UTC. */
final class Zones {
    private Zones() {}

    /** SQL for the wall clock of an instant, as a timestamp that reads like it in UTC. */
    static String local(String timestamp, ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC)
                ? timestamp
                : "from_utc_timestamp(" + timestamp + ", '" + zone.getId() + "')";
    }

    /** SQL for the instant at which the local hour of a time in microseconds began, right through daylight saving. */
    static String hourOf(String micros, ZoneId zone) {
        String wall = "unix_micros(" + local("timestamp_micros(" + micros + ")", zone) + ")";
        return "timestamp_micros(" + micros + " - pmod(" + wall + ", 3600000000L))";
    }

    /** SQL for the local day of a time in microseconds. */
    static String dateOf(String micros, ZoneId zone) {
        return "to_date(" + local("timestamp_micros(" + micros + ")", zone) + ")";
    }

    /** The instant at which a local day begins, in microseconds since the epoch. */
    static long start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toEpochSecond() * 1_000_000;
    }
}
