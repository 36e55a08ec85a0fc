package org.hangup.jobs.publish;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The days of a staging folder: made complete, and checked before anyone sees them. */
public final class StagedDays {
    private static final String ROW_METADATA = "org.apache.spark.sql.parquet.row.metadata";

    private final SparkSession spark;
    private final Configuration conf;
    private final Folder staging;
    private final Collection<LocalDate> days;

    /** @param staging full path of a folder with {@code <table>/date=<day>} */
    public StagedDays(SparkSession spark, String staging, Collection<LocalDate> days) throws IOException {
        this.spark = spark;
        this.conf = spark.sessionState().newHadoopConf();
        this.staging = Folder.at(staging, conf);
        this.days = List.copyOf(days);
    }

    /**
     * Gives each day a partition in each table, with a Parquet file that has the schema even where there are no rows,
     * and removes all files that are not Parquet.
     */
    public void complete() throws IOException {
        for (String table : Tables.DAILY) {
            String empty = null;
            for (LocalDate day : days) {
                String partition = Publication.partition(table, day);
                if (!clean(partition)) {
                    empty = empty == null ? emptyFile(table) : empty;
                    staging.copy(empty, partition + "/empty.parquet");
                }
            }
        }
        for (LocalDate day : days) {
            staging.makeFolder(Publication.partition(Tables.STATE, day));
        }
    }

    /**
     * Checks the schema of every partition, and that the disconnects of the three tables are the rows of connections,
     * day by day and cause by cause.
     *
     * @throws IllegalStateException if a check fails: nothing of this run may be published
     */
    public Counts check() {
        List<String> partitions = new ArrayList<>();
        Tables.DAILY.forEach(table -> days.forEach(day -> partitions.add(Publication.partition(table, day))));
        partitions.parallelStream().forEach(this::checkSchemas);
        return days.isEmpty() ? Counts.NONE : checkSums();
    }

    private boolean clean(String partition) throws IOException {
        boolean parquet = false;
        for (String name : staging.names(partition)) {
            if (name.endsWith(".parquet")) {
                parquet = true;
            } else {
                staging.delete(partition + "/" + name);
            }
        }
        return parquet;
    }

    private String emptyFile(String table) throws IOException {
        String folder = "empty/" + table;
        spark.createDataFrame(List.<Row>of(), Tables.schema(table))
                .coalesce(1)
                .write()
                .parquet(staging.path(folder).toString());
        return folder + "/"
                + staging.names(folder).stream()
                        .filter(name -> name.endsWith(".parquet"))
                        .findFirst()
                        .orElseThrow();
    }

    private void checkSchemas(String partition) {
        String table = partition.substring(0, partition.indexOf('/'));
        List<String> expected = columns(Tables.schema(table));
        try {
            for (String name : staging.names(partition)) {
                FileMetaData file = footer(partition + "/" + name);
                String json = file.getKeyValueMetaData().get(ROW_METADATA);
                List<String> columns = columns((StructType) DataType.fromJson(json));
                if (!columns.equals(expected)) {
                    throw new IllegalStateException(
                            partition + " was built with the columns " + columns + ", not " + expected);
                }
                file.getSchema().getFields().forEach(field -> checkTime(partition, field));
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot read what was built of " + partition, e);
        }
    }

    private FileMetaData footer(String name) throws IOException {
        try (var reader = ParquetFileReader.open(HadoopInputFile.fromPath(staging.path(name), conf))) {
            return reader.getFooter().getFileMetaData();
        }
    }

    private static List<String> columns(StructType schema) {
        return Stream.of(schema.fields()).map(StagedDays::column).toList();
    }

    private static String column(StructField field) {
        return field.name() + " " + field.dataType().catalogString();
    }

    private static void checkTime(String partition, Type field) {
        boolean legacy =
                field.isPrimitive() && field.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT96;
        boolean otherUnit = field.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation timestamp
                && (timestamp.getUnit() != TimeUnit.MICROS || !timestamp.isAdjustedToUTC());
        if (legacy || otherUnit) {
            throw new IllegalStateException(partition + ": " + field + " is not TIMESTAMP_MICROS in UTC");
        }
    }

    private Counts checkSums() {
        Dataset<Row> all = sums("connections", "count(*)");
        for (String table : Tables.DAILY) {
            if (table.startsWith("disconnects_by_")) {
                all = all.union(sums(table, "sum(disconnects)"));
            }
        }
        Map<String, Map<String, Long>> sums = new TreeMap<>();
        for (Row row : all.collectAsList()) {
            sums.computeIfAbsent(row.getString(0), table -> new TreeMap<>())
                    .put(row.get(1) + " " + row.getString(2), row.getLong(3));
        }
        Map<String, Long> connections = sums.getOrDefault("connections", Map.of());
        for (String table : Tables.DAILY) {
            if (table.startsWith("disconnects_by_")
                    && !sums.getOrDefault(table, Map.of()).equals(connections)) {
                throw new IllegalStateException("the disconnects of " + table + " are not the rows of connections: "
                        + sums.get(table) + ", not " + connections);
            }
        }
        Map<String, Long> causes = new TreeMap<>();
        connections.forEach((key, count) -> causes.merge(key.substring(key.indexOf(' ') + 1), count, Long::sum));
        return new Counts(
                causes.values().stream().mapToLong(Long::longValue).sum(),
                table("sessions").count(),
                causes);
    }

    private Dataset<Row> sums(String table, String count) {
        return table(table)
                .groupBy("date", "cause")
                .agg(org.apache.spark.sql.functions.expr(count).as("n"))
                .selectExpr("'" + table + "'", "date", "cause", "n");
    }

    private Dataset<Row> table(String table) {
        String[] partitions = days.stream()
                .map(day -> staging.path(Publication.partition(table, day)).toString())
                .toArray(String[]::new);
        return spark.read()
                .schema(Tables.schema(table).add("date", DataTypes.DateType))
                .option("basePath", staging.path(table).toString())
                .parquet(partitions);
    }
}
