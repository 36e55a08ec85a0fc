package org.hangup.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.explain.Explanation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small log, analyzed, and the stories that are told of it. */
class ExplainTest {
    private static final SparkSession SPARK = TestSpark.session();
    private static final String PHONE_CLOSED =
            "2024-03-01 10:05:00.000000+00:00 [info] <0.612.0>@ejabberd_c2s:process_terminated/2:295 (tls|<0.612.0>)"
                    + " Closing c2s session for romeo@example.net/phone: Stream reset by peer";
    private static final String PHONE_AGAIN_CLOSED =
            "2024-03-01 10:06:00.000000+00:00 [info] <0.613.0>@ejabberd_c2s:process_terminated/2:295 (tls|<0.613.0>)"
                    + " Closing c2s session for romeo@example.net/phone: Connection failed: connection reset by peer";
    private static final List<String> FIRST_DAY = List.of(
            "2024-03-01 10:00:10.000000+00:00 [info] <0.400.0>@ejabberd_listener:accept/7:273 (<0.612.0>) Accepted connection 192.0.2.7:50123 -> 192.0.2.1:5222",
            "2024-03-01 10:00:10.100000+00:00 [info] <0.612.0>@ejabberd_c2s:process_auth_result/3:272 (tls|<0.612.0>) Accepted c2s PLAIN authentication for romeo@example.net by mnesia backend from 192.0.2.7",
            "2024-03-01 10:00:10.200000+00:00 [info] <0.612.0>@ejabberd_c2s:bind/2:450 (tls|<0.612.0>) Opened c2s session for romeo@example.net/phone",
            PHONE_CLOSED,
            "2024-03-01 10:05:12.000000+00:00 [info] <0.400.0>@ejabberd_listener:accept/7:273 (<0.613.0>) Accepted connection 192.0.2.7:50124 -> 192.0.2.1:5222",
            "2024-03-01 10:05:12.100000+00:00 [info] <0.613.0>@ejabberd_c2s:process_auth_result/3:272 (tls|<0.613.0>) Accepted c2s PLAIN authentication for romeo@example.net by mnesia backend from 192.0.2.7",
            "2024-03-01 10:05:12.200000+00:00 [info] <0.613.0>@ejabberd_c2s:bind/2:450 (tls|<0.613.0>) Opened c2s session for romeo@example.net/phone",
            PHONE_AGAIN_CLOSED,
            "2024-03-01 10:06:59.000000+00:00 [info] <0.400.0>@ejabberd_listener:accept/7:273 (<0.700.0>) Accepted connection 192.0.2.8:50125 -> 192.0.2.1:5222",
            "2024-03-01 10:07:00.000000+00:00 [warning] <0.700.0>@ejabberd_c2s:process_auth_result/3:280 (tls|<0.700.0>) Failed c2s PLAIN authentication for romeo@example.net from 192.0.2.8: Invalid username or password");
    private static final List<String> SECOND_DAY = List.of(
            "2024-03-02 08:00:00.100000+00:00 [info] <0.800.0>@ejabberd_c2s:process_auth_result/3:272 (tls|<0.800.0>) Accepted c2s PLAIN authentication for juliet@example.net by mnesia backend from ::ffff:198.51.100.9",
            "2024-03-02 08:00:00.200000+00:00 [info] <0.800.0>@ejabberd_c2s:bind/2:450 (tls|<0.800.0>) Opened c2s session for juliet@example.net/b\u0007al\u202econy",
            "2024-03-02 09:00:00.000000+00:00 [info] <0.900.0>@ejabberd_c2s:process_auth_result/3:272 (tls|<0.900.0>) Accepted c2s PLAIN authentication for nurse@example.net by mnesia backend from 198.51.100.9",
            "2024-03-02 09:00:00.200000+00:00 [info] <0.900.0>@ejabberd_c2s:bind/2:450 (tls|<0.900.0>) Opened c2s session for nurse@example.net/desk",
            "2024-03-02 09:30:00.000000+00:00 [info] <0.900.0>@ejabberd_c2s:process_terminated/2:295 (tls|<0.900.0>) Closing c2s session for nurse@example.net/desk: Stream reset by peer");

    @TempDir
    private static Path made;

    private static Path out;

    @TempDir
    private Path folder;

    @BeforeAll
    static void analyze() throws IOException {
        Path logs = Files.createDirectories(made.resolve("logs"));
        Files.write(logs.resolve("ejabberd.log"), all());
        out = made.resolve("out");
        Analysis.of(SPARK, AnalyzeOptions.of(List.of(logs.toString()), out.toString()), sentence -> {})
                .run();
    }

    private static List<String> all() {
        return Stream.concat(FIRST_DAY.stream(), SECOND_DAY.stream()).toList();
    }

    @Test
    void aUsersStory() throws IOException {
        List<String> told = user("romeo@example.net", null, null);
        assertThat(told)
                .startsWith(
                        "romeo@example.net, 2024-03-01..2024-03-02, times in UTC",
                        "2 sessions on 2 connections, 1 connection without a session",
                        "ended by: auth_failed 1, client_closed 1, connection_reset 1; how sure: stated 2, inferred 1",
                        "")
                .contains(
                        "  ended 2024-03-01 10:05:00.000 after 4 min 50 s: client_closed, by the client; the log says so",
                        "  opened 12.2 s after the user's session before had ended (client_closed)",
                        "    The connection was reset: a TCP reset came from the client's side."
                                + " Reason in the log: Connection failed: connection reset by peer")
                .anyMatch(
                        line -> line.startsWith(
                                "2024-03-01 10:06:59.000  nobody logged in, tried as romeo (the tables do not say on which server), no session"))
                .noneMatch(line -> line.contains("juliet") || line.contains("nurse"));
        assertThat(user("romeo", null, null)).contains(told.get(1));
        assertThat(user("romeo@example.net/phone", null, null)).contains("2 sessions on 2 connections");
        assertThat(user("romeo@example.net/desk", null, null))
                .containsExactly("no connection of romeo@example.net/desk in 2024-03-01..2024-03-02");
    }

    @Test
    void aTimeOfAStory() throws IOException {
        assertThat(user("romeo", "2024-03-01T10:05:30", "2024-03-01T10:06"))
                .contains("1 session on 1 connection", "ended by: connection_reset 1; how sure: stated 1");
        assertThat(user("romeo@example.net/phone", "2024-03-02", null))
                .containsExactly("no connection of romeo@example.net/phone in 2024-03-02");
        // the log was silent for the ten minutes that settle it: that it had ended was known on the next day
        assertThat(user("romeo", "2024-03-02", null))
                .contains("1 connection without a session", "ended by: auth_failed 1; how sure: inferred 1");
        assertThat(user("romeo", "2025-01-01", null))
                .containsExactly("no connection of romeo in these tables: they have no such day");
    }

    @Test
    void anAddressAndANetwork() throws IOException {
        List<String> told = explain(null, "::ffff:198.51.100.9", null, null, null, List.of());
        assertThat(told)
                .startsWith(
                        "198.51.100.9, 2024-03-01..2024-03-02, times in UTC",
                        "2 sessions on 2 connections; 1 open at the end of 2024-03-02",
                        "2 users: juliet@example.net, nurse@example.net")
                .anyMatch(line ->
                        line.startsWith("2024-03-02 08:00:00.200  juliet@example.net/b\\x07al\\x{202e}cony, on "));
        assertThat(explain(null, "192.0.2.0/24", null, null, null, List.of()))
                .contains("2 sessions on 2 connections, 1 connection without a session");
    }

    @Test
    void aConnection() throws IOException {
        String id = user("romeo", null, null).stream()
                .filter(line -> line.contains("port 50124"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
        assertThat(explain(null, null, id, null, null, List.of()))
                .startsWith("connection " + id + ", 2024-03-01..2024-03-02, times in UTC", "1 session on 1 connection")
                .anyMatch(line -> line.contains("connection_reset"))
                .noneMatch(line -> line.contains("client_closed,"));
        assertThat(explain(null, null, "0f", null, null, List.of()))
                .containsExactly("no connection 0f in 2024-03-01..2024-03-02");
    }

    @Test
    void theLinesOfTheLog() throws IOException {
        assertThat(lines(made.resolve("logs")))
                .anyMatch(line -> line.endsWith("ejabberd.log, byte " + bytes(FIRST_DAY.subList(0, 3)) + ":"))
                .containsSubsequence(
                        "      " + FIRST_DAY.get(1),
                        "      " + FIRST_DAY.get(2),
                        "    > " + PHONE_CLOSED,
                        "      " + FIRST_DAY.get(4),
                        "      " + FIRST_DAY.get(5))
                .contains("    > " + PHONE_AGAIN_CLOSED, "    > " + FIRST_DAY.get(9));
    }

    @Test
    void aLogThatRotationRenamedAndPacked() throws IOException {
        try (var packed = new GZIPOutputStream(Files.newOutputStream(folder.resolve("ejabberd.log.1.gz")))) {
            packed.write((String.join("\n", all()) + "\n").getBytes(UTF_8));
        }
        // as long as the old one, of the same times at the same bytes but for a day
        List<String> later = all().stream()
                .map(line -> line.replace("2024-03-0", "2024-04-0").replace("romeo", "rosas"))
                .toList();
        Files.write(folder.resolve("ejabberd.log"), later);
        assertThat(lines(folder))
                .anyMatch(line -> line.contains(
                        "ejabberd.log, byte " + bytes(FIRST_DAY.subList(0, 3)) + ", now in ejabberd.log.1.gz:"))
                .contains("    > " + PHONE_CLOSED)
                .noneMatch(line -> line.contains("rosas"));
    }

    @Test
    void aRecordThatIsNoLongerThereIsNotGuessedAt() throws IOException {
        List<String> others = new ArrayList<>(all());
        others.replaceAll(line -> line.replace("romeo", "rosas").replace("10:05:00.000", "10:05:09.000"));
        Files.write(folder.resolve("ejabberd.log"), others);
        assertThat(lines(folder))
                .anyMatch(line -> line.endsWith("ejabberd.log, byte " + bytes(FIRST_DAY.subList(0, 3))
                        + ": the record is no longer there, in this or any other file of that log below --input"))
                .noneMatch(line -> line.contains("10:05:09.000"));
    }

    @Test
    void whatIsNoOutputIsAWrongArgument() throws IOException {
        assertThatThrownBy(() -> explain(folder.resolve("none").toString()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("there is no such folder");
        assertThatThrownBy(() -> explain(folder.toString()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("holds no tables of Hangup");
        assertThatThrownBy(() -> lines(folder.resolve("none")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("/none: no such file or folder; give files");
    }

    @Test
    void theCommandPrintsIt() {
        PrintStream before = System.out;
        var bytes = new ByteArrayOutputStream();
        int status;
        try {
            System.setOut(new PrintStream(bytes, true, UTF_8));
            status = Hangup.run("explain", "--user", "nurse", "--output", out.toString());
        } finally {
            System.setOut(before);
        }
        assertThat(status).isZero();
        assertThat(bytes.toString(UTF_8)).startsWith("nurse, 2024-03-01..2024-03-02, times in UTC\n1 session on");
    }

    private static long bytes(List<String> lines) {
        return lines.stream().mapToLong(line -> line.getBytes(UTF_8).length + 1).sum();
    }

    private static List<String> lines(Path input) throws IOException {
        return explain("romeo", null, null, null, null, List.of(input.toString()));
    }

    private static List<String> user(String jid, String from, String to) throws IOException {
        return explain(jid, null, null, from, to, List.of());
    }

    private static List<String> explain(
            String user, String ip, String connection, String from, String to, List<String> inputs) throws IOException {
        return Explanation.of(
                new Explanation.Question(user, ip, connection, from, to, out.toString(), inputs, 100),
                SPARK.sparkContext().hadoopConfiguration());
    }

    private static List<String> explain(String output) throws IOException {
        return Explanation.of(
                new Explanation.Question("romeo", null, null, null, null, output, List.of(), 100),
                SPARK.sparkContext().hadoopConfiguration());
    }
}
