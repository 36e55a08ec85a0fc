package org.hangup.jobs.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The published tables and their columns, as {@code tables.tsv} describes them. */
public final class Tables {
    /** Tables of settled rows and of what is still open; each has a partition for each built day. */
    public static final List<String> DAILY = List.of(
            "connections",
            "sessions",
            "disconnects_by_user",
            "disconnects_by_ip",
            "disconnects_by_cause",
            "open_connections",
            "online",
            "incidents",
            "log_gaps");
    /** What the next day needs; private to Hangup, so without a described schema. */
    public static final String STATE = "_state";

    public static final String REJECTS = "rejects";
    public static final String RUNS = "runs";
    /** What is known of the files of the input, so that they are not read again. */
    public static final String FILES = "files";
    /** What was built of which log and day, when and why. */
    public static final String DAYS = "days";

    /** Tables that each run writes anew. */
    public static final List<String> WHOLE = List.of(REJECTS, FILES, DAYS);

    private Tables() {}

    /**
     * The columns of a table, without the partition column {@code date}; every column may be NULL, and has its meaning as
     * the comment that Spark and other catalogs show.
     *
     * @throws IllegalArgumentException if there is no such table
     */
    public static StructType schema(String table) {
        StructType schema = all().get(table);
        if (schema == null) {
            throw new IllegalArgumentException("no table " + table);
        }
        return schema;
    }

    /** Where the rows of a day lie, below the folder of all tables. */
    public static String partition(String table, LocalDate day) {
        return table + "/date=" + day;
    }

    /** All described tables, in the order of the description. */
    public static Map<String, StructType> all() {
        return Described.TABLES;
    }

    /** Read once, when first asked for. */
    private static final class Described {
        static final Map<String, StructType> TABLES = read();

        private static Map<String, StructType> read() {
            Map<String, StructType> schemas = new LinkedHashMap<>();
            for (String row : rows()) {
                String[] cells = row.split("\t", -1);
                schemas.merge(
                        cells[0], new StructType().add(column(cells)), (left, right) -> left.add(right.fields()[0]));
            }
            return Collections.unmodifiableMap(schemas);
        }

        private static StructField column(String[] cells) {
            return new StructField(cells[1], type(cells[2]), true, Metadata.empty()).withComment(cells[3]);
        }

        /** Spark's parser is a heavy thing to start, and is asked only for what it alone can read. */
        private static DataType type(String ddl) {
            return switch (ddl) {
                case "STRING" -> DataTypes.StringType;
                case "BIGINT" -> DataTypes.LongType;
                case "INT" -> DataTypes.IntegerType;
                case "BOOLEAN" -> DataTypes.BooleanType;
                case "TIMESTAMP" -> DataTypes.TimestampType;
                case "DOUBLE" -> DataTypes.DoubleType;
                case "BINARY" -> DataTypes.BinaryType;
                case "DATE" -> DataTypes.DateType;
                default -> DataType.fromDDL(ddl);
            };
        }
    }

    private static List<String> rows() {
        try (var in = Tables.class.getResourceAsStream("tables.tsv");
                var reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            return reader.lines().skip(1).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
