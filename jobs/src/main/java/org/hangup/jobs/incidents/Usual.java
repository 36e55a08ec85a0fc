package org.hangup.jobs.incidents;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** How much is usual at an hour of the day: the mean of the days before, 28 at most. A day on which nothing happened is not known. */
final class Usual {
    private static final int DAYS = 28;
    private static final int HOURS = 25;

    /** Counts by hour since the day began, by series and day. */
    private final Map<Series, NavigableMap<Integer, long[]>> counts = new HashMap<>();

    void add(int day, Series series, int hour, long count) {
        counts.computeIfAbsent(series, one -> new TreeMap<>()).computeIfAbsent(day, d -> new long[HOURS])[hour] +=
                count;
    }

    /** Adds a day's counts by minute, and forgets the days that are too old for those that follow. */
    void add(int day, Series series, long[] minutes) {
        for (int i = 0; i < minutes.length; i++) {
            if (minutes[i] > 0) {
                add(day, series, i / 60, minutes[i]);
            }
        }
        counts.get(series).headMap(day - DAYS).clear();
    }

    /** The mean of each hour on the 28 days before a day; null if none of them is known. */
    double[] before(int day, Series series) {
        NavigableMap<Integer, long[]> known = counts.get(series);
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
    long[] of(int day, Series series) {
        NavigableMap<Integer, long[]> known = counts.get(series);
        long[] hours = known == null ? null : known.get(day);
        return hours == null ? null : Arrays.copyOf(hours, HOURS);
    }
}
