package org.hangup.jobs.archive;

import java.io.Serializable;
import org.hangup.log.LogRecord;

/**
 * What is known of one boot in one log. Times are microseconds since the epoch, UTC; {@code LogRecord.NO_TIME} if nothing tells.
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
public record LoggedBoot(
        byte[] logName,
        byte[] id,
        byte[] node,
        byte[] version,
        End end,
        Place endMark,
        long settledAt,
        LoggedDays days,
        long[] gaps)
        implements Serializable {

    /** The same while nothing tells of its end yet. */
    public LoggedBoot running() {
        return new LoggedBoot(logName, id, node, version, End.NONE, null, LogRecord.NO_TIME, days, gaps);
    }

    /** How a boot ended. */
    public enum End {
        NONE,
        STOP,
        CRASH
    }
}
