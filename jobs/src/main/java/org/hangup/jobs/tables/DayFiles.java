package org.hangup.jobs.tables;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Rows as files {@code <staging>/<table>/date=YYYY-MM-DD/part-0000K.parquet}.
 *
 * <p>A day and table is one file up to a million rows. A day of more has n = ceil(rows / 1,000,000) files, and a row lies in
 * file {@code pmod(hash(keys), n)}. So which files there are, and what is in them, follows from the rows, never from
 * partitions, cores or bytes; rows are in the given order within a file.
 *
 * <p>All rows of a file go to one task ({@link #placed}), sorted by day and file, so that a task has one Parquet writer open at
 * a time, however many days there are.
 */
public final class DayFiles {
    /** Column of placed rows: number of the row's file within its day. */
    public static final String PART = "part";
    /**
     * Column of placed rows: what they are partitioned by, one value for each {@code date} and {@code part}. A
     * {@code groupBy} that has it among its columns needs no further shuffle.
     */
    public static final String SLOT = "slot";

    private static final long ROWS_PER_FILE = 1_000_000;
    /** Above it there are more tasks than the cores need. */
    private static final long ROWS_PER_TASK = 2_000_000;

    private static final int TASKS_PER_CORE = 2;
    /** So many rows are a row group at most: who looks for one user or address reads few of them. */
    private static final int ROWS_PER_GROUP = 131_072;
    /** Columns whose values hardly ever come again: a dictionary would be made only to be thrown away. */
    private static final Set<String> WITHOUT_DICTIONARY = Set.of(
            "connection_id",
            "session_id",
            "previous_session_id",
            "offset",
            "accepted_at",
            "authenticated_at",
            "opened_at",
            "ended_at",
            "closed_at",
            "settled_at",
            "previous_closed_at",
            "lost_at",
            "displaced_at",
            "duration_ms",
            "reconnect_ms",
            "connected_ms",
            "longest_ms",
            "users_sketch");

    private final SparkSession spark;
    private final String path;
    private final NavigableMap<LocalDate, Long> rowsByDate;
    private final long rowsPerFile;

    /**
     * @param staging full path of the folder of all tables
     * @param rowsByDate the days that are built, and how many rows the table has of each, at most
     */
    public DayFiles(SparkSession spark, String staging, Map<LocalDate, Long> rowsByDate) {
        this(spark, staging, rowsByDate, ROWS_PER_FILE);
    }

    DayFiles(SparkSession spark, String staging, Map<LocalDate, Long> rowsByDate, long rowsPerFile) {
        this.spark = spark;
        this.path = staging;
        this.rowsByDate = new TreeMap<>(rowsByDate);
        this.rowsPerFile = rowsPerFile;
    }

    /** How many rows there are of each of some days, and of any other that they have. */
    public static Map<LocalDate, Long> rowsByDate(Dataset<Row> rows, Collection<LocalDate> days) {
        Map<LocalDate, Long> counts = new TreeMap<>();
        days.forEach(day -> counts.put(day, 0L));
        for (Row row : rows.groupBy("date").count().collectAsList()) {
            counts.put(row.getDate(0).toLocalDate(), row.getLong(1));
        }
        return counts;
    }

    /** The rows of some days. */
    public static Dataset<Row> ofDays(Dataset<Row> rows, Collection<LocalDate> days) {
        return rows.where(
                col("date").isin(days.stream().map(java.sql.Date::valueOf).toArray()));
    }

    /**
     * The rows with {@link #PART} and {@link #SLOT}, all rows of a file in one task. Great files are shared out evenly.
     *
     * @param rows have a column {@code date} DATE
     * @param keys rows with equal keys lie in the same file of their day; without keys each day is one file
     */
    public Dataset<Row> placed(Dataset<Row> rows, Column... keys) {
        if (rowsByDate.isEmpty()) {
            throw new IllegalStateException("no days are built");
        }
        var layout = new FileLayout(rowsByDate, keys.length == 0 ? Long.MAX_VALUE : rowsPerFile);
        int[] slots = TaskSlots.of(spark, tasks(layout));
        return rows.withColumn(PART, layout.part(keys))
                .withColumn(SLOT, layout.slot(col(PART), slots))
                .repartition(slots.length, col(SLOT));
    }

    private int tasks(FileLayout layout) {
        long forCores = (long) TASKS_PER_CORE * spark.sparkContext().defaultParallelism();
        long forRows = -Math.floorDiv(-layout.rows(), ROWS_PER_TASK);
        return (int) Math.min(layout.files(), Math.max(forCores, forRows));
    }

    /**
     * Writes a described table. Columns that it does not have are left out.
     *
     * @param placed as {@link #placed} gives them, or grouped from that by date, part and slot
     * @param sort columns to sort by within a file; rows that are equal in all of them have no certain order
     * @throws IllegalArgumentException if a column is missing or of another type
     */
    public void write(String table, Dataset<Row> placed, String... sort) throws IOException {
        write(table, Tables.schema(table), placed, sort);
    }

    /** Writes a table that is not described. */
    public void write(String table, StructType columns, Dataset<Row> placed, String... sort) throws IOException {
        Folder staging = Folder.at(path, spark.sparkContext().hadoopConfiguration());
        String writing = "_writing/" + table;
        Column[] order = columns(
                Stream.concat(Stream.of("date", PART), Arrays.stream(sort)).toArray(String[]::new));
        Column[] all = Stream.concat(
                        Arrays.stream(described(table, columns, placed)), Stream.of(col("date"), col(PART)))
                .toArray(Column[]::new);
        Dataset<Row> rows = placed.select(all).sortWithinPartitions(order);
        writer(rows, columns).parquet(staging.path(writing).toString());
        moveIntoPlace(staging, writing, table);
        staging.delete(writing);
        EmptyDays.fill(spark, staging, table, columns, rowsByDate.keySet());
    }

    /** The table's columns in their order, with their comments; what is missing is not taken for NULL. */
    private static Column[] described(String table, StructType columns, Dataset<Row> rows) {
        StructType given = rows.schema();
        for (StructField column : columns.fields()) {
            if (!List.of(given.fieldNames()).contains(column.name())
                    || !given.apply(column.name()).dataType().equals(column.dataType())) {
                throw new IllegalArgumentException(table + " needs the column " + column.name() + " of type "
                        + column.dataType().sql() + "; there are " + given.simpleString());
            }
        }
        return Stream.of(columns.fields())
                .map(column -> nullable(given.apply(column.name())).as(column.name(), column.metadata()))
                .toArray(Column[]::new);
    }

    /** A count is never NULL, which Spark would note in the file; but all files of a table have the same schema. */
    private static Column nullable(StructField field) {
        Column column = col("`" + field.name() + "`");
        return field.nullable() ? column : when(col("date").isNotNull(), column);
    }

    private static Column[] columns(String... names) {
        return Arrays.stream(names).map(name -> col("`" + name + "`")).toArray(Column[]::new);
    }

    private static DataFrameWriter<Row> writer(Dataset<Row> rows, StructType columns) {
        DataFrameWriter<Row> writer = rows.write()
                .mode("overwrite")
                .partitionBy("date", PART)
                .option("partitionOverwriteMode", "static")
                .option("maxRecordsPerFile", 0)
                .option("parquet.block.row.count.limit", ROWS_PER_GROUP);
        for (String column : columns.fieldNames()) {
            if (WITHOUT_DICTIONARY.contains(column)) {
                writer.option("parquet.enable.dictionary#" + column, false);
            }
        }
        return writer;
    }

    /** Gives {@code date=D/part=K/<Spark's name>} its name {@code date=D/part-0000K.parquet}. */
    private void moveIntoPlace(Folder staging, String writing, String table) throws IOException {
        Set<String> built =
                rowsByDate.keySet().stream().map(day -> "date=" + day).collect(Collectors.toSet());
        for (String date : staging.names(writing)) {
            if (date.startsWith("date=")) {
                if (!built.contains(date)) {
                    throw new IllegalStateException(table + " has rows of " + date + ", which is not built");
                }
                for (String part : staging.names(writing + "/" + date)) {
                    String from = writing + "/" + date + "/" + part;
                    int number = Integer.parseInt(part.substring((PART + "=").length()));
                    staging.move(from + "/" + OneFile.parquet(staging, from), table + "/" + date + "/" + name(number));
                }
            }
        }
    }

    /** Name of a day's file. */
    static String name(int part) {
        return String.format(Locale.ROOT, "part-%05d.parquet", part);
    }
}
