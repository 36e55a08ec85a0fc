package org.hangup.jobs.events;

import org.hangup.event.EventField;

/** The texts of an event that the reconstruction of connections reads. */
@SuppressWarnings("ImmutableEnumChecker")
public enum EventText {
    TRANSPORT(EventField.TRANSPORT, false),
    USER(EventField.USER, true),
    SERVER(EventField.SERVER, true),
    RESOURCE(EventField.RESOURCE, true),
    IP(EventField.IP, false),
    AUTH_MECHANISM(EventField.AUTH_MECHANISM, false),
    AUTH_BACKEND(EventField.AUTH_BACKEND, false),
    REASON(EventField.REASON, true),
    /** The verbatim rest of a line in which a JID and a reason follow each other. */
    TEXT(EventField.TEXT, true),
    /** Of a close line without a reason on a console: the one trace record just before it, empty if there is none. */
    NEARBY(null, false),
    /** Facts of a connection that was open at the end of the day before; only of {@link Kind#CARRIED}. */
    CARRIED(null, false);

    public static final EventText[] ALL = values();

    /** The catalogue's field that it is, null if it is none. */
    final EventField field;

    /** Its column in the struct of {@code parse_event}. */
    final int column;

    /** It may hold what a stranger wrote, so that lager may have encoded it twice. */
    final boolean free;

    EventText(EventField field, boolean free) {
        this.field = field;
        this.column = field == null ? -1 : column(field);
        this.free = free;
    }

    private static int column(EventField field) {
        return switch (field) {
            case TRANSPORT -> 2;
            case USER -> 3;
            case SERVER -> 4;
            case RESOURCE -> 5;
            case IP -> 6;
            case AUTH_MECHANISM -> 8;
            case AUTH_BACKEND -> 9;
            case REASON -> 10;
            case TEXT -> 15;
            default -> throw new IllegalArgumentException("no text of an event: " + field);
        };
    }
}
