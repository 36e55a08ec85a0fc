package org.hangup.jobs.archive;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Time and length of the first or of the last records of a part: enough to find overlaps with the file before. Not to
 * be changed once made.
 *
 * @param ts times, microseconds UTC
 * @param lengths bytes of the records in the file
 */
@SuppressWarnings("ArrayRecordComponent")
record Edge(long[] ts, int[] lengths) implements Serializable {
    /** How many records an edge holds at most. */
    static final int SIZE = 64;

    static final Edge NONE = new Edge(new long[0], new int[0]);

    /** Time of one of the records. */
    long ts(int i) {
        return ts[i];
    }

    /** Bytes of one of the records. */
    int length(int i) {
        return lengths[i];
    }

    int size() {
        return ts.length;
    }

    /** The first records of two parts that follow each other. */
    Edge andThen(Edge next) {
        int more = Math.min(SIZE - size(), next.size());
        if (more == 0) {
            return this;
        }
        long[] times = Arrays.copyOf(ts, size() + more);
        int[] sizes = Arrays.copyOf(lengths, size() + more);
        System.arraycopy(next.ts, 0, times, size(), more);
        System.arraycopy(next.lengths, 0, sizes, size(), more);
        return new Edge(times, sizes);
    }

    /** The last records of two parts of which this is the later one. */
    Edge after(Edge before) {
        int more = Math.min(SIZE - size(), before.size());
        if (more == 0) {
            return this;
        }
        long[] times = new long[size() + more];
        int[] sizes = new int[size() + more];
        System.arraycopy(before.ts, before.size() - more, times, 0, more);
        System.arraycopy(before.lengths, before.size() - more, sizes, 0, more);
        System.arraycopy(ts, 0, times, more, size());
        System.arraycopy(lengths, 0, sizes, more, size());
        return new Edge(times, sizes);
    }

    /** Whether this one's records {@code [from, from + n)} look like the first {@code n} of another. */
    boolean looksLike(int from, Edge head, int n) {
        return Arrays.equals(ts, from, from + n, head.ts, 0, n)
                && Arrays.equals(lengths, from, from + n, head.lengths, 0, n);
    }
}
