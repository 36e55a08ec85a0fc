package org.hangup.jobs.pipeline;

import java.io.Serializable;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** The facts of one connection, as they grow event by event; laid out as {@link Fact#SCHEMA}, hence the ordinals. */
@SuppressWarnings("EnumOrdinal")
final class Facts implements Serializable {
    private final Object[] values = new Object[Fact.ALL.length];

    boolean has(Fact fact) {
        return values[fact.ordinal()] != null;
    }

    void set(Fact fact, Object value) {
        values[fact.ordinal()] = value;
    }

    /** Keeps the value that is there already. */
    void setFirst(Fact fact, Object value) {
        if (values[fact.ordinal()] == null) {
            values[fact.ordinal()] = value;
        }
    }

    /** A missing value does not wipe out a known one. */
    void setKnown(Fact fact, Object value) {
        if (value != null) {
            values[fact.ordinal()] = value;
        }
    }

    long time(Fact fact) {
        return (Long) values[fact.ordinal()];
    }

    byte code(Fact fact) {
        return (Byte) values[fact.ordinal()];
    }

    Around.Mark mark(Fact at, Fact file, Fact offset) {
        return new Around.Mark(time(at), text(file), (Long) get(offset));
    }

    int number(Fact fact) {
        var value = (Integer) values[fact.ordinal()];
        return value == null ? 0 : value;
    }

    UTF8String text(Fact fact) {
        return (UTF8String) values[fact.ordinal()];
    }

    boolean is(Fact fact) {
        return Boolean.TRUE.equals(values[fact.ordinal()]);
    }

    /** Whether the first record of the other was of the same time and address. */
    boolean beginsLike(Facts other) {
        return Objects.equals(get(Fact.FIRST_AT), other.get(Fact.FIRST_AT))
                && Objects.equals(get(Fact.FIRST_IP), other.get(Fact.FIRST_IP))
                && Objects.equals(get(Fact.FIRST_PORT), other.get(Fact.FIRST_PORT));
    }

    private Object get(Fact fact) {
        return values[fact.ordinal()];
    }

    InternalRow toRow() {
        return new GenericInternalRow(values.clone());
    }

    /** The facts of a row that lives no longer than the look. */
    static Facts look(InternalRow row) {
        var facts = new Facts();
        for (Fact fact : Fact.ALL) {
            int i = fact.ordinal();
            facts.values[i] = row.isNullAt(i) ? null : value(row, i, fact.type);
        }
        return facts;
    }

    /** Not InternalRow.get: that looks up Spark's settings for every value. */
    private static Object value(InternalRow row, int i, DataType type) {
        if (type == DataTypes.LongType) {
            return row.getLong(i);
        } else if (type == DataTypes.StringType) {
            return row.getUTF8String(i);
        } else if (type == DataTypes.IntegerType) {
            return row.getInt(i);
        } else if (type == DataTypes.BooleanType) {
            return row.getBoolean(i);
        }
        return row.getByte(i);
    }

    /** The facts of a row, to be kept. */
    static Facts of(InternalRow row) {
        var facts = look(row);
        for (int i = 0; i < facts.values.length; i++) {
            if (facts.values[i] instanceof UTF8String text) {
                facts.values[i] = text.copy();
            }
        }
        return facts;
    }
}
