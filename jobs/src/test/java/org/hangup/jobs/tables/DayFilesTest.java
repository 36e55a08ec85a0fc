package org.hangup.jobs.tables;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.spark_partition_id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.TestSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of connections as files of days; ten rows are many here. */
class DayFilesTest {
    private static final LocalDate FIRST = LocalDate.of(2024, 3, 1);
    private static final int ROWS_PER_FILE = 10;

    private final SparkSession spark = TestSpark.session();

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} partitions, adaptive {1}, {2} shuffle partitions")
    @CsvSource({"1, true, 2", "2, false, 1", "7, true, 11", "7, false, 3"})
    void filesAndRowsDoNotDependOnPartitions(int partitions, String adaptive, String shuffle) throws IOException {
        Map<String, String> sparkWill = Map.of(
                "spark.sql.adaptive.enabled", adaptive,
                "spark.sql.shuffle.partitions", shuffle,
                "spark.sql.files.maxRecordsPerFile", "3");
        with(sparkWill, () -> write(users(0, 10, 11, 25, 0), partitions));
        assertThat(files("connections"))
                .containsExactly(
                        Map.entry("date=2024-03-01/part-00000.parquet", List.of()),
                        Map.entry(
                                "date=2024-03-02/part-00000.parquet",
                                List.of("u0", "u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9")),
                        // 11 rows are two files, 25 are three: by the hash of the user
                        Map.entry("date=2024-03-03/part-00000.parquet", List.of("u1", "u10", "u4", "u5", "u7")),
                        Map.entry("date=2024-03-03/part-00001.parquet", List.of("u0", "u2", "u3", "u6", "u8", "u9")),
                        Map.entry(
                                "date=2024-03-04/part-00000.parquet",
                                List.of("u12", "u14", "u17", "u2", "u22", "u24", "u3", "u5", "u6", "u8")),
                        Map.entry(
                                "date=2024-03-04/part-00001.parquet",
                                List.of("u10", "u11", "u13", "u15", "u16", "u23", "u4", "u7")),
                        Map.entry(
                                "date=2024-03-04/part-00002.parquet",
                                List.of("u0", "u1", "u18", "u19", "u20", "u21", "u9")),
                        Map.entry("date=2024-03-05/part-00000.parquet", List.of()));
    }

    @Test
    void hundredsOfDaysAreWrittenAtOnce() throws IOException {
        int[] rows = new int[385];
        for (int day = 0; day < rows.length; day++) {
            rows[day] = day % 3;
        }
        rows[100] = 21;
        write(users(rows), 5);
        Map<String, List<String>> files = files("connections");
        assertThat(files).hasSize(385 + 2);
        assertThat(files.values().stream().mapToInt(List::size).sum()).isEqualTo(383 + 21);
        assertThat(files.get("date=2025-03-20/part-00000.parquet")).isEmpty();
        assertThat(files.get("date=2024-03-03/part-00000.parquet")).containsExactly("u0", "u1");
        assertThat(folder.resolve("connections").toFile().list()).hasSize(385);
    }

    @Test
    void greatDaysAreSharedOutEvenly() {
        Dataset<Row> rows = users(10, 1, 10, 1, 10, 10, 1, 1);
        Dataset<Row> placed = dayFiles(rows).placed(rows, col("user"));
        Map<Integer, Long> tasks = placed.groupBy(spark_partition_id()).count().collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getInt(0), row -> row.getLong(1)));
        assertThat(tasks).containsOnlyKeys(0, 1, 2, 3).containsValues(11L).doesNotContainValue(10L);
    }

    @Test
    void aFileTellsWhatItsColumnsAre() throws IOException {
        Dataset<Row> rows = users(10)
                .withColumn("connection_id", col("user"))
                .withColumn("opened_at", lit(java.sql.Timestamp.from(Instant.EPOCH)))
                .withColumn("user", lit("romeo"));
        write(rows, 2);
        ParquetMetadata footer;
        var path = new org.apache.hadoop.fs.Path(
                folder.resolve("connections/date=2024-03-01/part-00000.parquet").toUri());
        try (var reader = ParquetFileReader.open(HadoopInputFile.fromPath(path, new Configuration()))) {
            footer = reader.getFooter();
        }
        assertThat(footer.getFileMetaData().getSchema().getType("opened_at").toString())
                .isEqualTo("optional int64 opened_at (TIMESTAMP(MICROS,true))");
        assertThat(footer.getFileMetaData().getKeyValueMetaData().get("org.apache.spark.sql.parquet.row.metadata"))
                .contains("Why it ended; see the list of causes.");
        Map<String, Boolean> dictionaries = new TreeMap<>();
        footer.getBlocks()
                .get(0)
                .getColumns()
                .forEach(column -> dictionaries.put(column.getPath().toDotString(), column.hasDictionaryPage()));
        assertThat(dictionaries)
                .containsEntry("connection_id", false)
                .containsEntry("opened_at", false)
                .containsEntry("user", true);
    }

    @Test
    void aMissingColumnIsAnError() {
        Dataset<Row> rows = users(1);
        DayFiles files = dayFiles(rows);
        assertThatThrownBy(() -> files.write("connections", files.placed(rows.drop("subcause")), "user"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("subcause");
    }

    @Test
    void aDayThatIsNotBuiltIsAnError() {
        Dataset<Row> rows = users(1, 1);
        DayFiles files = new DayFiles(spark, folder.toString(), Map.of(FIRST, 1L), ROWS_PER_FILE);
        assertThatThrownBy(() -> files.write("connections", files.placed(rows), "user"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("connections has rows of date=2024-03-02");
    }

    @Test
    void nothingIsSpreadOverDaysToo() throws IOException {
        Dataset<Row> none = users(0, 0);
        DayFiles files = dayFiles(none);
        files.write("connections", files.placed(none, col("user")), "user");
        assertThat(files("connections"))
                .containsOnlyKeys("date=2024-03-01/part-00000.parquet", "date=2024-03-02/part-00000.parquet");
    }

    private void write(Dataset<Row> rows, int partitions) throws IOException {
        DayFiles files = dayFiles(rows);
        files.write("connections", files.placed(rows.repartition(partitions), col("user")), "user");
    }

    private DayFiles dayFiles(Dataset<Row> rows) {
        Map<LocalDate, Long> counts = new TreeMap<>();
        for (int day = 0; day < days; day++) {
            counts.put(FIRST.plusDays(day), 0L);
        }
        rows.groupBy("date")
                .count()
                .collectAsList()
                .forEach(row -> counts.put(row.getDate(0).toLocalDate(), row.getLong(1)));
        return new DayFiles(spark, folder.toString(), counts, ROWS_PER_FILE);
    }

    private int days;

    /** So many rows of users u0, u1, ... on the first day, on the second, ... */
    private Dataset<Row> users(int... rows) {
        days = rows.length;
        List<String> users = new ArrayList<>();
        for (int day = 0; day < rows.length; day++) {
            for (int user = 0; user < rows[day]; user++) {
                users.add(FIRST.plusDays(day) + " u" + user);
            }
        }
        String columns = Stream.of(Tables.schema("connections").fields())
                .filter(field -> !field.name().equals("user"))
                .map(field -> "CAST(NULL AS " + field.dataType().sql() + ") AS " + field.name())
                .collect(Collectors.joining(", ", "SELECT ", ""));
        return spark.sql(columns)
                .crossJoin(spark.createDataset(users, org.apache.spark.sql.Encoders.STRING())
                        .selectExpr("CAST(split(value, ' ')[0] AS DATE) AS date", "split(value, ' ')[1] AS user"));
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void with(Map<String, String> settings, Writing writing) throws IOException {
        Map<String, String> before = new TreeMap<>();
        settings.forEach((name, value) -> {
            before.put(name, spark.conf().get(name));
            spark.conf().set(name, value);
        });
        try {
            writing.run();
        } finally {
            before.forEach(spark.conf()::set);
        }
    }

    /** Users of the rows by name of the file, in the order of the file. */
    private Map<String, List<String>> files(String table) throws IOException {
        Path root = folder.resolve(table);
        Map<String, List<String>> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(root)) {
            found.filter(Files::isRegularFile)
                    .forEach(file -> files.put(root.relativize(file).toString(), new ArrayList<>()));
        }
        spark.read()
                .parquet(root.toString())
                .selectExpr("user", "_metadata.file_path AS path", "_metadata.row_index AS row")
                .orderBy("path", "row")
                .collectAsList()
                .forEach(row -> files.get(row.getString(1).replaceFirst(".*/" + table + "/", ""))
                        .add(row.getString(0)));
        return files;
    }
}
