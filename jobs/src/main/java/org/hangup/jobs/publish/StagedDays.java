package org.hangup.jobs.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.hangup.jobs.tables.EmptyDays;
import org.hangup.jobs.tables.Folder;
import org.hangup.jobs.tables.Tables;

/** The days of a staging folder: made complete, and checked before anyone sees them. */
public final class StagedDays {
    private static final String ROW_METADATA = "org.apache.spark.sql.parquet.row.metadata";
    private static final List<String> STATISTICS =
            List.of("disconnects_by_user", "disconnects_by_ip", "disconnects_by_cause");

    private final SparkSession spark;
    private final Folder staging;
    private final Set<LocalDate> days;

    /** @param staging full path of a folder with {@code <table>/date=<day>} */
    public StagedDays(SparkSession spark, String staging, Collection<LocalDate> days) throws IOException {
        this.spark = spark;
        this.staging = Folder.at(staging, spark.sparkContext().hadoopConfiguration());
        this.days = Set.copyOf(days);
    }

    /**
     * Gives each day a partition in each table, with a Parquet file that has the schema even where there are no rows,
     * and removes all files that are not Parquet.
     */
    public void complete() throws IOException {
        for (String table : Tables.DAILY) {
            for (LocalDate day : days) {
                clean(Tables.partition(table, day));
            }
            EmptyDays.fill(spark, staging, table, Tables.schema(table), days);
        }
        for (LocalDate day : days) {
            staging.makeFolder(Tables.partition(Tables.STATE, day));
        }
    }

    private void clean(String partition) throws IOException {
        for (String name : staging.names(partition)) {
            if (!name.endsWith(".parquet")) {
                staging.delete(partition + "/" + name);
            }
        }
    }

    /**
     * Reads the tables back: checks their schemas, and that the disconnects of each of the three tables are the rows of
     * connections, day by day and cause by cause.
     *
     * @throws IllegalStateException if a check fails: nothing of this run may be published
     */
    public Counts check() throws IOException {
        if (days.isEmpty()) {
            return Counts.NONE;
        }
        for (String table : Tables.DAILY) {
            checkSchema(table);
        }
        Map<String, Map<String, Long>> rows = rows();
        Map<String, Long> connections = rows.getOrDefault("connections", Map.of());
        for (String table : STATISTICS) {
            checkSums(table, rows.getOrDefault(table, Map.of()), connections);
        }
        Map<String, Long> causes = new TreeMap<>();
        connections.forEach((key, count) -> causes.merge(key.substring(key.indexOf(' ') + 1), count, Long::sum));
        return new Counts(total(connections), total(rows.getOrDefault("sessions", Map.of())), causes);
    }

    private static long total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Rows, or in the statistics disconnects, by table, and by date and cause. */
    private Map<String, Map<String, Long>> rows() {
        Dataset<Row> all = rows("connections", lit(1L)).unionByName(rows("sessions", lit(1L)));
        for (String table : STATISTICS) {
            all = all.unionByName(rows(table, col("disconnects")));
        }
        Map<String, Map<String, Long>> rows = new TreeMap<>();
        for (Row row : all.groupBy("table", "date", "cause").agg(sum("rows")).collectAsList()) {
            LocalDate date = row.getDate(1).toLocalDate();
            if (days.contains(date)) {
                rows.computeIfAbsent(row.getString(0), table -> new TreeMap<>())
                        .put(date + " " + row.getString(2), row.getLong(3));
            }
        }
        return rows;
    }

    private Dataset<Row> rows(String table, Column rows) {
        return spark.read()
                .schema(Tables.schema(table).add("date", DataTypes.DateType))
                .parquet(staging.path(table).toString())
                .select(lit(table).as("table"), col("date"), col("cause"), rows.as("rows"));
    }

    private static void checkSums(String table, Map<String, Long> disconnects, Map<String, Long> connections) {
        if (!disconnects.equals(connections)) {
            String key = Stream.concat(connections.keySet().stream(), disconnects.keySet().stream())
                    .filter(one -> !connections.getOrDefault(one, 0L).equals(disconnects.getOrDefault(one, 0L)))
                    .findFirst()
                    .orElse("");
            throw new IllegalStateException(
                    "the disconnects of " + table + " are not the rows of connections: on " + key + " they are "
                            + disconnects.getOrDefault(key, 0L) + ", not " + connections.getOrDefault(key, 0L));
        }
    }

    /** Looks at one file: those of a table are written together, by one schema. */
    private void checkSchema(String table) throws IOException {
        String partition = Tables.partition(table, days.iterator().next());
        String file = partition + "/" + staging.names(partition).get(0);
        var path = HadoopInputFile.fromPath(
                staging.path(file), spark.sparkContext().hadoopConfiguration());
        try (var reader = ParquetFileReader.open(path)) {
            checkSchema(table, reader.getFooter().getFileMetaData(), Tables.schema(table));
        }
    }

    private static void checkSchema(String table, FileMetaData file, StructType expected) {
        String json = file.getKeyValueMetaData().get(ROW_METADATA);
        // as a rule they are the same to the letter, and need not be parsed
        if (!json.equals(expected.json())) {
            List<String> columns = columns((StructType) DataType.fromJson(json));
            if (!columns.equals(columns(expected))) {
                throw new IllegalStateException(
                        table + " was built with the columns " + columns + ", not " + columns(expected));
            }
        }
        file.getSchema().getFields().forEach(field -> checkTime(table, field));
    }

    private static List<String> columns(StructType schema) {
        return Stream.of(schema.fields()).map(StagedDays::column).toList();
    }

    private static String column(StructField field) {
        return field.name() + " " + field.dataType().catalogString();
    }

    private static void checkTime(String table, Type field) {
        boolean legacy =
                field.isPrimitive() && field.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT96;
        boolean otherUnit = field.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation timestamp
                && (timestamp.getUnit() != TimeUnit.MICROS || !timestamp.isAdjustedToUTC());
        if (legacy || otherUnit) {
            throw new IllegalStateException(table + ": " + field + " is not TIMESTAMP_MICROS in UTC");
        }
    }
}
