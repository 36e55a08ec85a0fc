package org.hangup.jobs.incidents;

import java.time.ZoneId;
import org.apache.spark.sql.api.java.UDF1;
import org.hangup.jobs.archive.LocalClock;

/** The UDF {@code local_day(micros)}: the day of a time in a zone, in days since 1970-01-01. */
final class LocalDay implements UDF1<Long, Integer> {
    private static final long serialVersionUID = 1L;

    private final ZoneId zone;
    private transient LocalClock clock;

    LocalDay(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public Integer call(Long micros) {
        if (clock == null) {
            clock = new LocalClock(zone);
        }
        return micros == null ? null : clock.day(micros);
    }
}
