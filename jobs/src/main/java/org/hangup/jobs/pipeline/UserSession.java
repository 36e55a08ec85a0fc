package org.hangup.jobs.pipeline;

/** A session as far as its connections share it. */
final class UserSession {
    /** The connection_id of its first connection. */
    final byte[] id;

    final byte[] node;
    final byte[] firstIp;
    /** Microseconds since the epoch, UTC; {@link Facts#NONE} if nothing tells. */
    final long openedAt;
    /** It was open at the end of the day before the input begins: what it came after is known. */
    final boolean carried;
    /** The user's latest session that was settled before it opened; null if there is none, or it is not looked up yet. */
    EndedSession previous;

    UserSession(byte[] id, byte[] node, byte[] firstIp, long openedAt, Facts carriedBy) {
        this.id = id;
        this.node = node;
        this.firstIp = firstIp;
        this.openedAt = openedAt;
        this.carried = carriedBy != null;
        if (carried && carriedBy.has(Fact.PREVIOUS_SESSION_ID)) {
            previous = new EndedSession(
                    carriedBy.text(Fact.PREVIOUS_SESSION_ID),
                    carriedBy.get(Fact.PREVIOUS_CLOSED_AT),
                    Facts.NONE,
                    new String(carriedBy.text(Fact.PREVIOUS_CAUSE), java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    /** The session that facts of the day before tell of; null if they tell of none. */
    static UserSession carriedBy(Facts facts) {
        return facts.has(Fact.SESSION_ID)
                ? new UserSession(
                        facts.text(Fact.SESSION_ID),
                        facts.text(Fact.SESSION_NODE),
                        facts.text(Fact.SESSION_FIRST_IP),
                        facts.get(Fact.SESSION_OPENED_AT),
                        facts)
                : null;
    }
}
