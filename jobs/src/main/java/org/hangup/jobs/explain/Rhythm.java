package org.hangup.jobs.explain;

import java.time.Instant;
import java.util.List;

/**
 * How regularly something comes again.
 *
 * @param medianMs the median time between one and the next, in milliseconds
 * @param near how many of these times are within a tenth of it
 * @param of how many there are
 */
record Rhythm(long medianMs, int near, int of) {
    /** So few times between are no rhythm. */
    private static final int FEW = 3;

    /** @param times in order */
    static Rhythm of(List<Instant> times) {
        if (times.size() < 2) {
            return new Rhythm(0, 0, 0);
        }
        long[] between = new long[times.size() - 1];
        for (int i = 0; i < between.length; i++) {
            between[i] = times.get(i + 1).toEpochMilli() - times.get(i).toEpochMilli();
        }
        long[] sorted = between.clone();
        java.util.Arrays.sort(sorted);
        long median = sorted[sorted.length / 2];
        int near = 0;
        for (long time : between) {
            near += Math.abs(time - median) * 10 <= median ? 1 : 0;
        }
        return new Rhythm(median, near, between.length);
    }

    /** At least three of four times between are alike. */
    boolean isRegular() {
        return of >= FEW && medianMs > 0 && near * 4L >= of * 3L;
    }

    /** {@code , every 10 min (13 of 13 times within 10 %)}; empty if it is not regular. */
    String words() {
        return isRegular()
                ? ", every " + Spans.words(medianMs) + " (" + near + " of " + of + " times between within 10 %)"
                : "";
    }
}
