package org.hangup.jobs.archive;

import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Remembers the first and the last records that pass, and finds bursts: the OTP logger drops, without a word, what
 * comes after the 500th record within a second until that second is over (logger_olp, burst limit; ejabberd 20.01 and
 * later). So a hole may begin at a record that is the 500th within less than a second, if the next one comes only when
 * that second is over.
 */
final class EdgeKeeper {
    private static final long WINDOW = 1_000_000L;

    private final long[] headTs = new long[Edge.SIZE];
    private final int[] headLengths = new int[Edge.SIZE];
    private final long[] ring = new long[Edge.SIZE];
    private final int[] lengths = new int[Edge.SIZE];
    private int head;
    private int at;
    private boolean full;
    private long windowStart = Long.MIN_VALUE;
    private long last;
    private final BiConsumer<Long, Long> onBurst;

    /** @param onBurst gets the time of the last record before a hole and of the first one after it */
    EdgeKeeper(BiConsumer<Long, Long> onBurst) {
        this.onBurst = onBurst;
    }

    void add(long ts, long length, boolean burstLimited) {
        if (windowStart != Long.MIN_VALUE) {
            if (burstLimited && ts - windowStart >= WINDOW) {
                onBurst.accept(last, ts);
            }
            windowStart = Long.MIN_VALUE;
        }
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
        last = ts;
        if (full) {
            long first = ring[at];
            if (ts - first < WINDOW && ts >= first) {
                windowStart = first;
            }
        }
    }

    /** Forgets the last records. */
    void reset() {
        at = 0;
        full = false;
        windowStart = Long.MIN_VALUE;
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
