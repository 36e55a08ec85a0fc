package org.hangup.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.tables.Tables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Work that Spark does again since it failed or its outcome was lost: the same rows, and counters that count once. The log is of
 * the kind whose events go straight from the files into the shuffle, so that what is lost is read again.
 */
class RetriesTest {
    private static final SparkSession SPARK = TestSpark.session();
    private static final String PARTITIONS = "spark.sql.shuffle.partitions";
    private static final String START =
            """
            2024-03-01 00:00:00.000000+00:00 [info] <0.123.0>@ejabberd_app:start/2:63 ejabberd 23.01 is started in the node a@one in 1.00s
            2024-03-01 00:00:00.000000+00:00 [info] <0.376.0>@ejabberd_listener:init/4:160 Start accepting TCP connections at [::]:5222 for ejabberd_c2s
            """;
    private static final String HOUR =
            """
            2024-03-0%1$d %2$02d:10:00.000000+00:00 [info] <0.376.0>@ejabberd_listener:accept/7:273 (<0.5%2$02d.0>) Accepted connection 192.0.2.%2$d:51322 -> 192.0.2.250:5222
            2024-03-0%1$d %2$02d:10:01.000000+00:00 [info] <0.5%2$02d.0>@ejabberd_c2s:bind/2:450 (tls|<0.5%2$02d.0>) Opened c2s session for user%2$d@example.net/phone
            2024-03-0%1$d %2$02d:20:00.000000+00:00 [error] <0.376.0>@ejabberd_listener:accept/7:283 (<0.376.0>) Failed TCP accept: too many open files
            2024-03-0%1$d %2$02d:20:01.000000+00:00 [error] <0.376.0>@ejabberd_listener:accept/7:283 (<0.376.0>) Failed TCP accept: too many open files
            2024-03-0%1$d %2$02d:30:00.000000+00:00 [info] <0.5%2$02d.0>@ejabberd_c2s:process_terminated/2:295 (tls|<0.5%2$02d.0>) Closing c2s session for user%2$d@example.net/phone: Stream reset by peer
            """;

    @TempDir
    private static Path folder;

    private static Map<String, List<String>> expected;

    @BeforeAll
    static void withoutFailures() throws IOException {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(logs.resolve("ejabberd.log.0.gz")))) {
            packed.write((START + hours(1)).getBytes(UTF_8));
        }
        Files.writeString(logs.resolve("ejabberd.log"), hours(2));
        // more than tasks that run at a time, so that some begin when others are done
        SPARK.sparkContext().conf().set(PARTITIONS, "7");
        expected = rows("whole", "file:", "file:");
        assertThat(expected.get("connections")).hasSize(48);
        assertThat(expected.get("incidents"))
                .filteredOn(row -> row.contains("\"kind\":\"accept_failed\""))
                .hasSize(48)
                .allMatch(row -> row.contains("\"connections\":2"));
        assertThat(expected.get(Tables.RUNS)).singleElement().asString().contains("\"events\":144");
    }

    @AfterAll
    static void asBefore() {
        SPARK.sparkContext().conf().set(PARTITIONS, "2");
    }

    @AfterEach
    void readable() {
        StumblingFileSystem.always = false;
        StumblingFileSystem.READS.clear();
    }

    @Test
    void tasksFailInTheMiddleOfALog() throws IOException {
        use(StumblingFileSystem.class, "stumble");
        same(rows("read", "stumble:", "file:"));
        // to be surveyed and to be built
        assertThat(StumblingFileSystem.READS).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void tasksOfTheDataSourceFailInTheMiddleOfALog() {
        use(StumblingFileSystem.class, "stumble");
        long records = SPARK.read()
                .format("ejabberd")
                .load("stumble:" + folder.resolve("logs"))
                .count();
        assertThat(records).isEqualTo(2 + 48 * 5);
    }

    @Test
    void whatCannotBeReadIsToldAndReadByTheNextRun() throws IOException {
        use(StumblingFileSystem.class, "stumble");
        StumblingFileSystem.always = true;
        AnalysisResult result = run("sick", "stumble:", "file:");
        StumblingFileSystem.always = false;
        assertThat(result.unread()).hasSize(2);
        assertThat(result.counts().connections()).isBetween(1L, 47L);
        assertThat(run("sick", "stumble:", "file:").complete()).isTrue();
        Tables.DAILY.forEach(table -> assertThat(rows("sick", table)).as(table).isEqualTo(expected.get(table)));
    }

    @Test
    void whatWasShuffledIsLost() throws IOException {
        use(LossyFileSystem.class, "lossy");
        same(rows("lost", "lossy:", "lossy:"));
        assertThat(LossyFileSystem.READ_AGAIN).isNotEmpty();
    }

    private static void use(Class<? extends FileSystem> fileSystem, String scheme) {
        SPARK.sparkContext().hadoopConfiguration().setClass("fs." + scheme + ".impl", fileSystem, FileSystem.class);
    }

    private static void same(Map<String, List<String>> came) {
        expected.forEach((table, rows) -> assertThat(came.get(table)).as(table).isEqualTo(rows));
    }

    private static String hours(int day) {
        StringBuilder hours = new StringBuilder();
        for (int hour = 0; hour < 24; hour++) {
            hours.append(HOUR.formatted(day, hour));
        }
        return hours.toString();
    }

    /** The rows of each table, and what the run counted. */
    private static Map<String, List<String>> rows(String name, String inputs, String outputs) throws IOException {
        assertThat(run(name, inputs, outputs).complete()).isTrue();
        Map<String, List<String>> rows = new TreeMap<>();
        Tables.DAILY.forEach(table -> rows.put(table, rows(name, table)));
        rows.put(Tables.RUNS, rows(name, Tables.RUNS));
        return rows;
    }

    private static AnalysisResult run(String name, String inputs, String outputs) throws IOException {
        // so small that each file has a task of its own
        AnalyzeOptions options = AnalyzeOptions.of(
                        List.of(inputs + folder.resolve("logs")), outputs + folder.resolve(name))
                .withSplitSize(64 << 10);
        return Analysis.of(SPARK, options, line -> {}).run();
    }

    private static List<String> rows(String name, String table) {
        String path = folder.resolve(name).resolve(table).toString();
        return TableRows.of(SPARK.read().parquet(path).drop("run_id", "started_at", "finished_at"));
    }
}
