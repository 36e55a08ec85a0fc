package org.hangup.jobs.pipeline;

import java.util.List;

/**
 * A connection as its own events tell of it.
 *
 * @param facts as they stand at the end of the input
 * @param snapshots as they stood at the ends of earlier days, where they changed later
 */
record FoldedConnection(Facts facts, List<Snapshot> snapshots) {
    /** Facts as they stood at the end of the days from the first to the last, in days since 1970-01-01. */
    record Snapshot(int fromDay, int toDay, Facts facts) {}

    /** A line that only a client's connection writes was seen, or an accept: else it is no connection. */
    boolean isOne() {
        return facts.is(Fact.CLIENT) || facts.has(Fact.ACCEPTED_AT);
    }
}
