package org.hangup.jobs.explain;

import java.time.Instant;
import java.util.List;

/**
 * A session with the connections that carried it, or a connection that never had one.
 *
 * @param session its row; null if it has none, or none that was found: it is open, or was closed on a day that was not asked for
 * @param connections in the order of their openings; at least one
 */
record Episode(Session session, List<Connection> connections) {
    Connection first() {
        return connections.get(0);
    }

    Connection last() {
        return connections.get(connections.size() - 1);
    }

    /** Whether a resource was bound. */
    boolean isSession() {
        return first().sessionId() != null;
    }

    Instant begin() {
        return session != null && session.openedAt() != null
                ? session.openedAt()
                : first().openedAt() != null ? first().openedAt() : first().begunAt();
    }

    /** When all was over; null if it is open. */
    Instant end() {
        return session != null ? session.closedAt() : last().endedAt();
    }

    /** Why it ended; null if it is open. */
    Ending ending() {
        return session != null ? session.ending() : last().ending();
    }

    Name name() {
        return last().name();
    }
}
