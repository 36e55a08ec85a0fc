package org.hangup.jobs.pipeline;

/** A connection among those of its user, and the session that it is part of. */
final class UserConnection {
    /** Day of its place in the log, days since 1970-01-01. */
    final int day;

    final int log;
    final int boot;
    final byte[] id;
    final byte[] connectionId;
    final Facts facts;
    final FoldedConnection folded;

    /** Null if it never had one. */
    UserSession session;
    /** Which connection of its session it is, from 1. */
    int place;

    UserConnection(int day, int log, int boot, byte[] id, byte[] connectionId, FoldedConnection folded) {
        this.day = day;
        this.log = log;
        this.boot = boot;
        this.id = id;
        this.connectionId = connectionId;
        this.folded = folded;
        this.facts = folded.facts();
    }

    boolean isBound() {
        return facts.is(Fact.BOUND);
    }

    /** When its session opened, or was resumed, on it; else its first record. */
    long openedAt() {
        return facts.has(Fact.OPENED_AT) ? facts.get(Fact.OPENED_AT) : facts.get(Fact.FIRST_AT);
    }

    boolean resumes() {
        return facts.is(Fact.RESUMES);
    }

    /** The session that this connection begins. */
    UserSession newSession(byte[] node) {
        return new UserSession(connectionId, node, facts.text(Fact.IP), facts.get(Fact.OPENED_AT), null);
    }
}
