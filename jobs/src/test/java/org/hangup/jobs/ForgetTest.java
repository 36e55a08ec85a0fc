package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.people.Forgotten;
import org.hangup.jobs.people.WrittenBytes;
import org.hangup.jobs.publish.Publication;
import org.hangup.jobs.tables.Folder;
import org.hangup.jobs.tables.Tables;
import org.hangup.people.PeopleKey;
import org.hangup.people.Pseudonyms;
import org.hangup.xmpp.Jid;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person is taken out of tables and states, and stays out. */
class ForgetTest {
    private static final SparkSession SPARK = TestSpark.session();
    private static final Jid ROSALINE = ForgetCommand.person("Rosaline@example.net");
    private static final List<String> WORDS = List.of("rosaline", "Tower-77", "203.0.113.50");
    private static final LocalDate FIRST = LocalDate.of(2024, 3, 1);

    @TempDir
    private Path folder;

    /** Three days: she is on the first, and online over the midnight to the second; romeo is on all. */
    private Path log(int days) throws IOException {
        List<String> lines = new ArrayList<>();
        session(lines, "2024-03-01 10:00:00", 501, "romeo", "home", "192.0.2.7");
        closed(lines, "2024-03-01 10:10:00", 501, "romeo", "home");
        session(lines, "2024-03-01 11:00:00", 502, "rosaline", "Tower-77", "203.0.113.50");
        closed(lines, "2024-03-01 11:10:00", 502, "rosaline", "Tower-77");
        failed(lines, "2024-03-01 12:00:00", 503, "rosaline", "203.0.113.50");
        session(lines, "2024-03-01 23:00:00", 504, "rosaline", "Tower-77", "203.0.113.50");
        if (days > 1) {
            closed(lines, "2024-03-02 01:00:00", 504, "rosaline", "Tower-77");
            session(lines, "2024-03-02 10:00:00", 505, "romeo", "home", "192.0.2.7");
            closed(lines, "2024-03-02 10:10:00", 505, "romeo", "home");
        }
        if (days > 2) {
            session(lines, "2024-03-03 10:00:00", 506, "rosaline", "Tower-77", "203.0.113.50");
            closed(lines, "2024-03-03 10:20:00", 506, "rosaline", "Tower-77");
            session(lines, "2024-03-03 11:00:00", 507, "romeo", "home", "192.0.2.7");
        }
        return Files.write(folder.resolve("ejabberd.log"), lines);
    }

    private static void session(List<String> lines, String at, int pid, String user, String resource, String ip) {
        add(lines, at, pid, "ejabberd_listener", "(%s) Accepted connection [::ffff:" + ip + "]:51322 -> [::]:5222");
        add(
                lines,
                at,
                pid,
                "ejabberd_c2s",
                "(tls|%s) Accepted c2s PLAIN authentication for " + user + "@example.net by mnesia backend from " + ip);
        add(lines, at, pid, "ejabberd_c2s", "(tls|%s) Opened c2s session for " + user + "@example.net/" + resource);
    }

    private static void closed(List<String> lines, String at, int pid, String user, String resource) {
        add(
                lines,
                at,
                pid,
                "ejabberd_c2s",
                "(tls|%s) Closing c2s session for " + user + "@example.net/" + resource
                        + ": Connection failed: connection timed out");
    }

    private static void failed(List<String> lines, String at, int pid, String user, String ip) {
        add(lines, at, pid, "ejabberd_listener", "(%s) Accepted connection [::ffff:" + ip + "]:51322 -> [::]:5222");
        add(
                lines,
                at,
                pid,
                "ejabberd_c2s",
                "(tls|%s) Failed c2s PLAIN authentication for " + user + "@example.net from " + ip
                        + ": Invalid username or password");
    }

    private static void add(List<String> lines, String at, int pid, String module, String message) {
        String process = "<0." + pid + ".0>";
        lines.add(at + ".000000+00:00 [info] " + process + "@" + module + ":f/1:12 " + message.replace("%s", process));
    }

    @Test
    void rowsStayAndSumsHold() throws Exception {
        Path output = folder.resolve("tables");
        analyze(log(3), output, null);
        assertThat(new WrittenBytes(SPARK, output).holding(WORDS)).isNotEmpty();
        Map<String, List<String>> before = others(output);
        List<String> causes =
                rows(output, "disconnects_by_cause", "date, hour, cause, disconnects, connected_ms, p50_ms");

        assertThat(ForgetCommand.forget(SPARK, ROSALINE, output.toString(), null, line -> {}))
                .containsExactly(FIRST, FIRST.plusDays(1), FIRST.plusDays(2));

        assertThat(new WrittenBytes(SPARK, output).holding(WORDS)).isEmpty();
        assertThat(others(output)).isEqualTo(before);
        assertThat(rows(output, "disconnects_by_cause", "date, hour, cause, disconnects, connected_ms, p50_ms"))
                .isEqualTo(causes);
        // of the two users of the first day's timed out sessions one is known
        assertThat(rows(
                        output,
                        "disconnects_by_cause",
                        "users, ips",
                        "cause = 'connection_lost' AND hour = '2024-03-01 11:00:00'"))
                .containsExactly("[0,0]");
        assertThat(rows(output, "connections", "user, resource, tried_user, ip, port, reason, client", "user IS NULL"))
                .hasSize(4)
                .containsOnly("[null,null,null,null,null,null,null]");
        assertThat(rows(
                        output,
                        "connections",
                        "CAST(opened_at AS STRING), duration_ms, cause, server",
                        "date = '2024-03-02' AND user IS NULL"))
                .containsExactly("[2024-03-01 23:00:00,7200000,connection_lost,example.net]");
        assertThat(rows(output, "sessions", "user", "user IS NULL")).hasSize(3);
        assertThat(rows(output, "disconnects_by_user", "disconnects", "user IS NULL"))
                .hasSize(4);
        assertThat(output.resolve("_state/date=2024-03-01/_day")).exists();
    }

    /** Open at the end of a day, taken out, closed by a line of the next day that has the name. */
    @Tag("long")
    @Test
    void laterRunsLeaveTheNameOutAndFindTheConnection() throws Exception {
        Path output = folder.resolve("tables");
        analyze(log(1), output, null);
        String id = rows(output, "open_connections", "connection_id").get(0);
        ForgetCommand.forget(SPARK, ROSALINE, output.toString(), null, line -> {});
        analyze(log(3), output, null);
        assertThat(new WrittenBytes(SPARK, output).holding(WORDS)).isEmpty();
        assertThat(rows(output, "connections", "connection_id", "date = '2024-03-02' AND user IS NULL"))
                .containsExactly(id);

        Path whole = folder.resolve("whole");
        analyze(log(3), whole, null);
        ForgetCommand.forget(SPARK, ROSALINE, whole.toString(), null, line -> {});
        for (String table : List.of("connections", "disconnects_by_user", "disconnects_by_ip")) {
            String columns = table.equals("connections") ? "*" : "* EXCEPT (connected_ms)";
            assertThat(rows(output, table, columns)).as(table).isEqualTo(rows(whole, table, columns));
        }
    }

    @Tag("long")
    @Test
    void whatWasKilledHalfWayTheNextRunFinishes() throws Exception {
        Path output = folder.resolve("tables");
        Path log = log(3);
        analyze(log, output, null);
        try (Publication publication = Publication.existing(
                output.toString(), null, SPARK.sparkContext().hadoopConfiguration(), line -> {})) {
            Forgetting.remember(publication, ROSALINE.user(), ROSALINE.server());
        }
        assertThat(new WrittenBytes(SPARK, output).holding(WORDS)).isNotEmpty();
        assertThat(analyze(log, output, null).days()).isEmpty();
        assertThat(new WrittenBytes(SPARK, output).holding(WORDS)).isEmpty();
        assertThat(Forgotten.read(Folder.at(
                                output.toString(), SPARK.sparkContext().hadoopConfiguration()))
                        .pending())
                .isFalse();
    }

    @Tag("long")
    @Test
    void ofPseudonymsToo() throws Exception {
        Path output = folder.resolve("tables");
        Path key = Files.writeString(folder.resolve("key"), "0123456789abcdef".repeat(4));
        Pseudonyms pseudonyms = new Pseudonyms(PeopleKey.ofFile(Files.readAllBytes(key)));
        List<String> words = List.of(pseudonyms.name("rosaline"), pseudonyms.name("Tower-77"));
        analyze(log(2), output, key);
        assertThat(new WrittenBytes(SPARK, output).holding(words)).isNotEmpty();
        assertThatThrownBy(() -> ForgetCommand.forget(SPARK, ROSALINE, output.toString(), null, line -> {}))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("hold pseudonyms of the key");
        ForgetCommand.forget(SPARK, ROSALINE, output.toString(), key.toString(), line -> {});
        assertThat(new WrittenBytes(SPARK, output).holding(words)).isEmpty();
        analyze(log(3), output, key);
        assertThat(new WrittenBytes(SPARK, output).holding(words)).isEmpty();
        assertThat(rows(output, "connections", "user", "date = '2024-03-03'")).containsExactly("[null]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"romeo", "romeo@", "@example.net", "romeo@example.net/home"})
    void whoIsNoPerson(String jid) {
        assertThatThrownBy(() -> ForgetCommand.person(jid)).isInstanceOf(UsageException.class);
    }

    @Test
    void whereThereAreNoTables() {
        assertThatThrownBy(() -> ForgetCommand.forget(SPARK, ROSALINE, folder + "/nothing", null, line -> {}))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith("holds no tables of Hangup");
        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    /** All that the tables say of those who stay. */
    private static Map<String, List<String>> others(Path output) {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : Tables.DAILY) {
            String where = List.of(SPARK.read()
                                    .parquet(output.resolve(table).toString())
                                    .columns())
                            .contains("user")
                    ? "user = 'romeo'"
                    : "true";
            if (!table.equals("disconnects_by_cause") && !table.equals("disconnects_by_ip")) {
                rows.put(table, rows(output, table, "*", where));
            }
        }
        return rows;
    }

    private static AnalysisResult analyze(Path log, Path output, Path key) throws IOException {
        return TestRuns.analyze(
                SPARK,
                AnalyzeOptions.of(List.of(log.toString()), output.toString())
                        .withPseudonyms(key == null ? null : key.toString()));
    }

    private static List<String> rows(Path output, String table, String columns) {
        return rows(output, table, columns, "true");
    }

    private static List<String> rows(Path output, String table, String columns, String where) {
        SPARK.read().parquet(output.resolve(table).toString()).createOrReplaceTempView("of_test");
        return SPARK.sql("SELECT " + columns + " FROM of_test WHERE " + where).collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }
}
