package org.hangup.jobs.tables;

import java.sql.Timestamp;
import java.time.Instant;
import org.hangup.log.LogRecord;

/** Times of logs as values of tables. */
public final class Times {
    private static final long SECOND = 1_000_000L;

    private Times() {}

    /**
     * A time as a value.
     *
     * @param micros since the epoch, UTC; {@link LogRecord#NO_TIME} gives null
     */
    public static Timestamp of(long micros) {
        if (micros == LogRecord.NO_TIME) {
            return null;
        }
        Timestamp time = Timestamp.from(Instant.ofEpochSecond(Math.floorDiv(micros, SECOND)));
        time.setNanos((int) Math.floorMod(micros, SECOND) * 1000);
        return time;
    }
}
