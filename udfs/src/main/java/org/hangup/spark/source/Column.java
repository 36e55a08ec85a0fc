package org.hangup.spark.source;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
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
    LAYOUT,
    /** From here on only where a list says what is to be read: the number of the record's log. */
    LOG,
    /** The number of the boot in its log. */
    BOOT,
    /** The place of its file in its log. */
    FILE_ORDER,
    /** Of ejabberd, NULL if nothing tells. */
    VERSION,
    /** Whether the file's non-ASCII text is encoded twice. */
    DOUBLED,
    /** Whether a console printed the record: {@link org.hangup.log.Layout#console}. */
    CONSOLE,
    /** The ports that have listeners of clients, as far as the log says so. */
    CLIENT_PORTS,
    /** The ports that have other listeners. */
    OTHER_PORTS;

    private static final List<Column> OF_ANY_RECORD =
            Arrays.stream(values()).filter(c -> c.compareTo(LAYOUT) <= 0).toList();

    private DataType type() {
        return switch (this) {
            case OFFSET -> DataTypes.LongType;
            case TS -> DataTypes.TimestampType;
            case ARITY, LINE, LOG, BOOT, FILE_ORDER -> DataTypes.IntegerType;
            case DOUBLED, CONSOLE -> DataTypes.BooleanType;
            case CLIENT_PORTS, OTHER_PORTS -> DataTypes.createArrayType(DataTypes.IntegerType, false);
            default -> DataTypes.StringType;
        };
    }

    private boolean nullable() {
        return switch (this) {
            case TS, LEVEL, PID, MODULE, FUNCTION, ARITY, LINE, LAYOUT, VERSION -> true;
            default -> false;
        };
    }

    String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }

    StructField field() {
        return DataTypes.createStructField(columnName(), type(), nullable());
    }

    /** The columns of records of any files. */
    static StructType schema() {
        return schema(OF_ANY_RECORD);
    }

    /** The columns of records that a list names: all. */
    static StructType archiveSchema() {
        return schema(List.of(values()));
    }

    private static StructType schema(List<Column> columns) {
        return new StructType(columns.stream().map(Column::field).toArray(StructField[]::new));
    }

    static Column named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
