package org.hangup.jobs.events;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.util.AccumulatorV2;

/**
 * The times in which a listener could accept nothing (no descriptors left, mostly). It writes the same line over and over, so that
 * a piece of a file has few of them. A piece that is read again counts once, as in {@link EventCounts}.
 */
public final class AcceptFailures extends AccumulatorV2<AcceptFailures.Piece, List<AcceptFailures.Run>> {
    private final Map<String, Map<Long, List<Run>>> runs = new HashMap<>();

    /**
     * Failures of a day in one boot of a log, none later than a minute after the one before. Times are microseconds since the epoch,
     * UTC.
     *
     * @param log number of the log
     * @param boot number of the boot in its log
     * @param order of the first record, {@link ConnectionEvent#order}
     * @param day of all, days since 1970-01-01
     * @param file of the first record
     * @param offset of the first record
     * @param count how many
     * @param reason that the first record gives; null if none
     */
    public record Run(
            int log,
            int boot,
            long order,
            int day,
            String file,
            long offset,
            long from,
            long to,
            long count,
            String reason)
            implements Serializable {}

    /** The runs of a piece of a file, the first of which begins there. */
    public record Piece(String file, long from, List<Run> runs) implements Serializable {
        public Piece {
            runs = List.copyOf(runs);
        }
    }

    @Override
    public synchronized void add(Piece piece) {
        runs.computeIfAbsent(piece.file(), file -> new HashMap<>()).put(piece.from(), piece.runs());
    }

    @Override
    public synchronized void merge(AccumulatorV2<Piece, List<Run>> other) {
        ((AcceptFailures) other).runs.forEach((file, pieces) -> runs.computeIfAbsent(file, f -> new HashMap<>())
                .putAll(pieces));
    }

    /** All runs, in the order of their logs. */
    @Override
    public synchronized List<Run> value() {
        List<Run> all = new ArrayList<>();
        runs.values().forEach(pieces -> pieces.values().forEach(all::addAll));
        all.sort(Comparator.comparingInt(Run::log).thenComparing(Run::order).thenComparing(Run::offset));
        return all;
    }

    @Override
    public synchronized boolean isZero() {
        return runs.isEmpty();
    }

    @Override
    public synchronized AcceptFailures copy() {
        AcceptFailures copy = new AcceptFailures();
        runs.forEach((file, pieces) -> copy.runs.put(file, new HashMap<>(pieces)));
        return copy;
    }

    @Override
    public synchronized void reset() {
        runs.clear();
    }
}
