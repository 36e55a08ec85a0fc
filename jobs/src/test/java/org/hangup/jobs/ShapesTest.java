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
import java.util.Locale;
import java.util.stream.Stream;
import org.hangup.jobs.tables.Tables;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of awkward shapes: many days, one account with nearly all logins, connections of nobody, very many small files. */
class ShapesTest {
    private static final LocalDate FIRST = LocalDate.of(2023, 1, 1);

    @TempDir
    private Path folder;

    @Test
    void manyDaysInOneRun() throws Exception {
        manyDays(100);
    }

    @Tag("long")
    @Test
    void aYearInOneRun() throws Exception {
        manyDays(385);
    }

    /** One file a day and table. */
    private void manyDays(int days) throws Exception {
        List<String> lines = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            lines.addAll(session(day, 36_000 + day, 1, "romeo" + day % 3));
            lines.addAll(session(day, 50_000, 2, "juliet"));
        }
        Path tables = analyze(lines);
        for (String table : Tables.DAILY) {
            for (int day = 0; day < days; day++) {
                assertThat(files(tables.resolve(table + "/date=" + FIRST.plusDays(day))))
                        .as("%s of day %d", table, day)
                        .isEqualTo(1);
            }
        }
        assertThat(one(tables, "connections", "count(*), count(DISTINCT date), sum(duration_ms)"))
                .isEqualTo(2 * days + " " + days + " " + 2 * days * 60_000);
        assertThat(one(tables, "disconnects_by_user", "sum(disconnects), count(*)"))
                .isEqualTo(2 * days + " " + 2 * days);
        assertThat(one(tables, "disconnects_by_cause", "sum(disconnects), count(*), sum(users)"))
                .isEqualTo(2 * days + " " + 2 * days + " " + 2 * days);
    }

    @Test
    void oneAccountWithNearlyAllLogins() throws Exception {
        oneAccount(8_000);
    }

    @Tag("long")
    @Test
    void oneAccountWithTwentyThousandLogins() throws Exception {
        oneAccount(20_000);
    }

    private void oneAccount(int logins) throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < logins; i++) {
            lines.addAll(session(0, 2 * i, 1, "monitor"));
        }
        lines.addAll(session(0, 80_000, 2, "romeo"));
        Path tables = analyze(lines);
        assertThat(one(tables, "connections", "count(*), count(DISTINCT session_id), count(DISTINCT connection_id)"))
                .isEqualTo("%1$d %1$d %1$d".formatted(logins + 1));
        // each of the sessions but the first follows the one before by two seconds, of which it lasted one
        assertThat(one(tables, "sessions", "count(previous_session_id), min(reconnect_ms), max(reconnect_ms)"))
                .isEqualTo((logins - 1) + " 1000 1000");
        assertThat(one(tables, "disconnects_by_user", "sum(disconnects), max(ips)"))
                .isEqualTo((logins + 1) + " 1");
        assertThat(one(tables, "disconnects_by_ip", "sum(disconnects), max(users)"))
                .isEqualTo((logins + 1) + " 1");
    }

    @Test
    void connectionsOfNobody() throws Exception {
        connectionsOfNobody(20_000);
    }

    @Tag("long")
    @Test
    void twoHundredThousandConnectionsOfNobody() throws Exception {
        connectionsOfNobody(200_000);
    }

    private void connectionsOfNobody(int connections) throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            String id = "<0." + (1000 + i) + ".0>";
            lines.add(line(
                    0,
                    i / 10,
                    "[info] <0.371.0>@ejabberd_listener:accept/7:384 (" + id
                            + ") Accepted connection [hidden_by_ejabberd]:0 -> [::]:5222"));
        }
        lines.add(line(0, 30_000, "[info] <0.300.0>@ejabberd_config:reload/0:100 Configuration reloaded successfully"));
        Path tables = analyze(lines);
        assertThat(one(tables, "connections", "count(*), count(ip), count(\"user\"), count(DISTINCT cause)"))
                .isEqualTo(connections + " 0 0 1");
        assertThat(one(tables, "disconnects_by_ip", "sum(disconnects)")).isEqualTo("" + connections);
    }

    @Test
    void manySmallFiles() throws Exception {
        manySmallFiles(600);
    }

    @Tag("long")
    @Test
    void fiveThousandSmallFiles() throws Exception {
        manySmallFiles(5_000);
    }

    private void manySmallFiles(int files) throws Exception {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        for (int i = 0; i < files; i++) {
            Path node = Files.createDirectories(logs.resolve(String.format(Locale.ROOT, "n%d", i % 4)));
            Files.write(node.resolve("ejabberd.log." + (files - i)), session(i / 100, 100 * (i % 100), 1, "romeo" + i));
        }
        Path tables = folder.resolve("tables");
        Analysis.of(TestSpark.session(), AnalyzeOptions.of(List.of(logs.toString()), tables.toString()), line -> {})
                .run();
        assertThat(one(tables, "connections", "count(*), count(DISTINCT \"user\"), count(DISTINCT date)"))
                .isEqualTo(files + " " + files + " " + files / 100);
    }

    /** A session of a second on day 0, of a minute on other days and for others than the monitor. */
    private static List<String> session(int day, int second, int n, String user) {
        String id = "<0." + (700 + n) + ".0>";
        String jid = user + "@example.net/home";
        int length = user.equals("monitor") ? 1 : 60;
        return List.of(
                line(
                        day,
                        second,
                        "[info] <0.371.0>@ejabberd_listener:accept/7:384 (" + id
                                + ") Accepted connection 192.0.2.7:50123 -> 192.0.2.1:5222"),
                line(
                        day,
                        second,
                        "[info] " + id + "@ejabberd_c2s:bind/2:542 (tls|" + id + ") Opened c2s session for " + jid),
                line(
                        day,
                        second + length,
                        "[info] " + id + "@ejabberd_c2s:process_terminated/2:327 (tls|" + id
                                + ") Closing c2s session for " + jid + ": Stream reset by peer"));
    }

    private static String line(int day, int second, String rest) {
        return String.format(
                Locale.ROOT,
                "%s %02d:%02d:%02d.000000+00:00 %s",
                FIRST.plusDays(day),
                second / 3600,
                second / 60 % 60,
                second % 60,
                rest);
    }

    private Path analyze(List<String> lines) throws IOException {
        Path log = Files.write(folder.resolve("ejabberd.log"), lines);
        Path tables = folder.resolve("tables");
        Analysis.of(TestSpark.session(), AnalyzeOptions.of(List.of(log.toString()), tables.toString()), line -> {})
                .run();
        return tables;
    }

    private static long files(Path partition) throws IOException {
        try (Stream<Path> files = Files.list(partition)) {
            return files.filter(file -> file.toString().endsWith(".parquet")).count();
        }
    }

    private static String one(Path tables, String table, String columns) throws SQLException {
        String from = " FROM read_parquet('" + tables + "/" + table + "/*/*.parquet', hive_partitioning = true)";
        try (var db = DriverManager.getConnection("jdbc:duckdb:");
                var row = db.createStatement().executeQuery("SELECT concat_ws(' ', " + columns + ")" + from)) {
            row.next();
            return row.getString(1);
        }
    }
}
