package org.hangup.jobs.pipeline;

import org.hangup.event.EventField;

/** The texts of an event that the reconstruction of connections reads. */
@SuppressWarnings("ImmutableEnumChecker")
enum EventText {
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
    NEARBY(null, false);

    static final EventText[] ALL = values();

    /** The catalogue's field that it is, null if it is none. */
    final EventField field;

    /** It may hold what a stranger wrote, so that lager may have encoded it twice. */
    final boolean free;

    EventText(EventField field, boolean free) {
        this.field = field;
        this.free = free;
    }
}
