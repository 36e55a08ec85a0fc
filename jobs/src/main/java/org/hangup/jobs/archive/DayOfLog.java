package org.hangup.jobs.archive;

import java.io.Serializable;

/**
 * The records of one day, in the run's zone, in a log or in a part of it. Times are microseconds since the epoch, UTC.
 *
 * @param records how many there are
 * @param firstTs the earliest time
 * @param lastTs the latest time
 * @param digest of the times and messages of all, whatever files and parts they stand in; another one tells that the day has changed
 */
public record DayOfLog(long records, long firstTs, long lastTs, long digest) implements Serializable {
    DayOfLog and(DayOfLog other) {
        return new DayOfLog(
                records + other.records,
                Math.min(firstTs, other.firstTs),
                Math.max(lastTs, other.lastTs),
                digest + other.digest);
    }

    /**
     * What a record adds to the digest (the finalizer of MurmurHash3).
     *
     * @param message a checksum of its message
     */
    static long digest(long ts, long message) {
        long hash = ts * 31 + message;
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
