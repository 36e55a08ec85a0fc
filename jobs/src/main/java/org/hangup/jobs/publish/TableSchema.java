package org.hangup.jobs.publish;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a table whose rows are written without Spark's help, as Spark would write them.
 *
 * @param spark the columns; STRING, BINARY, BOOLEAN, INT, BIGINT and TIMESTAMP are possible
 * @param parquet the same for Parquet: times are TIMESTAMP_MICROS in UTC
 */
public record TableSchema(StructType spark, MessageType parquet) {
    private static final Set<String> FEW_VALUES = Set.of(
            "node",
            "transport",
            "server",
            "auth_mechanism",
            "auth_backend",
            "auth_failures",
            "cause",
            "subcause",
            "ended_by",
            "confidence",
            "reason",
            "version",
            "file",
            "hour",
            "previous_cause",
            "connections",
            "resumptions",
            "disconnects",
            "users",
            "ips",
            "resources",
            "kind",
            "log",
            "boot_id");

    /** How a column's values are handed to Parquet. */
    enum Kind {
        TEXT,
        LONG,
        INT,
        BOOLEAN
    }

    /**
     * The schema of these columns.
     *
     * @throws IllegalArgumentException if a column is of another type
     */
    public static TableSchema of(StructType columns) {
        var message = Types.buildMessage();
        for (StructField column : columns.fields()) {
            message.addField(field(column));
        }
        return new TableSchema(columns, message.named("spark_schema"));
    }

    private static Type field(StructField column) {
        DataType type = column.dataType();
        var field =
                switch (kind(type)) {
                    case TEXT -> Types.optional(PrimitiveTypeName.BINARY);
                    case LONG -> Types.optional(PrimitiveTypeName.INT64);
                    case INT -> Types.optional(PrimitiveTypeName.INT32);
                    case BOOLEAN -> Types.optional(PrimitiveTypeName.BOOLEAN);
                };
        if (type.equals(DataTypes.StringType)) {
            return field.as(LogicalTypeAnnotation.stringType()).named(column.name());
        }
        return type.equals(DataTypes.TimestampType)
                ? field.as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                        .named(column.name())
                : field.named(column.name());
    }

    /** Number of a column. */
    public int column(String name) {
        return spark.fieldIndex(name);
    }

    TableRow row() {
        return new TableRow(kinds());
    }

    Kind[] kinds() {
        return Stream.of(spark.fields()).map(column -> kind(column.dataType())).toArray(Kind[]::new);
    }

    /** Columns with many values: a dictionary would cost more time than it saves room. */
    List<String> varied() {
        return Stream.of(spark.fieldNames())
                .filter(name -> !FEW_VALUES.contains(name))
                .toList();
    }

    /** Columns of texts. Rows stand in no order of theirs, so that their least and greatest values tell nothing. */
    List<String> texts() {
        return Stream.of(spark.fields())
                .filter(column -> kind(column.dataType()) == Kind.TEXT)
                .map(StructField::name)
                .toList();
    }

    KnownTexts[] known() {
        return Stream.of(spark.fields())
                .map(column -> kind(column.dataType()) == Kind.TEXT && FEW_VALUES.contains(column.name())
                        ? new KnownTexts()
                        : null)
                .toArray(KnownTexts[]::new);
    }

    private static Kind kind(DataType type) {
        if (type.equals(DataTypes.StringType) || type.equals(DataTypes.BinaryType)) {
            return Kind.TEXT;
        } else if (type.equals(DataTypes.LongType) || type.equals(DataTypes.TimestampType)) {
            return Kind.LONG;
        } else if (type.equals(DataTypes.IntegerType)) {
            return Kind.INT;
        } else if (type.equals(DataTypes.BooleanType)) {
            return Kind.BOOLEAN;
        }
        throw new IllegalArgumentException("no column of type " + type.catalogString() + " can be written here");
    }
}
