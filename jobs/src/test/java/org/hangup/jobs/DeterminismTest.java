package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.tables.Tables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows of all tables, however the work was cut and whatever went wrong under way. */
class DeterminismTest {
    private static final SparkSession SPARK = TestSpark.session();
    private static final String PARTITIONS = "spark.sql.shuffle.partitions";
    private static final String ADAPTIVE = "spark.sql.adaptive.enabled";
    /** The logs of real servers: the generated week has more rows, and none that they have not. */
    private static final String LOGS =
            Path.of(System.getProperty("hangup.root"), "data/[2e]*").toString();
    /** Within their stated error only. */
    private static final String[] ESTIMATES = {"p50_ms", "p95_ms", "users_sketch"};

    @TempDir
    private static Path folder;

    private static Map<String, List<String>> expected;

    @BeforeAll
    static void inTwoPartitions() throws Exception {
        expected = rows("two", "file:", 0);
        assertThat(expected.get("connections")).hasSizeGreaterThan(300);
        assertThat(expected.get("disconnects_by_user")).hasSizeGreaterThan(10);
    }

    @AfterEach
    void asBefore() {
        conf().set(PARTITIONS, "2");
        conf().remove(ADAPTIVE);
        StumblingFileSystem.STUMBLES.clear();
    }

    @Test
    void inOnePartitionWithPlansMadeAnewAtEachStage() throws Exception {
        conf().set(PARTITIONS, "1");
        conf().set(ADAPTIVE, "true");
        same(rows("one", "file:", 0));
    }

    @Test
    void inSevenPartitionsOfSmallSplitsWhereATaskOfEachTableFailsWhenItHasWritten() throws Exception {
        conf().set(PARTITIONS, "7");
        SPARK.sparkContext()
                .hadoopConfiguration()
                .setClass("fs.stumble.impl", StumblingFileSystem.class, FileSystem.class);
        same(rows("seven", "stumble:", 64 << 10));
        assertThat(StumblingFileSystem.STUMBLES).contains("settled", "connections", "sessions", "disconnects_by_user");
    }

    private static SparkConf conf() {
        return SPARK.sparkContext().conf();
    }

    private static void same(Map<String, List<String>> came) {
        for (String table : Tables.DAILY) {
            assertThat(came.get(table)).as(table).isEqualTo(expected.get(table));
        }
    }

    /** The rows of each table as texts, in order. */
    private static Map<String, List<String>> rows(String name, String scheme, long splitSize) throws IOException {
        Path output = folder.resolve(name);
        AnalyzeOptions options =
                AnalyzeOptions.of(List.of(LOGS), scheme + output).withSplitSize(splitSize);
        Analysis.of(SPARK, options, line -> {}).run();
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : Tables.DAILY) {
            rows.put(
                    table,
                    SPARK.read().parquet(output.resolve(table).toString()).drop(ESTIMATES).collectAsList().stream()
                            .map(Row::json)
                            .sorted()
                            .toList());
        }
        return rows;
    }
}
