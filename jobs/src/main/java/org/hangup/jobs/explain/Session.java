package org.hangup.jobs.explain;

import java.time.Instant;

/**
 * A session's row.
 *
 * @param previousCause why the user's session before it had ended; null if there was none
 * @param reconnectMs milliseconds from the end of that one to the opening of this one
 */
record Session(
        String id,
        Name name,
        Instant openedAt,
        Instant closedAt,
        Instant settledAt,
        Ending ending,
        String previousCause,
        Long reconnectMs) {
    static Session of(TableRow row) {
        return new Session(
                row.text("session_id"),
                Name.of(row),
                row.time("opened_at"),
                row.time("closed_at"),
                row.time("settled_at"),
                Ending.of(row),
                row.text("previous_cause"),
                row.number("reconnect_ms"));
    }
}
