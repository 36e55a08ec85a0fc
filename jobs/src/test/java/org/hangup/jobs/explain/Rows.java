package org.hangup.jobs.explain;

import java.time.Instant;

/** Rows made by hand, of 2024-03-01 and romeo@example.net. */
final class Rows {
    private Rows() {}

    /** An instant of the day: {@code 10:00:05}, perhaps with a fraction. */
    static Instant at(String time) {
        return Instant.parse("2024-03-01T" + time + "Z");
    }

    /** A connection of romeo@example.net/phone that was a session by itself; its id is its opening. */
    static Connection connection(String ip, String opened, String ended, String cause) {
        return connection("romeo", ip, opened, ended, cause);
    }

    static Connection connection(String user, String ip, String opened, String ended, String cause) {
        return new Connection(
                opened + user,
                opened + user,
                "a@host",
                new Name(user, "example.net", "phone", null),
                new Connection.Peer(ip, 50000L, "tls", null),
                at(opened),
                at(opened),
                ended == null ? null : at(ended),
                ended == null ? null : at(ended),
                false,
                cause == null ? null : new Ending(cause, null, "server", "stated", null),
                "ejabberd.log",
                7L,
                null);
    }

    /** A connection that failed to log in. */
    static Connection failed(String name, String ip, String time) {
        return new Connection(
                time + name,
                null,
                "a@host",
                new Name(null, null, null, name),
                new Connection.Peer(ip, null, null, null),
                at(time),
                null,
                at(time),
                at(time),
                false,
                new Ending("auth_failed", null, "client", "inferred", null),
                null,
                null,
                null);
    }

    /** The same connection, ended since the user had too many sessions. */
    static Connection overLimit(Connection connection) {
        return with(
                connection, connection.sessionId(), new Ending("replaced", "session_limit", "client", "stated", null));
    }

    /** The same connection as part of a session. */
    static Connection of(String session, Connection connection) {
        return with(connection, session, connection.ending());
    }

    private static Connection with(Connection connection, String session, Ending ending) {
        return new Connection(
                connection.id(),
                session,
                connection.node(),
                connection.name(),
                connection.peer(),
                connection.begunAt(),
                connection.openedAt(),
                connection.endedAt(),
                connection.settledAt(),
                connection.resumed(),
                ending,
                connection.file(),
                connection.offset(),
                connection.lostAt());
    }
}
