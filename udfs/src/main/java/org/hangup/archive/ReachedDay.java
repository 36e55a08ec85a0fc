package org.hangup.archive;

import org.hangup.log.LogRecord;

/**
 * The times of records in a log that has come to a day already, all in microseconds since the epoch, UTC. A clock that
 * steps back over midnight would else part the records of a connection: its last ones on a day that is over, the ones
 * before them on the next. So a record that stands behind one of the next day is taken as of the beginning of that day, if
 * its own time is no more than an hour earlier; more than that is a clock that was wrong by far, and what it wrote stays
 * where its time says.
 */
public final class ReachedDay {
    /** Clocks are set back by no more than this, an hour: what is corrected by more was wrong before. */
    private static final long STEP = 3_600_000_000L;

    private ReachedDay() {}

    /**
     * The time that a record is taken to have.
     *
     * @param reached when the day that the log has come to begins; {@link Long#MIN_VALUE} if none was reached yet
     * @param ts the time that it prints, or {@link LogRecord#NO_TIME}, which stays
     */
    public static long time(long reached, long ts) {
        return ts != LogRecord.NO_TIME && ts < reached && isStep(reached, ts) ? reached : ts;
    }

    /** Whether a record before the day that was reached may be one of that day, written by a clock that was set back. */
    public static boolean isStep(long reached, long ts) {
        return ts >= reached - STEP || reached == Long.MIN_VALUE;
    }
}
