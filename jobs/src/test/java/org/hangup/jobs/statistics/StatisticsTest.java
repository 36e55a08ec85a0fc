package org.hangup.jobs.statistics;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.TestSpark;
import org.hangup.jobs.tables.DayFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Few connections, counted by hand. */
class StatisticsTest {
    private static final LocalDate FIRST = LocalDate.of(2024, 3, 1);
    private static final LocalDate SECOND = FIRST.plusDays(1);

    private static final String CONNECTIONS =
            """
            SELECT CAST(date AS DATE) AS date, CAST(hour AS TIMESTAMP) AS hour, node, server, user, ip, cause,
                   subcause, ended_by, 'stated' AS confidence, ms IS NOT NULL AS established, CAST(ms AS BIGINT) AS duration_ms
            FROM VALUES
              ('2024-03-01', '2024-03-01 10:00', 'n1', 'a', 'romeo', '192.0.2.1', 'timeout_ping', NULL, 'network', 1000),
              ('2024-03-01', '2024-03-01 10:00', 'n1', 'a', 'romeo', '192.0.2.2', 'timeout_ping', NULL, 'network', 3000),
              ('2024-03-01', '2024-03-01 10:00', 'n1', 'a', 'romeo', '192.0.2.2', 'timeout_ping', NULL, 'network', 5000),
              ('2024-03-01', '2024-03-01 10:00', 'n1', 'a', 'romeo', NULL, 'timeout_ping', NULL, 'network', 7000),
              ('2024-03-01', '2024-03-01 10:00', 'n1', 'a', 'juliet', '192.0.2.2', 'timeout_ping', NULL, 'network', 9000),
              ('2024-03-01', '2024-03-01 10:00', 'n1', 'b', 'romeo', '192.0.2.2', 'timeout_ping', NULL, 'network', 2000),
              ('2024-03-01', '2024-03-01 11:00', 'n1', 'a', 'romeo', '192.0.2.1', 'timeout_ping', NULL, 'network', 4000),
              ('2024-03-01', '2024-03-01 10:00', 'n1', NULL, NULL, '2001:db8::1', 'auth_failed', 'ip_banned', 'server', NULL),
              ('2024-03-01', '2024-03-01 10:00', 'n1', NULL, NULL, '2001:db8::1', 'auth_failed', 'ip_banned', 'server', NULL),
              ('2024-03-01', '2024-03-01 10:00', 'n1', NULL, NULL, NULL, 'auth_failed', 'ip_banned', 'server', NULL),
              ('2024-03-02', '2024-03-01 10:00', 'n1', 'a', 'romeo', '192.0.2.1', 'timeout_ping', NULL, 'network', 6000)
              AS t(date, hour, node, server, user, ip, cause, subcause, ended_by, ms)
            """;

    private final SparkSession spark = TestSpark.session();

    @TempDir
    private Path folder;

    @Test
    void byUser() {
        assertThat(
                        texts(
                                Statistics.byUser(connections(), files()),
                                "date, hour(hour), server, user, cause, established, disconnects, connected_ms, longest_ms, ips"))
                .containsExactlyInAnyOrder(
                        "2024-03-01 10 a romeo timeout_ping true 4 16000 7000 2",
                        "2024-03-01 11 a romeo timeout_ping true 1 4000 4000 1",
                        "2024-03-01 10 a juliet timeout_ping true 1 9000 9000 1",
                        "2024-03-01 10 b romeo timeout_ping true 1 2000 2000 1",
                        "2024-03-01 10 null null auth_failed false 3 null null 1",
                        "2024-03-02 10 a romeo timeout_ping true 1 6000 6000 1");
    }

    @Test
    void byIp() {
        assertThat(
                        texts(
                                Statistics.byIp(connections(), files()),
                                "date, hour(hour), ip, network, cause, established, disconnects, connected_ms, longest_ms, users"))
                .containsExactlyInAnyOrder(
                        "2024-03-01 10 192.0.2.1 192.0.2.0/24 timeout_ping true 1 1000 1000 1",
                        "2024-03-01 10 192.0.2.2 192.0.2.0/24 timeout_ping true 4 19000 9000 3",
                        "2024-03-01 10 null null timeout_ping true 1 7000 7000 1",
                        "2024-03-01 11 192.0.2.1 192.0.2.0/24 timeout_ping true 1 4000 4000 1",
                        "2024-03-01 10 2001:db8::1 2001:db8::/64 auth_failed false 2 null null 0",
                        "2024-03-01 10 null null auth_failed false 1 null null 0",
                        "2024-03-02 10 192.0.2.1 192.0.2.0/24 timeout_ping true 1 6000 6000 1");
    }

    @Test
    void byCause() {
        Dataset<Row> causes = Statistics.byCause(connections(), files());
        assertThat(texts(
                        causes,
                        "date, hour(hour), server, cause, subcause, ended_by, confidence, established, disconnects,"
                                + " connected_ms, longest_ms, p50_ms, p95_ms, users, ips"))
                .containsExactlyInAnyOrder(
                        "2024-03-01 10 a timeout_ping null network stated true 5 25000 9000 5000 9000 2 2",
                        "2024-03-01 10 b timeout_ping null network stated true 1 2000 2000 2000 2000 1 1",
                        "2024-03-01 11 a timeout_ping null network stated true 1 4000 4000 4000 4000 1 1",
                        "2024-03-01 10 null auth_failed ip_banned server stated false 3 null null null null 0 1",
                        "2024-03-02 10 a timeout_ping null network stated true 1 6000 6000 6000 6000 1 1");
        // romeo@a, juliet@a and romeo@b, over hours, days and servers; the sketch of nobody is empty.
        assertThat(texts(causes.groupBy().agg(sketched()), "users")).containsExactly("3");
        assertThat(texts(causes.filter("server IS NULL").groupBy().agg(sketched()), "users"))
                .containsExactly("0");
    }

    private static Column sketched() {
        return expr("hll_sketch_estimate(hll_union_agg(users_sketch)) AS users");
    }

    /** Many rows in groups of many: where sketches and percentiles are no longer exact. */
    @Test
    void rowsDoNotDependOnPartitions() {
        String many =
                """
                SELECT DATE '2024-03-01' AS date, timestamp_seconds(1709290800 + id % 3 * 3600) AS hour, 'n' AS node, 'a' AS server,
                       concat('u', id % 77777) AS user, concat('192.0.2.', id % 251) AS ip, 'kicked' AS cause,
                       CAST(NULL AS STRING) AS subcause, 'server' AS ended_by, 'stated' AS confidence,
                       true AS established, abs(hash(id)) % 1000000 AS duration_ms
                FROM range(0, 200000, 1, 4)
                """;
        Dataset<Row> rows = spark.sql(many).withColumn("duration_ms", expr("CAST(duration_ms AS BIGINT)"));
        List<String> expected = everything(rows.repartition(1));
        assertThat(everything(rows.repartition(7))).isEqualTo(expected);
        assertThat(everything(rows.repartition(3, col("ip")))).isEqualTo(expected);
        for (Row row : Statistics.byCause(rows, files())
                .unionByName(Statistics.byCause(rows.repartition(7), files()))
                .select("users", "ips", "p50_ms", "p95_ms")
                .collectAsList()) {
            // 66,667 connections of other users each.
            assertThat((double) row.getLong(0)).isBetween(66_667 * 0.98, 66_667 * 1.02);
            assertThat(row.getLong(1)).isEqualTo(251);
            assertThat((double) row.getLong(2)).isBetween(490_000., 510_000.);
            assertThat((double) row.getLong(3)).isBetween(945_000., 955_000.);
        }
    }

    private List<String> everything(Dataset<Row> connections) {
        return texts(Statistics.byCause(connections, files()), "hour(hour), disconnects, connected_ms, longest_ms, ips")
                .stream()
                .sorted()
                .toList();
    }

    @Test
    void rowsAreShuffledOnce() {
        for (Dataset<Row> table :
                List.of(Statistics.byUser(connections(), files()), Statistics.byIp(connections(), files()))) {
            String plan = table.queryExecution().executedPlan().toString();
            assertThat(plan.split("Exchange ", -1)).as(plan).hasSize(1 + 1);
        }
    }

    @Test
    void theTablesAreWritten() throws IOException {
        Statistics.write(connections(), files());
        assertThat(texts(spark.read().parquet(folder + "/disconnects_by_user"), "date, sum(disconnects)", "date"))
                .containsExactlyInAnyOrder("2024-03-01 10", "2024-03-02 1");
        assertThat(texts(spark.read().parquet(folder + "/disconnects_by_ip"), "date, sum(disconnects)", "date"))
                .containsExactlyInAnyOrder("2024-03-01 10", "2024-03-02 1");
        assertThat(texts(spark.read().parquet(folder + "/disconnects_by_cause"), "date, sum(disconnects)", "date"))
                .containsExactlyInAnyOrder("2024-03-01 10", "2024-03-02 1");
    }

    private Dataset<Row> connections() {
        return spark.sql(CONNECTIONS);
    }

    private DayFiles files() {
        return new DayFiles(spark, folder.toString(), Map.of(FIRST, 10L, SECOND, 1L));
    }

    private List<String> texts(Dataset<Row> rows, String columns, String... group) {
        rows.createOrReplaceTempView("table_of_test");
        String grouped = group.length == 0 ? "" : " GROUP BY " + String.join(", ", group);
        return spark.sql("SELECT " + columns + " FROM table_of_test" + grouped).collectAsList().stream()
                .map(row -> row.mkString(" "))
                .toList();
    }
}
