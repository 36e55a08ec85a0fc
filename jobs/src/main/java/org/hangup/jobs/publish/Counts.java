package org.hangup.jobs.publish;

import java.util.Map;
import java.util.TreeMap;

/**
 * Rows of checked days.
 *
 * @param disconnects rows of connections by cause, in the order of the names
 */
public record Counts(long connections, long sessions, Map<String, Long> disconnects) {
    public static final Counts NONE = new Counts(0, 0, Map.of());

    /** Both together. */
    public Counts plus(Counts other) {
        Map<String, Long> sums = new TreeMap<>(disconnects);
        other.disconnects.forEach((cause, count) -> sums.merge(cause, count, Long::sum));
        return new Counts(connections + other.connections, sessions + other.sessions, sums);
    }
}
