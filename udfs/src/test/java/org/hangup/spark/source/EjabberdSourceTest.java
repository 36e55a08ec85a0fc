package org.hangup.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.hangup.spark.SharedSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code spark.read().format("ejabberd")} gives, on a few kilobytes of real logs and on made ones. */
class EjabberdSourceTest {
    private static final String LINE = "2020-04-29 10:12:11.123456+00:00 [info] <0.5.0>@ejabberd_c2s:bind/2:450 ";
    private static SparkSession spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        spark = SharedSpark.session();
    }

    private static String samples() {
        return Path.of(System.getProperty("hangup.root"), "udfs/src/test/resources/logs")
                .toString();
    }

    private static List<String> lines(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Row::toString).sorted().toList();
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void realLogsOfFourVersions() {
        var logs =
                spark.read().format("ejabberd").option("zone", "Asia/Shanghai").load(samples());
        assertThat(lines(logs.groupBy("file", "node", "layout").count()))
                .containsExactly(
                        "[console-14.12/blog-2014.log,console-14.12,lager_console,20]",
                        "[console-14.12/console.log,console-14.12,lager_console,3]",
                        "[console-14.12/console.log,console-14.12,null,1]",
                        "[lager-16.09/ejabberd.log,lager-16.09,lager,30]",
                        "[otp-23.01/ejabberd.log,otp-23.01,otp,23]",
                        "[otp-debug/ejabberd.log,otp-debug,otp,9]");
    }

    @Test
    void severalServersInOneFile() throws IOException {
        String record = " | 2020-04-29 10:12:11.123456+00:00 [info] ";
        Path file = write("compose.log", "a-1" + record + "one\nb-1" + record + "two\na-1 |   more\n");
        assertThat(lines(spark.read().format("ejabberd").load(file.toString()).select("file", "layout", "message")))
                .containsExactly(
                        "[compose.log,compose:a-1+otp_console,one\n  more]",
                        "[compose.log,compose:b-1+otp_console,two]");
    }

    @Test
    void theDayOfTheConsoleOf2014ComesFromTheSessionId() {
        var closed = spark.read()
                .format("ejabberd")
                .load(samples() + "/console-14.12/blog-2014.log")
                .where("message like '%Close session%'")
                .select("ts", "level", "pid", "offset", "node", "file");
        assertThat(closed.collectAsList())
                .containsExactly(org.apache.spark.sql.RowFactory.create(
                        Timestamp.from(Instant.parse("2014-10-24T08:45:52.549Z")),
                        "info",
                        null,
                        0L,
                        ".",
                        "blog-2014.log"));
    }

    @Test
    void splittingAnywhereGivesTheSameRows() {
        for (String log : List.of("/otp-debug/ejabberd.log", "/lager-16.09/ejabberd.log")) {
            var whole = spark.read().format("ejabberd").option("zone", "Asia/Shanghai");
            var split = spark.read()
                    .format("ejabberd")
                    .option("zone", "Asia/Shanghai")
                    .option("splitSize", 100);
            var rows = split.load(samples() + log);
            assertThat(rows.rdd().getNumPartitions()).isGreaterThan(20);
            assertThat(lines(rows)).isEqualTo(lines(whole.load(samples() + log)));
        }
    }

    @Test
    void smallFilesShareATask() throws IOException {
        for (int i = 0; i < 50; i++) {
            write("n" + i + "/ejabberd.log", LINE + i + "\n");
        }
        var rows = spark.read().format("ejabberd").load(folder.toString());
        assertThat(rows.rdd().getNumPartitions()).isLessThan(10);
        assertThat(rows.count()).isEqualTo(50);
    }

    @Test
    void filtersOnTimeLevelAndModuleAreDoneByTheReader() throws IOException {
        write(
                "ejabberd.log",
                LINE + "a\n"
                        + LINE.replace("10:12", "11:12").replace("info", "debug") + "b\n"
                        + LINE.replace("10:12", "12:12").replace("ejabberd_c2s", "mod_muc") + "c\n"
                        + LINE.replace("ejabberd_c2s:bind/2:450 ", "").replace("@", " ") + "d\n");
        var all = spark.read().format("ejabberd").load(folder.toString());
        assertThat(filtered(all, "level = 'info'")).containsExactly("a", "c", "d");
        assertThat(filtered(all, "level in ('debug', 'error')")).containsExactly("b");
        assertThat(filtered(all, "level <> 'debug'")).containsExactly("a", "c", "d");
        assertThat(filtered(all, "module = 'mod_muc'")).containsExactly("c");
        assertThat(filtered(all, "module is null")).containsExactly("d");
        assertThat(filtered(all, "module is not null and module <> 'mod_muc'")).containsExactly("a", "b");
        assertThat(filtered(all, "ts >= timestamp'2020-04-29 11:12:11.123456'")).containsExactly("b", "c");
        assertThat(filtered(all, "ts > timestamp'2020-04-29 11:12:11.123456' or level = 'debug'"))
                .containsExactly("b", "c");
        assertThat(filtered(all, "ts < timestamp'2020-04-29 11:00:00' and module = 'ejabberd_c2s'"))
                .containsExactly("a");
    }

    private static List<String> filtered(Dataset<Row> all, String condition) {
        var rows = all.where(condition).select("message");
        String plan = rows.queryExecution().executedPlan().toString();
        assertThat(plan).doesNotContain("Filter (").contains("BatchScan");
        return rows.collectAsList().stream().map(r -> r.getString(0)).sorted().toList();
    }

    @Test
    void eventsAreTheRecordsThatTheCatalogueMayMatch() throws IOException {
        write(
                "ejabberd.log",
                LINE + "(tls|<0.5.0>) Opened c2s session for a@b/c\n"
                        + LINE + "nothing of the kind\n"
                        + LINE.replace("ejabberd_c2s", "mod_ours") + "ours: bye a@b/c\n");
        var reader = spark.read().format("ejabberd").option("records", "events");
        assertThat(lines(reader.load(folder + "/ejabberd.log").select("message")))
                .containsExactly("[(tls|<0.5.0>) Opened c2s session for a@b/c]");
        Path ours = write(
                "ours.tsv",
                """
                event\tfirst_version\tlast_version\tmodule\tlevel\tformat\targuments\texample
                client_disconnected\t\t\tmod_ours\tinfo\tours: bye ~ts\tjid\tours: bye a@b/c
                """);
        assertThat(reader.option("messages", ours.toString())
                        .load(folder + "/ejabberd.log")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void onlyTheWantedColumnsAreRead() throws IOException {
        write("ejabberd.log", LINE + "a\n");
        var ts = spark.read().format("ejabberd").load(folder.toString()).select("ts");
        assertThat(ts.queryExecution().executedPlan().toString())
                .contains("BatchScan")
                .doesNotContain("message");
        assertThat(ts.first().getTimestamp(0)).isEqualTo(Timestamp.from(Instant.parse("2020-04-29T10:12:11.123456Z")));
        assertThat(spark.read().format("ejabberd").load(folder.toString()).count())
                .isEqualTo(1);
    }

    @Test
    void whatIsNoLogAndCompanionsArePassedOver() throws IOException {
        write("a/ejabberd.log", LINE + "a\n");
        write("a/error.log", LINE + "companion\n");
        write("a/crash.log.0", "2014-10-24 08:45:52 =CRASH REPORT====\n  crasher:\n");
        write("b/error.log", LINE + "alone\n");
        write("passwd", "root:x:0:0:root:/root:/bin/bash\n");
        write("page.html", "<!DOCTYPE html>\n<pre>\n" + LINE + "no\n");
        write("empty.log", "");
        Files.write(
                folder.resolve("picture.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13});
        var rows = spark.read().format("ejabberd").load(folder.toString()).select("file", "message");
        assertThat(lines(rows)).containsExactly("[a/ejabberd.log,a]", "[b/error.log,alone]");
    }

    @Test
    void globsNodePatternsAndSeveralPaths() throws IOException {
        write("host-a/log/ejabberd.log", LINE + "a\n");
        write("host-b/log/ejabberd.log", LINE + "b\n");
        write("other/log/ejabberd.log", LINE + "c\n");
        var byGlob = spark.read()
                .format("ejabberd")
                .option("nodePattern", "host-(?<node>[^/]+)")
                .load(folder + "/host-*/log")
                .select("node", "file", "message");
        assertThat(lines(byGlob)).containsExactly("[a,host-a/log/ejabberd.log,a]", "[b,host-b/log/ejabberd.log,b]");
        var two = spark.read()
                .format("ejabberd")
                .load(folder + "/host-a", folder + "/other")
                .select("node", "file", "message");
        assertThat(lines(two))
                .containsExactly("[host-a/log,host-a/log/ejabberd.log,a]", "[other/log,other/log/ejabberd.log,c]");
    }

    @Test
    void wrappedLogs() throws IOException {
        String line = "ejabberd-1  | 2020-04-29T10:12:11.123456789Z 10:12:11.%d [info] (tls|<0.5.0>) %s\n";
        write(
                "compose.log",
                line.formatted(120, "a") + "db-1  | not ours\n"
                        + line.formatted(121, "b").repeat(50));
        var rows = spark.read()
                .format("ejabberd")
                .option("splitSize", 700)
                .load(folder.toString())
                .groupBy("layout", "ts", "message")
                .count();
        assertThat(lines(rows.selectExpr("layout", "cast(ts as string) as ts", "message", "count")))
                .containsExactly(
                        "[compose:ejabberd-1+docker+lager_console,2020-04-29 10:12:11.12,(tls|<0.5.0>) a,1]",
                        "[compose:ejabberd-1+docker+lager_console,2020-04-29 10:12:11.121,(tls|<0.5.0>) b,50]");
    }

    @Test
    void oddFileNames() throws IOException {
        for (String name : List.of("a b.log", "100%20.log", "x:y.log", "[z]*.log", "\u044e.log")) {
            write("odd/" + name, LINE + "a\n");
        }
        var rows = spark.read().format("ejabberd").load(folder + "/odd").select("file");
        assertThat(lines(rows)).containsExactly("[100%20.log]", "[[z]*.log]", "[a b.log]", "[x:y.log]", "[\u044e.log]");
        assertThat(spark.read()
                        .format("ejabberd")
                        .load(folder + "/odd/[z]*.log")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void invalidUtf8IsReplacedWhereItStands() throws IOException {
        byte[] bytes = (LINE + "caf? \u044e\n").getBytes(StandardCharsets.UTF_8);
        bytes[LINE.length() + 3] = (byte) 0xE9;
        Files.write(folder.resolve("ejabberd.log"), bytes);
        assertThat(lines(spark.read().format("ejabberd").load(folder.toString()).select("message")))
                .containsExactly("[caf\uFFFD \u044e]");
    }

    @Test
    void aTruncatedGzipGivesAllBeforeItsEnd() throws IOException {
        var packed = new java.io.ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 5000; i++) {
                gzip.write((LINE + i + " " + Math.sin(i) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        Files.write(folder.resolve("ejabberd.log.gz"), Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
        long n = spark.read().format("ejabberd").load(folder.toString()).count();
        assertThat(n).isBetween(2000L, 3000L);
    }

    @Test
    void wrongOptionsAreNamed() {
        assertThatThrownBy(() ->
                        spark.read().format("ejabberd").load("/no/such/folder").count())
                .hasStackTraceContaining("/no/such/folder");
        assertThatThrownBy(() -> spark.read()
                        .format("ejabberd")
                        .option("zone", "Mars/Olympus")
                        .load(samples()))
                .hasMessageContaining("Mars/Olympus");
        assertThatThrownBy(() -> spark.read()
                        .format("ejabberd")
                        .option("nodePattern", "(x)")
                        .load(samples()))
                .hasMessageContaining("(?<node>...)");
    }
}
