package org.hangup.jobs.archive;

import java.util.Arrays;

/** Remembers the first and the last records that pass. */
final class EdgeKeeper {
    private final long[] headTs = new long[Edge.SIZE];
    private final int[] headLengths = new int[Edge.SIZE];
    private final long[] ring = new long[Edge.SIZE];
    private final int[] lengths = new int[Edge.SIZE];
    private int head;
    private int at;
    private boolean full;

    void add(long ts, long length) {
        if (head < Edge.SIZE) {
            headTs[head] = ts;
            headLengths[head++] = (int) Math.min(length, Integer.MAX_VALUE);
        }
        ring[at] = ts;
        lengths[at] = (int) Math.min(length, Integer.MAX_VALUE);
        if (++at == Edge.SIZE) {
            at = 0;
            full = true;
        }
    }

    Edge head() {
        return new Edge(Arrays.copyOf(headTs, head), Arrays.copyOf(headLengths, head));
    }

    Edge tail() {
        if (!full) {
            return new Edge(Arrays.copyOf(ring, at), Arrays.copyOf(lengths, at));
        }
        long[] times = new long[Edge.SIZE];
        int[] sizes = new int[Edge.SIZE];
        System.arraycopy(ring, at, times, 0, Edge.SIZE - at);
        System.arraycopy(ring, 0, times, Edge.SIZE - at, at);
        System.arraycopy(lengths, at, sizes, 0, Edge.SIZE - at);
        System.arraycopy(lengths, 0, sizes, Edge.SIZE - at, at);
        return new Edge(times, sizes);
    }
}
