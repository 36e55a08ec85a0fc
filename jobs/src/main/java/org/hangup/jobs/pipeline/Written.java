package org.hangup.jobs.pipeline;

import java.util.HashMap;
import java.util.Map;

/** Counts the disconnections that stand in the rows that a task wrote, by table, day and cause. */
final class Written {
    private final Map<String, Map<Integer, Map<String, Long>>> counts = new HashMap<>();

    void add(String table, int day, String cause, long disconnects) {
        counts.computeIfAbsent(table, t -> new HashMap<>())
                .computeIfAbsent(day, d -> new HashMap<>())
                .merge(cause, disconnects, Long::sum);
    }

    /** Brings the counts home. */
    void bring(TaskCounts home, String step) {
        counts.forEach((table, days) -> days.forEach((day, causes) ->
                causes.forEach((cause, count) -> home.add(step, BuiltCounts.disconnects(table, day, cause), count))));
    }

    /** Brings home how many rows there are by table and day. */
    static void count(Map<String, Map<Integer, Long>> rows, TaskCounts home, String step) {
        rows.forEach(
                (table, days) -> days.forEach((day, count) -> home.add(step, BuiltCounts.rows(table, day), count)));
    }
}
