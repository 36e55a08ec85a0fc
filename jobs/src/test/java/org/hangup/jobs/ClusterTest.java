package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.tables.Tables;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes of a cluster over midnight. Romeo's connection to a@one is lost and goes on at b@two. Juliet logs in at a@one,
 * then with the same resource at b@two, which ends the first; after midnight she is at a@one again.
 */
class ClusterTest {
    private static final LocalDate FIRST = LocalDate.of(2024, 3, 1);
    private static final LocalDate SECOND = LocalDate.of(2024, 3, 2);
    private static final SparkSession SPARK = TestSpark.session();

    private static final String ONE =
            """
            2024-03-01 23:00:00.000000+00:00 [info] <0.123.0>@ejabberd_config:load/1:82 Loading configuration from /etc/ejabberd/ejabberd.yml
            2024-03-01 23:00:01.000000+00:00 [info] <0.123.0>@ejabberd_app:start/2:63 ejabberd 23.01 is started in the node a@one in 1.00s
            2024-03-01 23:00:01.000100+00:00 [info] <0.376.0>@ejabberd_listener:init/4:160 Start accepting TCP connections at [::]:5222 for ejabberd_c2s
            2024-03-01 23:10:00.000000+00:00 [info] <0.376.0>@ejabberd_listener:accept/7:273 (<0.501.0>) Accepted connection [::ffff:192.0.2.7]:51322 -> [::ffff:192.0.2.1]:5222
            2024-03-01 23:10:00.100000+00:00 [info] <0.501.0>@ejabberd_c2s:process_auth_result/3:272 (tls|<0.501.0>) Accepted c2s SCRAM-SHA-1 authentication for romeo@example.net by mnesia backend from ::ffff:192.0.2.7
            2024-03-01 23:10:00.200000+00:00 [info] <0.501.0>@ejabberd_c2s:bind/2:450 (tls|<0.501.0>) Opened c2s session for romeo@example.net/phone
            2024-03-01 23:20:00.000000+00:00 [info] <0.502.0>@ejabberd_c2s:bind/2:450 (tls|<0.502.0>) Opened c2s session for juliet@example.net/balcony
            2024-03-01 23:30:00.010000+00:00 [info] <0.502.0>@ejabberd_c2s:process_terminated/2:295 (tls|<0.502.0>) Closing c2s session for juliet@example.net/balcony: Stream closed by local host: Replaced by new connection (conflict)
            2024-03-01 23:59:50.000000+00:00 [info] <0.501.0>@mod_stream_mgmt:transition_to_pending/2:459 (tls|<0.501.0>) Closing c2s connection for romeo@example.net/phone: Connection failed: connection closed; waiting 300 seconds for stream resumption
            2024-03-02 00:10:00.000000+00:00 [info] <0.503.0>@ejabberd_c2s:bind/2:450 (tls|<0.503.0>) Opened c2s session for juliet@example.net/balcony
            2024-03-02 00:15:00.000000+00:00 [info] <0.503.0>@ejabberd_c2s:process_terminated/2:295 (tls|<0.503.0>) Closing c2s session for juliet@example.net/balcony: Stream reset by peer
            """;

    private static final String TWO =
            """
            2024-03-01 22:00:00.000000+00:00 [info] <0.123.0>@ejabberd_config:load/1:82 Loading configuration from /etc/ejabberd/ejabberd.yml
            2024-03-01 22:00:01.000000+00:00 [info] <0.123.0>@ejabberd_app:start/2:63 ejabberd 23.01 is started in the node b@two in 1.00s
            2024-03-01 22:00:01.000100+00:00 [info] <0.376.0>@ejabberd_listener:init/4:160 Start accepting TCP connections at [::]:5222 for ejabberd_c2s
            2024-03-01 23:30:00.000000+00:00 [info] <0.501.0>@ejabberd_c2s:bind/2:450 (tls|<0.501.0>) Opened c2s session for juliet@example.net/balcony
            2024-03-01 23:36:00.000000+00:00 [info] <0.376.0>@ejabberd_listener:accept/7:273 (<0.502.0>) Accepted connection [::ffff:203.0.113.5]:60606 -> [::ffff:192.0.2.2]:5222
            2024-03-01 23:36:01.000000+00:00 [warning] <0.502.0>@ejabberd_c2s:process_auth_result/3:280 (tls|<0.502.0>) Failed c2s SCRAM-SHA-1 authentication for juliet@example.net from ::ffff:203.0.113.5: Invalid username or password
            2024-03-01 23:40:00.000000+00:00 [info] <0.501.0>@ejabberd_c2s:process_terminated/2:295 (tls|<0.501.0>) Closing c2s session for juliet@example.net/balcony: Connection failed: connection closed
            2024-03-02 00:00:09.000000+00:00 [info] <0.376.0>@ejabberd_listener:accept/7:273 (<0.601.0>) Accepted connection [::ffff:198.51.100.9]:40404 -> [::ffff:192.0.2.2]:5222
            2024-03-02 00:00:09.100000+00:00 [info] <0.601.0>@ejabberd_c2s:process_auth_result/3:272 (tls|<0.601.0>) Accepted c2s SCRAM-SHA-1 authentication for romeo@example.net by mnesia backend from ::ffff:198.51.100.9
            2024-03-02 00:00:10.000000+00:00 [info] <0.601.0>@mod_stream_mgmt:handle_resume/2:442 (tls|<0.601.0>) Resumed session for romeo@example.net/phone
            2024-03-02 00:20:00.000000+00:00 [info] <0.601.0>@ejabberd_c2s:process_terminated/2:295 (tls|<0.601.0>) Closing c2s session for romeo@example.net/phone: Stream reset by peer
            """;

    @TempDir
    private static Path folder;

    private static Path logs;
    private static Path whole;

    @TempDir
    private Path other;

    @BeforeAll
    static void wholeAtOnce() throws IOException {
        logs = folder.resolve("logs");
        whole = folder.resolve("tables");
        write(logs, "");
        AnalysisResult result = run(logs, whole, FIRST, SECOND);
        assertThat(result.complete()).isTrue();
    }

    @Test
    void aSessionThatGoesOnAtAnotherNodeIsOneAndALoginThereIsAnother() throws SQLException {
        assertThat(rows(
                        whole,
                        "sessions",
                        "date, \"user\", node, opened_at, closed_at, connections, resumptions, cause, subcause,"
                                + " first_ip, last_ip, previous_closed_at, reconnect_ms"))
                .containsExactly(
                        "2024-03-01 juliet a@one 23:20:00 23:30:00 1 0 replaced - - - - -",
                        "2024-03-01 juliet b@two 23:30:00 23:40:00 1 0 connection_lost - - - - -",
                        "2024-03-02 juliet a@one 00:10:00 00:15:00 1 0 client_closed - - - 23:40:00 1800000",
                        "2024-03-02 romeo a@one 23:10:00 00:20:00 2 1 client_closed - 192.0.2.7 198.51.100.9 - -");
    }

    @Test
    void eachConnectionIsOfItsNode() throws SQLException {
        assertThat(rows(
                        whole,
                        "connections",
                        "date, node, opened_at, ended_at, cause, confidence, resumed, settled_at,"
                                + " session_id = connection_id, file",
                        "WHERE \"user\" = 'romeo'"))
                .containsExactly(
                        "2024-03-02 a@one 23:10:00 23:59:50 connection_lost stated true 00:00:10 true one/ejabberd.log",
                        "2024-03-02 b@two 00:00:10 00:20:00 client_closed stated false 00:20:00 false two/ejabberd.log");
        assertThat(rows(whole, "open_connections", "date, node, \"user\", opened_at"))
                .containsExactly("2024-03-01 a@one romeo 23:10:00", "2024-03-01 b@two - -");
    }

    @Test
    void whereTheLogIsSilentUntilMidnightItsNextRecordSettlesAConnectionWithoutASession() throws SQLException {
        assertThat(rows(
                        whole,
                        "connections",
                        "date, node, accepted_at, ended_at, settled_at, cause, tried_user",
                        "WHERE session_id IS NULL"))
                .containsExactly("2024-03-02 b@two 23:36:00 23:36:01 00:00:09 auth_failed juliet");
    }

    @Tag("long")
    @Test
    void dayByDay() throws Exception {
        run(logs, other, FIRST, FIRST);
        run(logs, other, SECOND, SECOND);
        assertSame(other);
    }

    @Tag("long")
    @Test
    void dayByDayWhileTheLogsGrow() throws Exception {
        write(other.resolve("logs"), "2024-03-01");
        run(other.resolve("logs"), other.resolve("tables"), FIRST, FIRST);
        write(other.resolve("logs"), "");
        run(other.resolve("logs"), other.resolve("tables"), SECOND, SECOND);
        assertSame(other.resolve("tables"));
    }

    @Test
    void dayByDayWithTheLogsOfThatDay() throws Exception {
        write(other.resolve("first"), "2024-03-01");
        run(other.resolve("first"), other.resolve("tables"), FIRST, FIRST);
        write(other.resolve("second"), "2024-03-02");
        run(other.resolve("second"), other.resolve("tables"), SECOND, SECOND);
        for (String table : Tables.DAILY) {
            if (!table.equals("connections")) { // they say at which offset
                assertThat(rows(other.resolve("tables"), table, "*")).as(table).isEqualTo(rows(whole, table, "*"));
            }
        }
        // the records of their starts are no longer there
        assertThat(rows(other.resolve("tables"), "runs", "from_date, unnest(files).node AS node", ""))
                .containsExactly("2024-03-01 a@one", "2024-03-01 b@two", "2024-03-02 a@one", "2024-03-02 b@two");
    }

    private static void assertSame(Path tables) throws SQLException {
        for (String table : Tables.DAILY) {
            assertThat(rows(tables, table, "*")).as(table).isEqualTo(rows(whole, table, "*"));
        }
    }

    /** Writes the records of a day, or all. */
    private static void write(Path logs, String day) throws IOException {
        Files.createDirectories(logs.resolve("one"));
        Files.createDirectories(logs.resolve("two"));
        Files.writeString(logs.resolve("one/ejabberd.log"), of(ONE, day));
        Files.writeString(logs.resolve("two/ejabberd.log"), of(TWO, day));
    }

    private static String of(String log, String day) {
        return log.lines().filter(line -> line.startsWith(day)).collect(Collectors.joining("\n", "", "\n"));
    }

    private static AnalysisResult run(Path input, Path output, LocalDate from, LocalDate to) throws IOException {
        var options =
                AnalyzeOptions.of(List.of(input.toString()), output.toString()).withDays(from, to);
        return Analysis.of(SPARK, options, sentence -> {}).run();
    }

    private static List<String> rows(Path tables, String table, String columns) throws SQLException {
        return rows(tables, table, columns, "");
    }

    /** Rows in the order of their text; of times only that of the day, - is NULL. */
    private static List<String> rows(Path tables, String table, String columns, String where) throws SQLException {
        String query = "SELECT COLUMNS(*)::VARCHAR FROM (SELECT " + columns + " FROM read_parquet('" + tables + "/"
                + table + "/**/*.parquet', hive_partitioning = true) " + where + ")";
        List<String> rows = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            try (var result = statement.executeQuery(query)) {
                while (result.next()) {
                    List<String> cells = new ArrayList<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        String cell = result.getString(i);
                        cells.add(
                                cell == null
                                        ? "-"
                                        : cell.replaceFirst(
                                                "^\\d{4}-\\d\\d-\\d\\d[ T](\\d\\d:\\d\\d(:\\d\\d)?).*", "$1"));
                    }
                    rows.add(String.join(" ", cells));
                }
            }
        }
        rows.sort(null);
        return rows;
    }
}
