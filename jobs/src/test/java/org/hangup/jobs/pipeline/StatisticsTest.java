package org.hangup.jobs.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.hangup.jobs.exchange.RowSink;
import org.hangup.jobs.exchange.Rows;
import org.hangup.jobs.publish.TableFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Given these disconnections, these rows of statistics, however they are cut into parts. A row reads: hour of the day,
 * cause, disconnects, their milliseconds, the 50th and the 95th percentile, and what is the table's own; - is NULL.
 */
class StatisticsTest {
    private static final int DATE = 19_783; // 2024-03-01
    private static final long HOUR = 3_600_000_000L;
    private static final String FIGURES = "hour_of_day, cause, disconnects, connected_ms, p50_ms, p95_ms";

    @TempDir
    private Path folder;

    private final List<byte[]> parts = new ArrayList<>();
    private TableFiles files;
    private UserStatistics statistics;

    /** How many disconnections of a user, and figures of all, are held: cut never, now and then, at each one. */
    @ParameterizedTest
    @CsvSource({"50000, 1000000", "5, 1000000", "3, 0", "2, 3", "1, 1000000", "1, 0"})
    void usersAreCountedOnceHoweverTheyAreCut(int many, int full) throws SQLException {
        begin(many, full);
        user("romeo", "example.net");
        disconnect(8, "client_closed", 10, "192.0.2.1", "phone");
        disconnect(8, "client_closed", 20, "192.0.2.1", "phone");
        disconnect(8, "client_closed", 30, "198.51.100.2", "tablet");
        disconnect(9, "client_closed", 100, "192.0.2.1", "phone");
        disconnect(8, "client_closed", 40, "192.0.2.1", "phone");
        disconnect(8, "kicked", 5, "192.0.2.1", "phone");
        disconnect(8, "client_closed", 50, "198.51.100.2", "phone");
        statistics.endUser();
        user("juliet", "example.net");
        disconnect(8, "client_closed", 70, "192.0.2.1", "balcony");
        disconnect(8, "client_closed", 60, "192.0.2.1", "balcony");
        statistics.endUser();
        user("romeo", "example.org");
        disconnect(8, "client_closed", 1_000, "192.0.2.1", "phone");
        statistics.endUser();
        addUp();

        assertThat(rows("disconnects_by_user", "\"user\", server, ips, resources"))
                .containsExactly(
                        "8 client_closed 1 1000 1000 1000 romeo example.org 1 1",
                        "8 client_closed 2 130 60 70 juliet example.net 1 1",
                        "8 client_closed 5 150 30 50 romeo example.net 2 2",
                        "8 kicked 1 5 5 5 romeo example.net 1 1",
                        "9 client_closed 1 100 100 100 romeo example.net 1 1");
        // of 192.0.2.1 at 8: 10, 20, 40, 60, 70, 1000
        assertThat(rows("disconnects_by_ip", "ip, network, users"))
                .containsExactly(
                        "8 client_closed 2 80 30 50 198.51.100.2 198.51.100.0/24 1",
                        "8 client_closed 6 1200 40 1000 192.0.2.1 192.0.2.0/24 3",
                        "8 kicked 1 5 5 5 192.0.2.1 192.0.2.0/24 1",
                        "9 client_closed 1 100 100 100 192.0.2.1 192.0.2.0/24 1");
        // of example.net at 8: 10 to 70 by tens
        assertThat(rows("disconnects_by_cause", "subcause, ended_by, confidence, server, users, ips"))
                .containsExactly(
                        "8 client_closed 1 1000 1000 1000 - client stated example.org 1 1",
                        "8 client_closed 7 280 40 70 - client stated example.net 2 2",
                        "8 kicked 1 5 5 5 - client stated example.net 1 1",
                        "9 client_closed 1 100 100 100 - client stated example.net 1 1");
    }

    @ParameterizedTest
    @CsvSource({"50000, 1000000", "1, 0"})
    void connectionsOfNobodyAreCountedButAreNoUsers(int many, int full) throws SQLException {
        begin(many, full);
        for (String ip : Arrays.asList("192.0.2.1", "192.0.2.1", "2001:db8:7::1", null)) {
            user(null, null);
            disconnect(8, "unknown", Facts.NONE, ip, null);
            statistics.endUser();
        }
        addUp();

        assertThat(rows("disconnects_by_user", "\"user\", server, ips, resources"))
                .containsExactly("8 unknown 4 - - - - - 2 0");
        assertThat(rows("disconnects_by_ip", "ip, network, users"))
                .containsExactly(
                        "8 unknown 1 - - - - - 0",
                        "8 unknown 1 - - - 2001:db8:7::1 2001:db8:7::/64 0",
                        "8 unknown 2 - - - 192.0.2.1 192.0.2.0/24 0");
        assertThat(rows("disconnects_by_cause", "server, users, ips")).containsExactly("8 unknown 4 - - - - 0 2");
    }

    @Test
    void partsOfSeveralTasksAddUp() throws SQLException {
        for (String name : List.of("romeo", "juliet", "nurse")) {
            begin(50_000, 1_000_000);
            user(name, "example.net");
            disconnect(8, "kicked", 10, "192.0.2.1", "phone");
            statistics.endUser();
            statistics.end();
        }
        begin(50_000, 1_000_000);
        addUp();

        assertThat(rows("disconnects_by_ip", "ip, users")).containsExactly("8 kicked 3 30 10 10 192.0.2.1 3");
        assertThat(rows("disconnects_by_cause", "server, users, ips"))
                .containsExactly("8 kicked 3 30 10 10 example.net 3 1");
    }

    private void begin(int many, int full) {
        files = new TableFiles(folder.toString(), "part", "1", new Configuration());
        RowSink sink = (bytes, from, to) -> parts.add(Arrays.copyOfRange(bytes, from, to));
        statistics = new UserStatistics(new StatisticsTables(files, new Written()), sink, many, full);
    }

    private void user(String user, String server) {
        statistics.user(text(user), text(server));
    }

    private void disconnect(int hour, String cause, long durationMs, String ip, String resource) {
        boolean established = durationMs != Facts.NONE;
        var why = established
                ? new Verdict(cause, null, "client", "stated", null)
                : new Verdict(cause, null, null, "none", null);
        long hourOf = DATE * 24 * HOUR + hour * HOUR;
        statistics.add(
                new Disconnection(DATE, hourOf, text("a@one"), why, established, durationMs, text(ip), text(resource)));
    }

    private void addUp() {
        statistics.end();
        files.commit();
        var sums = new TableFiles(folder.toString(), "sums", "1", new Configuration());
        TallyTask.addUp(Rows.sorted(parts), new StatisticsTables(sums, new Written()));
        sums.commit();
    }

    private static byte[] text(String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }

    private List<String> rows(String table, String own) throws SQLException {
        String query = "SELECT COLUMNS(*)::VARCHAR FROM (SELECT " + FIGURES + ", " + own
                + " FROM (SELECT *, hour(hour AT TIME ZONE 'UTC') AS hour_of_day FROM read_parquet('" + folder + "/"
                + table + "/**/*.parquet', hive_partitioning = true) WHERE node = 'a@one')) ORDER BY ALL";
        List<String> rows = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    String cell = result.getString(i);
                    cells.add(cell == null ? "-" : cell);
                }
                rows.add(String.join(" ", cells));
            }
        }
        rows.sort(null);
        return rows;
    }
}
