package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server's day and the beginning of the next one, with what happened to it. */
class IncidentsTest {
    private static final SparkSession SPARK = TestSpark.session();
    private static final LocalDateTime MIDNIGHT = LocalDateTime.of(2024, 3, 1, 0, 0);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS'+00:00'", Locale.ROOT);

    @TempDir
    private static Path folder;

    private static final List<Line> LINES = new ArrayList<>();
    private static int pid = 1000;

    private record Line(LocalDateTime at, String text) {}

    @BeforeAll
    static void log() throws IOException {
        // a session of a minute every two minutes, from many networks
        for (int i = 0; i < 900; i++) {
            session(
                    MIDNIGHT.plusSeconds(120L * i),
                    60,
                    "u" + i % 300,
                    "198.18." + i % 200 + ".7",
                    "Stream reset by peer");
        }
        // a network of 40 loses its users at once, around a minute's end
        for (int i = 0; i < 40; i++) {
            LocalDateTime opened = MIDNIGHT.plusHours(8).plusSeconds(120L * i + 30);
            long seconds = Duration.between(opened, MIDNIGHT.plusHours(12).plusSeconds(50 + i / 2))
                    .toSeconds();
            session(opened, seconds, "n" + i, "203.0.113." + (i + 1), "Connection failed: connection timed out");
        }
        // two devices of ana replace each other every ten minutes
        for (int i = 0; i < 20; i++) {
            session(
                    MIDNIGHT.plusHours(14).plusSeconds(600L * i + i % 3),
                    599,
                    "ana",
                    "198.51.100.9",
                    "Stream reset by peer");
        }
        // a bot has a wrong password
        for (int i = 0; i < 50; i++) {
            LocalDateTime at = MIDNIGHT.plusHours(18).plusSeconds(60L * i);
            int process = accept(at, "198.51.100.77");
            line(
                    at.plusSeconds(1),
                    "[warning] <0.%d.0>@ejabberd_c2s:process_auth_result/3:281 (tls|<0.%d.0>) Failed c2s PLAIN authentication for bot@example.org from 198.51.100.77: Invalid username or password"
                            .formatted(process, process));
        }
        // no descriptors are left, from 30 s before midnight to a minute after it
        for (int i = 0; i < 19; i++) {
            line(
                    MIDNIGHT.plusDays(1).minusSeconds(30).plusSeconds(5L * i),
                    "[error] <0.400.0>@ejabberd_listener:accept/7:283 (#Port<0.31>) Failed TCP accept: too many open files");
        }
        LINES.sort(Comparator.comparing(Line::at));
        Files.createDirectories(folder.resolve("logs"));
        Files.write(
                folder.resolve("logs/ejabberd.log"),
                LINES.stream()
                        .map(line -> STAMP.format(line.at()) + " " + line.text())
                        .toList());
    }

    private static void line(LocalDateTime at, String text) {
        LINES.add(new Line(at, text));
    }

    private static int accept(LocalDateTime at, String ip) {
        int process = pid++;
        line(
                at,
                "[info] <0.400.0>@ejabberd_listener:accept/7:273 (<0.%d.0>) Accepted connection %s:50123 -> 192.0.2.1:5222"
                        .formatted(process, ip));
        return process;
    }

    private static void session(LocalDateTime at, long seconds, String user, String ip, String reason) {
        int process = accept(at, ip);
        line(
                at.plusNanos(500_000_000),
                "[info] <0.%d.0>@ejabberd_c2s:bind/2:450 (tls|<0.%d.0>) Opened c2s session for %s@example.org/%d"
                        .formatted(process, process, user, process));
        line(
                at.plusSeconds(seconds),
                "[info] <0.%d.0>@ejabberd_c2s:process_terminated/2:295 (tls|<0.%d.0>) Closing c2s session for %s@example.org/%d: %s"
                        .formatted(process, process, user, process, reason));
    }

    private static List<String> rows(String name, AnalyzeOptions... runs) throws Exception {
        for (AnalyzeOptions run : runs) {
            assertThat(Analysis.of(SPARK, run, sentence -> {}).run().complete()).isTrue();
        }
        return SPARK
                .read()
                .parquet(folder.resolve(name) + "/incidents")
                .orderBy("from")
                .selectExpr(
                        """
                        concat_ws(' ', date, kind, date_format(`from`, 'HH:mm:ss'), date_format(`to`, 'HH:mm:ss'), scope, connections, users,
                            cause, evidence LIKE '%[%', round(baseline))""")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static AnalyzeOptions options(String name) {
        return AnalyzeOptions.of(
                List.of(folder.resolve("logs").toString()), folder.resolve(name).toString());
    }

    @Test
    void whatHappenedIsFoundAtOnceAndDayByDay() throws Exception {
        List<String> atOnce = rows("at-once", options("at-once"));
        assertThat(atOnce)
                .containsExactly(
                        "2024-03-01 mass_disconnect 12:00:50 12:01:09 network 203.0.113.0/24 40 40 connection_lost true 1.0",
                        "2024-03-01 flapping 14:00:00 17:20:00 user ana@example.org 20 1 client_closed true",
                        "2024-03-01 auth_failures 18:00:01 18:49:01 user bot 50 1 auth_failed true 0.0",
                        "2024-03-02 accept_failed 23:59:30 00:01:00 node . 19 resource_limit true");
        AnalyzeOptions nights = options("nights");
        assertThat(rows(
                        "nights",
                        nights.withDays(MIDNIGHT.toLocalDate(), MIDNIGHT.toLocalDate()),
                        nights.withDays(MIDNIGHT.toLocalDate().plusDays(1), null)))
                .isEqualTo(atOnce);
    }
}
