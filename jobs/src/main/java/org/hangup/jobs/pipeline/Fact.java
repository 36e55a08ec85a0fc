package org.hangup.jobs.pipeline;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What the events of one connection say of it, before anything around it (the node's stop, the next connection of its
 * JID) is looked at. Times are microseconds since the epoch, UTC; what no event says is NULL. The column of a fact is its
 * name in lower case.
 */
@SuppressWarnings("ImmutableEnumChecker")
enum Fact {
    FIRST_AT(DataTypes.LongType),
    FIRST_ORDER(DataTypes.LongType),
    FIRST_OFFSET(DataTypes.LongType),
    /** Tells apart connections of one id that begin with equal records; mostly 0. */
    ORDINAL(DataTypes.IntegerType),
    FIRST_IP(DataTypes.StringType),
    FIRST_PORT(DataTypes.IntegerType),
    ACCEPTED_AT(DataTypes.LongType),
    AUTHENTICATED_AT(DataTypes.LongType),
    OPENED_AT(DataTypes.LongType),
    /** Opened by a {@code Resumed session} line: the session of an earlier connection goes on in this one. */
    RESUMES(DataTypes.BooleanType),
    OPEN_FILE(DataTypes.StringType),
    OPEN_ORDER(DataTypes.LongType),
    OPEN_OFFSET(DataTypes.LongType),
    /** When the session began by its sid (a module's line): used where no line opens it. */
    SID_AT(DataTypes.LongType),
    USER(DataTypes.StringType),
    SERVER(DataTypes.StringType),
    RESOURCE(DataTypes.StringType),
    /** A resource is bound: by an opening line, or by a line that ends or loses a session. */
    BOUND(DataTypes.BooleanType),
    TRIED_USER(DataTypes.StringType),
    TRANSPORT(DataTypes.StringType),
    IP(DataTypes.StringType),
    PORT(DataTypes.IntegerType),
    AUTH_MECHANISM(DataTypes.StringType),
    AUTH_BACKEND(DataTypes.StringType),
    AUTH_FAILURES(DataTypes.IntegerType),
    LOST_AT(DataTypes.LongType),
    LOST_REASON(DataTypes.StringType),
    LOST_FILE(DataTypes.StringType),
    LOST_OFFSET(DataTypes.LongType),
    /** Code of the kind of line that ended it: CLOSED, REPLACED, OLD_STREAM_CLOSED; ACCEPTED if its id was taken anew. */
    END_KIND(DataTypes.ByteType),
    END_AT(DataTypes.LongType),
    END_REASON(DataTypes.StringType),
    /** The JID could be told from the reason only by the look of the line. */
    END_SPLIT_GUESSED(DataTypes.BooleanType),
    END_FILE(DataTypes.StringType),
    END_OFFSET(DataTypes.LongType),
    LAST_AT(DataTypes.LongType),
    LAST_DAY(DataTypes.IntegerType),
    LAST_FILE(DataTypes.StringType),
    LAST_OFFSET(DataTypes.LongType),
    /** Debug traces: the client's end tag, its stream error, the server's stream error. */
    RECEIVED_END_AT(DataTypes.LongType),
    PEER_ERROR(DataTypes.StringType),
    SENT_ERROR(DataTypes.StringType),
    RECEIVED_AT(DataTypes.LongType),
    /** The first ping that was sent after the last data of the client. */
    PING_AT(DataTypes.LongType),
    SASL_FAILED_AT(DataTypes.LongType),
    TLS_REASON(DataTypes.StringType),
    BLACKLISTED(DataTypes.BooleanType),
    FORBIDDEN(DataTypes.BooleanType),
    /** Name of the last kind of hint: SEND_TIMEOUT, ACK_TIMEOUT, QUEUE_OVERFLOW, TLS_ERROR, INACTIVE, CRASHED. */
    HINT(DataTypes.StringType),
    HINT_AT(DataTypes.LongType),
    /** What a console at debug level shows just before the close; empty if nothing. */
    NEARBY(DataTypes.StringType),
    LOCAL_PORT(DataTypes.IntegerType),
    /** A line that only a client's connection writes was seen. */
    CLIENT(DataTypes.BooleanType),
    /** Of a connection that was carried over midnight: the session that it is part of, and the one before that. */
    SESSION_ID(DataTypes.StringType),
    SESSION_NODE(DataTypes.StringType),
    SESSION_FIRST_IP(DataTypes.StringType),
    SESSION_OPENED_AT(DataTypes.LongType),
    SESSION_CONNECTIONS(DataTypes.IntegerType),
    PREVIOUS_SESSION_ID(DataTypes.StringType),
    PREVIOUS_CLOSED_AT(DataTypes.LongType),
    PREVIOUS_CAUSE(DataTypes.StringType);

    static final Fact[] ALL = values();
    static final StructType SCHEMA = schema();

    final DataType type;

    Fact(DataType type) {
        this.type = type;
    }

    String column() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    private static StructType schema() {
        var schema = new StructType();
        for (Fact fact : ALL) {
            schema = schema.add(fact.column(), fact.type, true);
        }
        return schema;
    }
}
