package org.hangup.jobs.connections;

import java.util.Arrays;

/**
 * What the events of one connection say of it, before anything around it (the node's stop, the next connection of its
 * JID) is looked at. What no event says is missing. The order is that of the stored state: a change of it needs another version.
 */
@SuppressWarnings("ImmutableEnumChecker") // the slots are set once, when the enum is made
public enum Fact {
    FIRST_AT(Type.TIME),
    FIRST_ORDER(Type.NUMBER),
    FIRST_OFFSET(Type.NUMBER),
    /** Tells apart connections of one id that begin with equal records; mostly 0. */
    ORDINAL(Type.NUMBER),
    FIRST_IP(Type.TEXT),
    FIRST_PORT(Type.NUMBER),
    ACCEPTED_AT(Type.TIME),
    AUTHENTICATED_AT(Type.TIME),
    OPENED_AT(Type.TIME),
    /** Opened by a {@code Resumed session} line: the session of an earlier connection goes on in this one. */
    RESUMES(Type.FLAG),
    OPEN_FILE(Type.FILE),
    OPEN_ORDER(Type.NUMBER),
    OPEN_OFFSET(Type.NUMBER),
    /** When the session began by its sid (a module's line): used where no line opens it. */
    SID_AT(Type.TIME),
    USER(Type.TEXT),
    SERVER(Type.WORD),
    RESOURCE(Type.TEXT),
    /** A resource is bound: by an opening line, or by a line that ends or loses a session. */
    BOUND(Type.FLAG),
    TRIED_USER(Type.TEXT),
    TRANSPORT(Type.WORD),
    IP(Type.TEXT),
    PORT(Type.NUMBER),
    AUTH_MECHANISM(Type.WORD),
    AUTH_BACKEND(Type.WORD),
    AUTH_FAILURES(Type.NUMBER),
    LOST_AT(Type.TIME),
    LOST_REASON(Type.WORD),
    LOST_FILE(Type.FILE),
    LOST_OFFSET(Type.NUMBER),
    /** Code of the kind of line that ended it: CLOSED, REPLACED, OLD_STREAM_CLOSED, CRASHED; ACCEPTED if its id was taken anew. */
    END_KIND(Type.NUMBER),
    END_AT(Type.TIME),
    END_REASON(Type.WORD),
    /** The JID could be told from the reason only by the look of the line. */
    END_SPLIT_GUESSED(Type.FLAG),
    END_FILE(Type.FILE),
    END_OFFSET(Type.NUMBER),
    LAST_AT(Type.TIME),
    LAST_DAY(Type.NUMBER),
    LAST_FILE(Type.FILE),
    LAST_OFFSET(Type.NUMBER),
    /** Debug traces: the client's end tag, its stream error, the server's stream error. */
    RECEIVED_END_AT(Type.TIME),
    PEER_ERROR(Type.TEXT),
    SENT_ERROR(Type.TEXT),
    RECEIVED_AT(Type.TIME),
    /** The first ping that was sent after the last data of the client. */
    PING_AT(Type.TIME),
    SASL_FAILED_AT(Type.TIME),
    TLS_REASON(Type.TEXT),
    BLACKLISTED(Type.FLAG),
    FORBIDDEN(Type.FLAG),
    /** Code of the last kind of hint: SEND_TIMEOUT, ACK_TIMEOUT, QUEUE_OVERFLOW, TLS_ERROR, INACTIVE. */
    HINT(Type.NUMBER),
    HINT_AT(Type.TIME),
    /** What a console at debug level shows just before the close, empty if nothing; before a loss, a ping that may have gone unanswered. */
    NEARBY(Type.TEXT),
    LOCAL_PORT(Type.NUMBER),
    /** A line that only a client's connection writes was seen. */
    CLIENT(Type.FLAG),
    /** How long its session waits for resumption, by the line of the loss, in seconds. */
    LOST_WINDOW(Type.NUMBER),
    /** Of a connection that was carried over midnight: when the next one of its full JID opened, and the record of that. */
    NEXT_AT(Type.TIME),
    NEXT_FILE(Type.FILE),
    NEXT_OFFSET(Type.NUMBER),
    /** Time has settled it on a day before; a line of it that comes later changes nothing. */
    SETTLED(Type.FLAG),
    /** Of a connection that was carried over midnight: the session that it is part of, and the one before that. */
    SESSION_ID(Type.TEXT),
    SESSION_NODE(Type.WORD),
    SESSION_FIRST_IP(Type.TEXT),
    SESSION_OPENED_AT(Type.TIME),
    SESSION_CONNECTIONS(Type.NUMBER),
    PREVIOUS_SESSION_ID(Type.TEXT),
    PREVIOUS_CLOSED_AT(Type.TIME),
    PREVIOUS_CAUSE(Type.WORD),
    /** What the first report that tells a cause says of the death of its process; else what the first one says. */
    CRASH_REASON(Type.TEXT),
    /** The record that ended it gives no reason, or only that the process failed: a report that follows within 2 s explains it. */
    UNEXPLAINED(Type.FLAG),
    /** Its process died because the process of its own transport was gone. */
    TRANSPORT_GONE(Type.FLAG),
    /** When the server named its process as one with too long a queue. */
    OVERLOADED_AT(Type.TIME),
    /** The id of the last ping that was sent, and when the client answered that with an error. */
    PING_ID(Type.TEXT),
    PING_ERROR_AT(Type.TIME),
    /** Its connection_id, where what that is made of was taken away with a person. */
    CONNECTION_ID(Type.TEXT);

    public static final Fact[] ALL = values();

    /** How its value is kept and written. */
    enum Type {
        /** Microseconds since the epoch, UTC. */
        TIME,
        NUMBER,
        FLAG,
        TEXT,
        /** A text of which there are few. */
        WORD,
        /** Name of a file; a connection's are mostly the same. */
        FILE
    }

    /** How many are texts, and how many are not. */
    static final int TEXTS = (int) Arrays.stream(ALL).filter(Fact::isText).count();

    static final int NUMBERS = ALL.length - TEXTS;

    final Type type;
    /** Its place among the texts, or among the others. */
    private int slot;

    static {
        int texts = 0;
        int numbers = 0;
        for (Fact fact : ALL) {
            fact.slot = fact.isText() ? texts++ : numbers++;
        }
    }

    Fact(Type type) {
        this.type = type;
    }

    int slot() {
        return slot;
    }

    boolean isText() {
        return type == Type.TEXT || type == Type.WORD || type == Type.FILE;
    }
}
