package org.hangup.jobs.statistics;

import java.time.ZoneId;
import org.apache.spark.sql.api.java.UDF1;
import org.hangup.jobs.archive.LocalClock;

/** Hours of a zone as functions of SQL; times in microseconds since the epoch, UTC. */
final class LocalHours {
    private static final long HOUR = 3_600_000_000L;

    private LocalHours() {}

    /** The instant at which the local hour of a time began. */
    static UDF1<Long, Long> begin(ZoneId zone) {
        return new OfClock(zone) {
            private static final long serialVersionUID = 1L;

            @Override
            long of(LocalClock clock, long micros) {
                return clock.hour(micros);
            }
        };
    }

    /** How long the local hour is that begins at an instant: another one than 60 minutes only where a zone changes its clocks by half an hour. */
    static UDF1<Long, Long> length(ZoneId zone) {
        return new OfClock(zone) {
            private static final long serialVersionUID = 1L;

            @Override
            long of(LocalClock clock, long begin) {
                long next = clock.hour(begin + HOUR);
                return (next > begin ? next : clock.hour(begin + 2 * HOUR)) - begin;
            }
        };
    }

    private abstract static class OfClock implements UDF1<Long, Long> {
        private static final long serialVersionUID = 1L;

        private final ZoneId zone;
        private transient LocalClock clock;

        OfClock(ZoneId zone) {
            this.zone = zone;
        }

        abstract long of(LocalClock clock, long micros);

        @Override
        public Long call(Long micros) {
            if (clock == null) {
                clock = new LocalClock(zone);
            }
            return of(clock, micros);
        }
    }
}
