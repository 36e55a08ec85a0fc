package org.hangup.jobs.archive;

import java.io.Serializable;

/**
 * The records of one day, in the run's zone, in a log or in a part of it. Times are microseconds since the epoch, UTC.
 *
 * @param records how many there are
 * @param firstTs the earliest time
 * @param lastTs the latest time
 */
public record DayOfLog(long records, long firstTs, long lastTs) implements Serializable {
    DayOfLog and(DayOfLog other) {
        return new DayOfLog(records + other.records, Math.min(firstTs, other.firstTs), Math.max(lastTs, other.lastTs));
    }
}
