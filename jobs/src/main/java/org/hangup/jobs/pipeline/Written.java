package org.hangup.jobs.pipeline;

import java.util.HashMap;
import java.util.Map;

/** Counts the disconnections that stand in the rows that a task wrote, by table, day and cause. */
final class Written {
    private final Map<String, Map<Integer, Map<String, long[]>>> counts = new HashMap<>();
    /** Those of the last call's table and day. */
    private Map<String, long[]> last;

    private String lastTable;
    private int lastDay;

    void add(String table, int day, String cause, long disconnects) {
        if (last == null || day != lastDay || !table.equals(lastTable)) {
            last = counts.computeIfAbsent(table, t -> new HashMap<>()).computeIfAbsent(day, d -> new HashMap<>());
            lastTable = table;
            lastDay = day;
        }
        last.computeIfAbsent(cause, c -> new long[1])[0] += disconnects;
    }

    /** Brings the counts home. */
    void bring(TaskCounts home, String step) {
        counts.forEach((table, days) -> days.forEach((day, causes) -> causes.forEach(
                (cause, count) -> home.add(step, BuiltCounts.disconnects(table, day, cause), count[0]))));
    }

    /** Brings home how many rows there are by table and day. */
    static void count(Map<String, Map<Integer, Long>> rows, TaskCounts home, String step) {
        rows.forEach(
                (table, days) -> days.forEach((day, count) -> home.add(step, BuiltCounts.rows(table, day), count)));
    }
}
