package org.hangup.jobs.connections;

import java.util.ArrayList;
import java.util.List;
import org.hangup.jobs.events.BytesIn;
import org.hangup.jobs.events.BytesOut;
import org.hangup.jobs.events.Words;

/**
 * A connection as its own events tell of it.
 *
 * @param facts as they stand at the end of the input
 * @param snapshots as they stood at the ends of earlier days, where they changed later
 */
public record FoldedConnection(Facts facts, List<Snapshot> snapshots) {
    /** Facts as they stood at the end of the days from the first to the last, in days since 1970-01-01. */
    public record Snapshot(int fromDay, int toDay, Facts facts) {}

    /** A line that only a client's connection writes was seen, or an accept: else it is no connection. */
    public boolean isOne() {
        return facts.is(Fact.CLIENT) || facts.has(Fact.ACCEPTED_AT);
    }

    /** Writes the facts and the snapshots. */
    public void write(BytesOut out) {
        facts.write(out);
        for (Snapshot snapshot : snapshots) {
            out.number(snapshot.fromDay());
            out.number(snapshot.toDay());
            snapshot.facts().write(out);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static FoldedConnection read(BytesIn in, Words words) {
        Facts facts = Facts.read(in, words);
        List<Snapshot> snapshots = in.hasMore() ? new ArrayList<>() : List.of();
        while (in.hasMore()) {
            snapshots.add(new Snapshot((int) in.number(), (int) in.number(), Facts.read(in, words)));
        }
        return new FoldedConnection(facts, snapshots);
    }
}
