package org.hangup.jobs.pipeline;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.util.AccumulatorV2;

/** Counts that tasks bring home, by name. A task that runs again counts once. */
final class TaskCounts extends AccumulatorV2<Map<String, Long>, Map<String, Long>> {
    /** By step and number of the task, and by name. */
    private final Map<String, Map<String, Long>> counts = new HashMap<>();

    /** Adds to what the running task has counted. */
    void add(String step, String name, long count) {
        var task = TaskContext.get();
        counts.computeIfAbsent(step + (task == null ? 0 : task.partitionId()), t -> new HashMap<>())
                .merge(name, count, Long::sum);
    }

    @Override
    public void add(Map<String, Long> found) {
        found.forEach((name, count) -> add("", name, count));
    }

    @Override
    public void merge(AccumulatorV2<Map<String, Long>, Map<String, Long>> other) {
        counts.putAll(((TaskCounts) other).counts);
    }

    /** The sums by name. */
    @Override
    public Map<String, Long> value() {
        var sums = new TreeMap<String, Long>();
        counts.values().forEach(task -> task.forEach((name, count) -> sums.merge(name, count, Long::sum)));
        return sums;
    }

    @Override
    public boolean isZero() {
        return counts.isEmpty();
    }

    @Override
    public TaskCounts copy() {
        var copy = new TaskCounts();
        counts.forEach((task, found) -> copy.counts.put(task, new HashMap<>(found)));
        return copy;
    }

    @Override
    public void reset() {
        counts.clear();
    }
}
