package org.hangup.spark.source;

import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of a record, in their order. */
enum Column {
    NODE,
    FILE,
    OFFSET,
    TS,
    LEVEL,
    PID,
    MODULE,
    FUNCTION,
    ARITY,
    LINE,
    MESSAGE,
    LAYOUT;

    private DataType type() {
        return switch (this) {
            case OFFSET -> DataTypes.LongType;
            case TS -> DataTypes.TimestampType;
            case ARITY, LINE -> DataTypes.IntegerType;
            default -> DataTypes.StringType;
        };
    }

    String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static StructType schema() {
        var schema = new StructType();
        for (Column c : values()) {
            boolean always = c == NODE || c == FILE || c == OFFSET || c == MESSAGE;
            schema = schema.add(c.columnName(), c.type(), !always);
        }
        return schema;
    }

    static Column named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
