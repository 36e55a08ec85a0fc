package org.hangup.jobs.archive;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * What the records of one part tell of the OTP logger's burst limit.
 *
 * @param opening the part's first records, up to and with the first behind a pause: whether they fill a window is only
 *     known together with what stands before the part
 * @param holes those behind the opening
 * @param closing how far the limit's window was filled at the part's end; null if the opening is all there is
 */
record Bursts(Opening opening, List<Hole> holes, Window closing) implements Serializable {
    /** The count of a window of which nothing is known. */
    static final int UNKNOWN = -1;

    /**
     * A time in which records may have been dropped in silence.
     *
     * @param fromTs time of the last record that was written, microseconds UTC
     * @param toTs when the limit's second was over, or time of the next record if that came sooner
     * @param offset of the next record
     */
    record Hole(long fromTs, long toTs, long offset) implements Serializable {}

    /**
     * The limit's window.
     *
     * @param from time of the record with which it began, {@code LogRecord.NO_TIME} if long ago
     * @param count how many records were written in it, or {@link #UNKNOWN}
     * @param last time of the last record, {@code LogRecord.NO_TIME} if the limit did not hold for it
     */
    record Window(long from, int count, long last) implements Serializable {}

    /** Times and offsets of records, in order. Not to be changed once made. */
    @SuppressWarnings("ArrayRecordComponent")
    record Opening(long[] ts, long[] offsets) implements Serializable {
        Opening(long[] ts, long[] offsets, int size) {
            this(Arrays.copyOf(ts, size), Arrays.copyOf(offsets, size));
        }

        int size() {
            return ts.length;
        }

        long ts(int i) {
            return ts[i];
        }

        long offset(int i) {
            return offsets[i];
        }
    }
}
