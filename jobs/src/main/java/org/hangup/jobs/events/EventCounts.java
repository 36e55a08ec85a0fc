package org.hangup.jobs.events;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * Events by file. A piece of a file that is read again, by a task that runs twice or because its rows are asked for twice,
 * counts once.
 */
public final class EventCounts extends AccumulatorV2<EventCounts.Piece, Map<String, Long>> {
    /** By file and first event's offset. */
    private final Map<String, Map<Long, Long>> counts = new HashMap<>();

    /** So many events of a file, from the one at an offset on. */
    public record Piece(String file, long from, long events) implements java.io.Serializable {}

    @Override
    public synchronized void add(Piece piece) {
        counts.computeIfAbsent(piece.file(), file -> new HashMap<>()).put(piece.from(), piece.events());
    }

    @Override
    public synchronized void merge(AccumulatorV2<Piece, Map<String, Long>> other) {
        ((EventCounts) other).counts.forEach((file, pieces) -> counts.computeIfAbsent(file, f -> new HashMap<>())
                .putAll(pieces));
    }

    /** The sums by file. */
    @Override
    public synchronized Map<String, Long> value() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((file, pieces) -> sums.put(
                file, pieces.values().stream().mapToLong(Long::longValue).sum()));
        return sums;
    }

    @Override
    public synchronized boolean isZero() {
        return counts.isEmpty();
    }

    @Override
    public synchronized EventCounts copy() {
        var copy = new EventCounts();
        counts.forEach((file, pieces) -> copy.counts.put(file, new HashMap<>(pieces)));
        return copy;
    }

    @Override
    public synchronized void reset() {
        counts.clear();
    }
}
