package org.hangup.jobs.pipeline;

import java.io.Serializable;

/**
 * What stands around a connection: the next one of its JID, and the end of its boot. Times are microseconds since the
 * epoch, UTC.
 *
 * @param resumed its session goes on in the next connection
 * @param displaced a new session of the same full JID opened while no line had ended this one
 * @param next when the next connection of the JID in the same boot opened, with its record; null if there is none
 * @param boot the boot that it belongs to
 */
record Around(boolean resumed, boolean displaced, Mark next, LoggedBoot boot) {

    /** A time and the record that has it; without file and offset where that is no longer in the input. */
    @SuppressWarnings("ArrayRecordComponent")
    record Mark(long at, byte[] file, long offset) implements Serializable {}

    boolean stopped() {
        return boot.end() == LoggedBoot.End.STOP;
    }

    Mark end() {
        return boot.endMark();
    }

    /** Something was dropped between the connection's last record and the end of its boot. */
    boolean gapBetween(long lastAt) {
        long[] gaps = boot.gaps();
        for (int i = 0; i + 1 < gaps.length; i += 2) {
            if (gaps[i] <= end().at() && gaps[i + 1] >= lastAt) {
                return true;
            }
        }
        return false;
    }
}
