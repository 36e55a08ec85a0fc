package org.hangup.jobs.events;

import org.hangup.spark.EventColumn;

/** The texts of an event that the reconstruction of connections reads. */
@SuppressWarnings("ImmutableEnumChecker")
public enum EventText {
    TRANSPORT(EventColumn.TRANSPORT, false),
    USER(EventColumn.USER, true),
    SERVER(EventColumn.SERVER, true),
    RESOURCE(EventColumn.RESOURCE, true),
    IP(EventColumn.IP, false),
    AUTH_MECHANISM(EventColumn.AUTH_MECHANISM, false),
    AUTH_BACKEND(EventColumn.AUTH_BACKEND, false),
    REASON(EventColumn.REASON, true),
    /** The verbatim rest of a line in which a JID and a reason follow each other. */
    TEXT(EventColumn.TEXT, true),
    /**
     * Of a close line without a reason on a console: the one trace record just before it, empty if there is none. Of a loss: the ping that may have gone
     * unanswered before it.
     */
    NEARBY(null, false),
    /** Facts of a connection that was open at the end of the day before; only of {@link Kind#CARRIED}. */
    CARRIED(null, false),
    /** Where people's names are kept out: what {@link #TEXT} may be, JID and reason, see {@link MaskedLine}; the text is empty then. */
    LINE(null, false),
    /** Where people's names are kept out: the resource that this was may have held a reason; it is empty. */
    GUESSED(null, false);

    public static final EventText[] ALL = values();

    /** Its column in the struct of {@code parse_event}, null if it is none of it. */
    final EventColumn column;

    /** It may hold what a stranger wrote, so that lager may have encoded it twice. */
    final boolean free;

    EventText(EventColumn column, boolean free) {
        this.column = column;
        this.free = free;
    }
}
