package org.hangup.jobs.incidents;

import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** How much is usual at an hour of the day: the mean of the days before, 28 at most. A day on which nothing happened is not known. */
final class Usual {
    private static final int DAYS = 28;
    private static final int HOURS = 25;

    /** Counts by hour since the day began, by node and sort of happening, and by day. */
    private final Map<String, NavigableMap<Integer, long[]>> counts = new TreeMap<>();

    private static String key(String node, String what) {
        return what + " " + node;
    }

    void add(int day, String node, String what, int hour, long count) {
        counts.computeIfAbsent(key(node, what), key -> new TreeMap<>())
                .computeIfAbsent(day, d -> new long[HOURS])[hour] += count;
    }

    /** Adds a day's counts by minute, and forgets the days that are too old for those that follow. */
    void add(int day, String node, String what, long[] minutes) {
        for (int i = 0; i < minutes.length; i++) {
            if (minutes[i] > 0) {
                add(day, node, what, i / 60, minutes[i]);
            }
        }
        counts.get(key(node, what)).headMap(day - DAYS).clear();
    }

    /** The mean of each hour on the 28 days before a day; null if none of them is known. */
    double[] before(int day, String node, String what) {
        NavigableMap<Integer, long[]> known = counts.get(key(node, what));
        if (known == null || known.subMap(day - DAYS, day).isEmpty()) {
            return null;
        }
        double[] mean = new double[HOURS];
        var days = known.subMap(day - DAYS, day).values();
        for (long[] hours : days) {
            for (int i = 0; i < HOURS; i++) {
                mean[i] += (double) hours[i] / days.size();
            }
        }
        return mean;
    }

    /** The counts of a day; null if it is not known. */
    long[] of(int day, String node, String what) {
        NavigableMap<Integer, long[]> known = counts.get(key(node, what));
        long[] hours = known == null ? null : known.get(day);
        return hours == null ? null : Arrays.copyOf(hours, HOURS);
    }
}
