package org.hangup.jobs.explain;

import java.time.Instant;

/**
 * A client connection. Whatever is not known is null.
 *
 * @param sessionId the session that it carried; null if no resource was bound
 * @param begunAt when it was accepted, else when the first thing was known of it
 * @param openedAt when the session opened, or was resumed, on it
 * @param endedAt when it ended; null if it was open
 * @param settledAt when that was known
 * @param resumed its session went on in another connection
 * @param ending why it ended; null if it was open
 * @param file the file of the record that ended it, below --input
 * @param offset of that record, in uncompressed bytes
 * @param lostAt of an open one: since when its session waits for resumption
 */
record Connection(
        String id,
        String sessionId,
        String node,
        Name name,
        Peer peer,
        Instant begunAt,
        Instant openedAt,
        Instant endedAt,
        Instant settledAt,
        boolean resumed,
        Ending ending,
        String file,
        Long offset,
        Instant lostAt) {
    /** The client's side. */
    record Peer(String ip, Long port, String transport, String client) {}

    static Connection of(TableRow row) {
        return new Connection(
                row.text("connection_id"),
                row.text("session_id"),
                row.text("node"),
                Name.of(row),
                new Peer(row.text("ip"), row.number("port"), row.text("transport"), row.text("client")),
                first(
                        row.time("accepted_at"),
                        row.time("authenticated_at"),
                        row.time("opened_at"),
                        row.time("ended_at")),
                row.time("opened_at"),
                row.time("ended_at"),
                row.time("settled_at"),
                row.isTrue("resumed"),
                Ending.of(row),
                row.text("file"),
                row.number("offset"),
                row.time("lost_at"));
    }

    private static Instant first(Instant... times) {
        for (Instant time : times) {
            if (time != null) {
                return time;
            }
        }
        return null;
    }

    boolean isOpen() {
        return ending == null;
    }

    boolean ended(String cause) {
        return ending != null && ending.cause().equals(cause);
    }

    /** Milliseconds from its opening to its end; -1 if one of them is not known. */
    long age() {
        return openedAt == null || endedAt == null ? -1 : endedAt.toEpochMilli() - openedAt.toEpochMilli();
    }
}
