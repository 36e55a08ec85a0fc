package org.hangup.jobs.pipeline;

import java.io.Serializable;

/**
 * What is known of one boot in one log. Times are microseconds since the epoch, UTC; {@link Facts#NONE} if nothing tells.
 *
 * @param logName name of the log
 * @param id name of the boot in its log
 * @param node name of the node
 * @param version of ejabberd; null if nothing tells
 * @param end how it ended
 * @param endMark time and record of its end; null while it runs
 * @param settledAt when that was decided
 * @param days of its log, as far as they are read
 * @param gaps start and end of what the log says it dropped, in turns
 */
@SuppressWarnings("ArrayRecordComponent")
record LoggedBoot(
        byte[] logName,
        byte[] id,
        byte[] node,
        byte[] version,
        End end,
        Around.Mark endMark,
        long settledAt,
        LoggedDays days,
        long[] gaps)
        implements Serializable {

    /** The same while nothing tells of its end yet. */
    LoggedBoot running() {
        return new LoggedBoot(logName, id, node, version, End.NONE, null, Facts.NONE, days, gaps);
    }

    /** How a boot ended. */
    enum End {
        NONE,
        STOP,
        CRASH
    }
}
