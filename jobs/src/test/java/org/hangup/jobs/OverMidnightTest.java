package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.tables.Tables;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Connections that never had a session, in logs that are silent around midnight: each gives one row, on the day on which
 * it is known that nothing more came of it, however the days are built. Each log has a folder, which is its node's name.
 */
class OverMidnightTest {
    private static final LocalDate FIRST = LocalDate.of(2024, 3, 1);
    private static final LocalDate SECOND = LocalDate.of(2024, 3, 2);
    private static final SparkSession SPARK = TestSpark.session();

    private static final Map<String, List<String>> LOGS = logs();

    @TempDir
    private static Path folder;

    private static Path logs;
    private static Path whole;

    @TempDir
    private Path other;

    private static Map<String, List<String>> logs() {
        Map<String, List<String>> logs = new LinkedHashMap<>();
        logs.put("goes_on", List.of(failed("01 23:40:00", 1), reload("01 23:50:00")));
        logs.put("short_of_it", List.of(failed("01 23:40:00", 1), reload("01 23:49:59"), reload("02 00:20:00")));
        logs.put("silent_until_0020", List.of(failed("01 23:55:00", 1), reload("02 00:20:00")));
        logs.put("silent_for_ever", List.of(failed("01 23:55:00", 1)));
        logs.put("restart_at_0005", List.of(failed("01 23:55:30", 1), loading("02 00:05:00"), reload("02 00:10:00")));
        logs.put("restart_at_0020", List.of(failed("01 23:40:00", 1), loading("02 00:20:00")));
        logs.put("crash_at_0020", List.of(opened("01 23:40:00", 1), reload("01 23:45:00"), loading("02 00:20:00")));
        logs.put("logs_in", List.of(failed("01 23:55:00", 1), opened("02 00:05:00", 1), closed("02 00:30:00", 1)));
        logs.put("id_again", List.of(failed("01 23:40:00", 1), opened("02 00:20:00", 1), closed("02 00:30:00", 1)));
        logs.put("replaced", List.of(opened("01 23:40:00", 1), replaced("01 23:59:59", 1), closed("02 00:00:01", 1)));
        logs.put(
                "clock_set_back",
                List.of(
                        opened("01 23:50:00", 1),
                        opened("02 00:00:03", 2),
                        failed("02 00:00:04", 3),
                        // ten seconds back
                        closed("01 23:59:55", 2),
                        closed("01 23:59:56", 1),
                        opened("01 23:59:57", 4),
                        closed("02 00:00:10", 4),
                        reload("02 00:30:00")));
        logs.put("at_noon", List.of(failed("02 12:00:00", 1), reload("02 12:09:59")));
        return logs;
    }

    private static String failed(String time, int n) {
        return line(
                time,
                "[warning] <0.50" + n + ".0>@ejabberd_c2s:process_auth_result/3:280 (tls|<0.50" + n + ".0>) Failed c2s"
                        + " PLAIN authentication for romeo@example.net from 192.0.2.7: Invalid username or password");
    }

    private static String opened(String time, int n) {
        return session(time, n, "bind/2:450", "Opened c2s session for romeo@example.net/phone");
    }

    private static String closed(String time, int n) {
        return session(
                time,
                n,
                "process_terminated/2:295",
                "Closing c2s session for romeo@example.net/phone: Stream reset by peer");
    }

    private static String replaced(String time, int n) {
        return session(time, n, "terminate/3:99", "Replaced session for romeo@example.net/phone");
    }

    private static String session(String time, int n, String function, String message) {
        return line(time, "[info] <0.50" + n + ".0>@ejabberd_c2s:" + function + " (tls|<0.50" + n + ".0>) " + message);
    }

    private static String reload(String time) {
        return line(time, "[info] <0.1.0>@ejabberd_config:reload/0:99 Reloading configuration from /etc/ejabberd.yml");
    }

    private static String loading(String time) {
        return line(time, "[info] <0.1.0>@ejabberd_config:load/1:82 Loading configuration from /etc/ejabberd.yml");
    }

    private static String line(String time, String rest) {
        return "2024-03-" + time + ".000000+00:00 " + rest;
    }

    @BeforeAll
    static void wholeAtOnce() throws IOException {
        logs = folder.resolve("logs");
        whole = folder.resolve("tables");
        write(logs, log -> log);
        run(logs, whole, FIRST, SECOND);
    }

    @Test
    void tenMinutesOfTheLogSettleIt() throws SQLException {
        assertThat(rows(whole, "connections", "node, date, ended_at, settled_at, cause", "WHERE NOT established"))
                .containsExactly(
                        "clock_set_back 02 02 00:00:04 02 00:10:04 auth_failed",
                        "goes_on 01 01 23:40:00 01 23:50:00 auth_failed",
                        "id_again 02 01 23:40:00 02 00:20:00 auth_failed",
                        "restart_at_0005 02 01 23:55:30 02 00:05:00 auth_failed",
                        "restart_at_0020 02 01 23:40:00 02 00:20:00 auth_failed",
                        "short_of_it 02 01 23:40:00 02 00:20:00 auth_failed",
                        "silent_until_0020 02 01 23:55:00 02 00:05:00 auth_failed");
        assertThat(rows(whole, "connections", "node, date, opened_at, ended_at, auth_failures", "WHERE established"))
                .containsExactly(
                        // what stands behind a record of the second day is not of the first
                        "clock_set_back 02 01 23:50:00 02 00:00:00 0",
                        "clock_set_back 02 02 00:00:00 02 00:00:10 0",
                        "clock_set_back 02 02 00:00:03 02 00:00:00 0",
                        "crash_at_0020 02 01 23:40:00 01 23:45:00 0",
                        "id_again 02 02 00:20:00 02 00:30:00 0",
                        "logs_in 02 02 00:05:00 02 00:30:00 1",
                        "replaced 01 01 23:40:00 01 23:59:59 0");
    }

    @Test
    void untilThenItIsOpen() throws SQLException {
        assertThat(rows(whole, "open_connections", "date, node", ""))
                .containsExactly(
                        "01 clock_set_back",
                        "01 crash_at_0020",
                        "01 id_again",
                        "01 logs_in",
                        "01 restart_at_0005",
                        "01 restart_at_0020",
                        "01 short_of_it",
                        "01 silent_for_ever",
                        "01 silent_until_0020",
                        "02 at_noon",
                        "02 silent_for_ever");
    }

    @Tag("long")
    @Test
    void dayByDay() throws Exception {
        run(logs, other, FIRST, FIRST);
        run(logs, other, SECOND, SECOND);
        assertSame(other, "*");
    }

    @Tag("long")
    @Test
    void dayByDayWhileTheLogsGrow() throws Exception {
        write(other.resolve("logs"), OverMidnightTest::firstDay);
        run(other.resolve("logs"), other.resolve("tables"), FIRST, FIRST);
        write(other.resolve("logs"), log -> log);
        run(other.resolve("logs"), other.resolve("tables"), SECOND, SECOND);
        assertSame(other.resolve("tables"), "*");
        AnalysisResult again = run(other.resolve("logs"), other.resolve("tables"), FIRST, FIRST);
        assertThat(again.days()).containsExactly(FIRST);
        assertSame(other.resolve("tables"), "*");
    }

    @Test
    void dayByDayWithTheLogsOfThatDay() throws Exception {
        write(other.resolve("first"), OverMidnightTest::firstDay);
        run(other.resolve("first"), other.resolve("tables"), FIRST, FIRST);
        write(other.resolve("second"), OverMidnightTest::secondDay);
        run(other.resolve("second"), other.resolve("tables"), SECOND, SECOND);
        // of a record that is no longer there nothing tells the file and offset
        assertSame(other.resolve("tables"), "* EXCLUDE (file, \"offset\")");
    }

    @Tag("long")
    @Test
    void aDayThatIsBuiltBeforeItIsOver() throws Exception {
        write(other.resolve("logs"), OverMidnightTest::firstDay);
        run(other.resolve("logs"), other.resolve("tables"), FIRST, FIRST);
        write(other.resolve("logs"), OverMidnightTest::untilOneOClock);
        run(other.resolve("logs"), other.resolve("tables"), SECOND, SECOND);
        write(other.resolve("logs"), log -> log);
        run(other.resolve("logs"), other.resolve("tables"), SECOND, SECOND);
        assertSame(other.resolve("tables"), "*");
    }

    @Tag("long")
    @Test
    void whatADayGrewByAfterItWasBuiltForGoodLosesNoRow() throws Exception {
        write(other.resolve("logs"), OverMidnightTest::firstDay);
        run(other.resolve("logs"), other.resolve("tables"), FIRST, FIRST);
        // another log lost a record, so the day stays as it is; this one has more, by which it would be settled on it
        Files.write(
                other.resolve("logs/goes_on/ejabberd.log"), LOGS.get("goes_on").subList(1, 2));
        var log = new ArrayList<>(LOGS.get("short_of_it"));
        log.add(2, reload("01 23:55:00"));
        Files.write(other.resolve("logs/short_of_it/ejabberd.log"), log);
        AnalysisResult result = run(other.resolve("logs"), other.resolve("tables"), SECOND, SECOND);
        assertThat(result.days()).containsExactly(SECOND);
        assertThat(rows(
                        other.resolve("tables"),
                        "connections",
                        "date, ended_at, settled_at",
                        "WHERE node = 'short_of_it'"))
                .containsExactly("02 01 23:40:00 02 00:20:00");
    }

    @Test
    void whereALogIsGoneTheRowsOfAnotherThatGrewAreBuilt() throws Exception {
        write(other.resolve("logs"), OverMidnightTest::firstDay);
        run(other.resolve("logs"), other.resolve("tables"), FIRST, FIRST);
        Files.delete(other.resolve("logs/goes_on/ejabberd.log"));
        var log = new ArrayList<>(LOGS.get("short_of_it"));
        log.add(2, reload("01 23:55:00"));
        Files.write(other.resolve("logs/short_of_it/ejabberd.log"), log);
        AnalysisResult result = run(other.resolve("logs"), other.resolve("tables"), SECOND, SECOND);
        assertThat(result.days()).containsExactly(FIRST, SECOND);
        assertThat(rows(
                        other.resolve("tables"),
                        "connections",
                        "node, date, ended_at, settled_at",
                        "WHERE node IN ('goes_on', 'short_of_it')"))
                .containsExactly("goes_on 01 01 23:40:00 01 23:50:00", "short_of_it 01 01 23:40:00 01 23:50:00");
    }

    @Tag("long")
    @Test
    void aBootThatIsGoneEndsWithTheNextStartHoweverManyDaysLater() throws Exception {
        write(other.resolve("logs"), OverMidnightTest::firstDay);
        run(other.resolve("logs"), other.resolve("tables"), FIRST, FIRST);
        write(other.resolve("logs"), OverMidnightTest::secondDay);
        Files.write(other.resolve("logs/crash_at_0020/ejabberd.log"), List.of(loading("03 08:00:00")));
        run(other.resolve("logs"), other.resolve("tables"), SECOND, SECOND);
        run(other.resolve("logs"), other.resolve("tables"), SECOND.plusDays(1), SECOND.plusDays(1));
        assertThat(rows(
                        other.resolve("tables"),
                        "connections",
                        "date, opened_at, ended_at, settled_at, cause",
                        "WHERE node = 'crash_at_0020'"))
                .containsExactly("03 01 23:40:00 01 23:45:00 03 08:00:00 server_crash");
        assertThat(rows(other.resolve("tables"), "open_connections", "date", "WHERE node = 'crash_at_0020'"))
                .containsExactly("01", "02");
    }

    private static void assertSame(Path tables, String columns) throws SQLException {
        for (String table : Tables.DAILY) {
            String chosen =
                    switch (table) {
                        case "connections" -> columns;
                        case "incidents" -> columns.replace("file,", "evidence, file,");
                        default -> "*";
                    };
            assertThat(rows(tables, table, chosen, "")).as(table).isEqualTo(rows(whole, table, chosen, ""));
        }
    }

    private static List<String> firstDay(List<String> log) {
        return log.stream().takeWhile(line -> line.startsWith("2024-03-01")).toList();
    }

    private static List<String> secondDay(List<String> log) {
        return log.subList(firstDay(log).size(), log.size());
    }

    private static List<String> untilOneOClock(List<String> log) {
        return log.stream().filter(line -> line.compareTo("2024-03-02 01") < 0).toList();
    }

    /** Writes what is chosen of each log; one of which that is nothing is not there. */
    private static void write(Path logs, UnaryOperator<List<String>> chosen) throws IOException {
        for (var log : LOGS.entrySet()) {
            List<String> lines = chosen.apply(log.getValue());
            if (!lines.isEmpty()) {
                Files.createDirectories(logs.resolve(log.getKey()));
                Files.write(logs.resolve(log.getKey()).resolve("ejabberd.log"), lines);
            }
        }
    }

    private static AnalysisResult run(Path input, Path output, LocalDate from, LocalDate to) throws IOException {
        var options =
                AnalyzeOptions.of(List.of(input.toString()), output.toString()).withDays(from, to);
        return Analysis.of(SPARK, options, sentence -> {}).run();
    }

    /** Rows in the order of their text; of times day and time, - is NULL. */
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
                        cells.add(cell == null ? "-" : cell.replaceFirst("^2024-03-(\\d\\d( [0-9:]{8})?).*", "$1"));
                    }
                    rows.add(String.join(" ", cells));
                }
            }
        }
        rows.sort(null);
        return rows;
    }
}
