package org.hangup.jobs.incidents;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.special.Gamma;

/**
 * Finds minutes of a day in which far more happened than is usual, and says how much would have been usual. It knows counts by minute, of one
 * node and one sort of happening, and nothing else.
 *
 * <p>What is usual in a minute is the greater of two means: of the same hour on the days before, and of the 60 minutes before,
 * those that were unusual left out. A minute is unusual if a Poisson variable of twice that mean and one more (days differ, and
 * clients come in company) were as great once in 10^9 minutes: once in two thousand years of a node. The minutes next to it belong to it
 * while they are greater than one minute of a hundred.
 */
final class Bursts {
    /** Nothing smaller hits many, however unusual it is. */
    static final long FLOOR = 10;
    /** So many minutes of the day must be known before anything is unusual in it, where no day before is known. */
    static final int KNOWN = 30;

    private static final int BEFORE = 60;
    private static final double UNUSUAL = 1e-9;
    private static final double HIGH = 0.01;
    /** A minute must have one of so many of the day. */
    private static final long SHARE = 1000;

    /**
     * @param from first minute since the day began
     * @param to minute behind the last one
     * @param usual how many would have been usual in that time
     */
    record Burst(int from, int to, double usual) {}

    private Bursts() {}

    /**
     * The bursts of a day.
     *
     * @param counts by minute since the day began
     * @param hourly mean count of each hour of the days before; null if none is known
     */
    static List<Burst> find(long[] counts, double[] hourly) {
        double[] usual = new double[counts.length];
        boolean[] unusual = new boolean[counts.length];
        long total = 0;
        int first = counts.length;
        for (int i = counts.length - 1; i >= 0; i--) {
            total += counts[i];
            first = counts[i] > 0 ? i : first;
        }
        for (int i = first; i < counts.length; i++) {
            boolean known = hourly != null || i - first >= KNOWN;
            usual[i] = Math.max(
                    hourly == null ? 0 : hourly[Math.min(i / 60, hourly.length - 1)] / 60,
                    before(counts, unusual, first, i));
            unusual[i] = known
                    && counts[i] >= FLOOR
                    && counts[i] * SHARE >= total
                    && atLeast(counts[i], 2 * usual[i] + 1) < UNUSUAL;
        }
        return joined(counts, usual, unusual);
    }

    private static double before(long[] counts, boolean[] unusual, int first, int at) {
        long sum = 0;
        int minutes = 0;
        for (int i = Math.max(first, at - BEFORE); i < at; i++) {
            if (!unusual[i]) {
                sum += counts[i];
                minutes++;
            }
        }
        return minutes == 0 ? 0 : (double) sum / minutes;
    }

    private static List<Burst> joined(long[] counts, double[] usual, boolean[] unusual) {
        List<Burst> bursts = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (!unusual[i]) {
                continue;
            }
            int from = i;
            while (from > 0 && isHigh(counts[from - 1], usual[from - 1])) {
                from--;
            }
            int to = i + 1;
            while (to < counts.length && (isHigh(counts[to], usual[i]) || unusual[to])) {
                to++;
            }
            Burst last = bursts.isEmpty() ? null : bursts.get(bursts.size() - 1);
            if (last != null && from - last.to() <= 1) {
                from = last.from();
                bursts.remove(bursts.size() - 1);
            }
            bursts.add(new Burst(from, to, usual[i] * (to - from)));
            i = to - 1;
        }
        return bursts;
    }

    private static boolean isHigh(long count, double usual) {
        return count > 1 && atLeast(count, usual + 0.5) < HIGH;
    }

    /** The probability that a Poisson variable of this mean is so great or greater. */
    static double atLeast(long count, double mean) {
        return count <= 0 ? 1 : Gamma.regularizedGammaP((double) count, mean);
    }
}
