package org.hangup.jobs.pipeline;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** The columns of an event that the window function over a connection reads, in this order. */
@SuppressWarnings({"EnumOrdinal", "ImmutableEnumChecker"})
enum EventColumn {
    KIND(DataTypes.ByteType),
    /** Microseconds since the epoch, UTC. */
    AT(DataTypes.LongType),
    /** Days since 1970-01-01 of the record's time, in the zone of the run. */
    DAY(DataTypes.IntegerType),
    /** Day and file order; with OFFSET the order of the log's records. */
    ORDER(DataTypes.LongType),
    OFFSET(DataTypes.LongType),
    FILE(DataTypes.StringType),
    TRANSPORT(DataTypes.StringType),
    USER(DataTypes.StringType),
    SERVER(DataTypes.StringType),
    RESOURCE(DataTypes.StringType),
    IP(DataTypes.StringType),
    PORT(DataTypes.IntegerType),
    AUTH_MECHANISM(DataTypes.StringType),
    AUTH_BACKEND(DataTypes.StringType),
    REASON(DataTypes.StringType),
    /** The verbatim rest of a line in which a JID and a reason follow each other. */
    TEXT(DataTypes.StringType),
    SID_AT(DataTypes.LongType),
    LOCAL_PORT(DataTypes.IntegerType),
    /** Of a close line without a reason on a console: the one trace record just before it, empty if there is none. */
    NEARBY(DataTypes.StringType),
    /** The facts of a connection at the end of the day before; only of {@link Kind#CARRIED}. */
    CARRIED(Fact.SCHEMA);

    static final EventColumn[] ALL = values();

    final DataType type;

    EventColumn(DataType type) {
        this.type = type;
    }

    /** The name of its column; the prefix keeps it apart from the columns of tables. */
    String column() {
        return "e_" + name().toLowerCase(java.util.Locale.ROOT);
    }

    /** A copy of the text, since the row's buffer is used again; null for NULL. */
    UTF8String text(InternalRow row) {
        return row.isNullAt(ordinal()) ? null : row.getUTF8String(ordinal()).copy();
    }

    /** The text without a copy: for a look, not to be kept. */
    UTF8String look(InternalRow row) {
        return row.isNullAt(ordinal()) ? null : row.getUTF8String(ordinal());
    }

    byte code(InternalRow row) {
        return row.getByte(ordinal());
    }

    int number(InternalRow row) {
        return row.getInt(ordinal());
    }

    InternalRow facts(InternalRow row) {
        return row.getStruct(ordinal(), Fact.ALL.length);
    }

    long time(InternalRow row) {
        return row.getLong(ordinal());
    }

    Long timeOrNull(InternalRow row) {
        return row.isNullAt(ordinal()) ? null : (Long) row.getLong(ordinal());
    }

    /** Null for NULL. */
    Integer numberOrNull(InternalRow row) {
        return row.isNullAt(ordinal()) ? null : (Integer) row.getInt(ordinal());
    }
}
