package org.hangup.jobs.connections;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.hangup.event.ReasonTable;
import org.hangup.jobs.people.Forgotten;

/**
 * Connections of those who were taken out of the output: what is known of a person but a mark is gone, and of reasons what tells the cause is
 * left. Not for use by several threads.
 */
public final class ForgottenFacts {
    private static final Fact[] ADDRESSES = {Fact.FIRST_IP, Fact.IP, Fact.SESSION_FIRST_IP};
    private static final Fact[] REASONS = {
        Fact.LOST_REASON,
        Fact.END_REASON,
        Fact.PEER_ERROR,
        Fact.SENT_ERROR,
        Fact.TLS_REASON,
        Fact.NEARBY,
        Fact.CRASH_REASON
    };
    private static final byte[] ARGUMENT = "-".getBytes(US_ASCII);

    private final ReasonTable reasons;

    public ForgottenFacts(ReasonTable reasons) {
        this.reasons = reasons;
    }

    /** Whether the tables name nobody on this connection: its user was taken out, or who tried to be one. */
    public static boolean isForgotten(Facts facts) {
        return Forgotten.isMark(facts.text(Fact.USER))
                || (!isKnown(facts) && Forgotten.isMark(facts.text(Fact.TRIED_USER)));
    }

    private static boolean isKnown(Facts facts) {
        return facts.has(Fact.AUTHENTICATED_AT) || facts.is(Fact.BOUND);
    }

    /** The connection without what is left of the person, if it is of one who was taken out; else the same. */
    FoldedConnection takenOut(FoldedConnection connection, String connectionId) {
        if (!isForgotten(connection.facts())) {
            if (Forgotten.isMark(connection.facts().text(Fact.TRIED_USER))) {
                connection.facts().set(Fact.TRIED_USER, (byte[]) null);
            }
            return connection;
        }
        return new FoldedConnection(
                takenOut(connection.facts(), connectionId),
                connection.snapshots().stream()
                        .map(then -> new FoldedConnection.Snapshot(
                                then.fromDay(), then.toDay(), takenOut(then.facts(), connectionId)))
                        .toList());
    }

    /** A copy of the facts without the person; the name that the connection had it keeps. */
    public Facts takenOut(Facts facts, String connectionId) {
        Facts rest = facts.copy();
        rest.set(Fact.CONNECTION_ID, connectionId.getBytes(UTF_8));
        for (Fact address : ADDRESSES) {
            rest.set(address, (byte[]) null);
        }
        rest.set(Fact.FIRST_PORT, Facts.NONE);
        rest.set(Fact.PORT, Facts.NONE);
        for (Fact reason : REASONS) {
            if (rest.has(reason)) {
                rest.set(reason, takenOut(rest.text(reason)));
            }
        }
        return rest;
    }

    private byte[] takenOut(byte[] reason) {
        if (reason.length == 0) {
            return reason;
        }
        byte[] known = reasons.withArguments(reason, argument -> ARGUMENT);
        return known == null ? ARGUMENT : known;
    }
}
