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
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The days of a staging folder: made complete, and checked before anyone sees them. */
public final class StagedDays {
    private static final String ROW_METADATA = "org.apache.spark.sql.parquet.row.metadata";

    private final Configuration conf;
    private final Folder staging;
    private final Collection<LocalDate> days;

    /** @param staging full path of a folder with {@code <table>/date=<day>} */
    public StagedDays(String staging, Collection<LocalDate> days, Configuration conf) throws IOException {
        this.conf = conf;
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
     * Checks the schema of every file, that the files hold the rows that were written, and that the disconnects of the
     * three tables are the rows of connections, day by day and cause by cause.
     *
     * @param rows how many rows were written, by {@code table<TAB>day}
     * @param disconnects connections in the rows that were written, by {@code table<TAB>day<TAB>cause}
     * @throws IllegalStateException if a check fails: nothing of this run may be published
     */
    public Counts check(Map<String, Long> rows, Map<String, Long> disconnects) {
        List<String> partitions = new ArrayList<>();
        Tables.DAILY.forEach(table -> days.forEach(day -> partitions.add(Publication.partition(table, day))));
        partitions.parallelStream().forEach(partition -> checkFiles(partition, rows));
        return checkSums(rows, disconnects);
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
        String file = "empty/" + table + ".parquet";
        new TableWriter(staging.path(file), TableSchema.of(Tables.schema(table)), conf).close();
        return file;
    }

    private void checkFiles(String partition, Map<String, Long> written) {
        String table = partition.substring(0, partition.indexOf('/'));
        List<String> expected = columns(Tables.schema(table));
        long found = 0;
        try {
            for (String name : staging.names(partition)) {
                try (var reader =
                        ParquetFileReader.open(HadoopInputFile.fromPath(staging.path(partition + "/" + name), conf))) {
                    checkSchema(partition, reader.getFooter().getFileMetaData(), expected);
                    found += reader.getRecordCount();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot read what was built of " + partition, e);
        }
        long rows = written.getOrDefault(partition.replace("/date=", "\t"), 0L);
        if (found != rows) {
            throw new IllegalStateException(partition + " holds " + found + " rows, not the " + rows + " written");
        }
    }

    private static void checkSchema(String partition, FileMetaData file, List<String> expected) {
        String json = file.getKeyValueMetaData().get(ROW_METADATA);
        List<String> columns = columns((StructType) DataType.fromJson(json));
        if (!columns.equals(expected)) {
            throw new IllegalStateException(partition + " was built with the columns " + columns + ", not " + expected);
        }
        file.getSchema().getFields().forEach(field -> checkTime(partition, field));
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

    private Counts checkSums(Map<String, Long> rows, Map<String, Long> disconnects) {
        Map<String, Long> connections = of("connections", disconnects);
        for (String table : Tables.DAILY) {
            if (table.startsWith("disconnects_by_") && !of(table, disconnects).equals(connections)) {
                throw new IllegalStateException("the disconnects of " + table + " are not the rows of connections: "
                        + of(table, disconnects) + ", not " + connections);
            }
        }
        Map<String, Long> causes = new TreeMap<>();
        connections.forEach((key, count) -> causes.merge(key.substring(key.indexOf('\t') + 1), count, Long::sum));
        return new Counts(
                of("connections", rows).values().stream()
                        .mapToLong(Long::longValue)
                        .sum(),
                of("sessions", rows).values().stream()
                        .mapToLong(Long::longValue)
                        .sum(),
                causes);
    }

    /** What belongs to one table, of the days that are built. */
    private Map<String, Long> of(String table, Map<String, Long> counts) {
        Map<String, Long> found = new TreeMap<>();
        for (LocalDate day : days) {
            String head = table + "\t" + day;
            counts.forEach((key, count) -> {
                if (key.equals(head) || key.startsWith(head + "\t")) {
                    found.put(key.substring(table.length() + 1), count);
                }
            });
        }
        return found;
    }
}
