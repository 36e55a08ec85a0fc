package org.hangup.event;

/** The parts of an event that are text, in the order of {@code parse_event}'s columns. */
public enum EventField {
    /** The name of the catalogue row's event. */
    EVENT,
    /** The connection as printed: {@code <0.5.0>} or {@code #Port<0.7>}. */
    CONNECTION,
    /** {@code tcp}, {@code tls}, {@code websocket} or {@code bosh}. */
    TRANSPORT,
    USER,
    SERVER,
    RESOURCE,
    /** The client's address in canonical text. */
    IP,
    AUTH_MECHANISM,
    AUTH_BACKEND,
    /** Why, in the log's own words. */
    REASON,
    NODE,
    VERSION,
    /** The receiver process of a {@code socket_state} term (until 17.01). */
    RECEIVER,
    /** What the message says that fits no other field. */
    TEXT;

    static final int COUNT = values().length;
}
