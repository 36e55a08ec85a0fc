package org.hangup.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.hangup.archive.ArchiveFile;
import org.hangup.archive.Codec;
import org.hangup.archive.LogFile;
import org.hangup.archive.ReadFile;
import org.hangup.archive.ReadFile.Segment;
import org.hangup.spark.SharedSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source's option {@code archive}: exactly what a list names is read. */
class ArchiveModeTest {
    private static final SparkSession SPARK = SharedSpark.session();
    private static final Configuration CONF = new Configuration();
    private static final String LINE = "2020-04-29 %s.000000+00:00 [info] <0.5.0>@ejabberd_c2s:bind/2:450 %s\n";
    private static final int LENGTH = LINE.formatted("10:00:00", "a").length();
    private static final int[] NONE = {};

    @TempDir
    Path folder;

    private static String lines(String... timesAndMessages) {
        var text = new StringBuilder();
        for (int i = 0; i < timesAndMessages.length; i += 2) {
            text.append(LINE.formatted(timesAndMessages[i], timesAndMessages[i + 1]));
        }
        return text.toString();
    }

    private LogFile log(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return new LogFile(file.toUri().toString(), name, Files.size(file), Codec.NONE, "otp", "UTC", null, "n1");
    }

    private static Segment segment(long from, long to, int boot, String version, int... clientPorts) {
        return new Segment(from, to, boot, Long.MIN_VALUE, version, clientPorts, NONE);
    }

    private DataFrameReader reader(ReadFile... files) throws IOException {
        var list = new org.apache.hadoop.fs.Path(folder.resolve("list.jsonl").toUri());
        ArchiveFile.write(list, List.of(files), CONF);
        return SPARK.read().format("ejabberd").option("archive", list.toString());
    }

    private static List<String> sorted(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Row::toString).sorted().toList();
    }

    @Test
    void recordsInSegmentsAreRowsWithWhatTheListSays() throws IOException {
        LogFile a = log(
                "a.log", "text before\n" + lines("10:00:00", "a", "10:00:01", "b", "10:00:02", "c", "10:00:03", "d"));
        LogFile b = log("b.log", lines("10:00:00", "e"));
        LogFile none = log("none.log", lines("10:00:00", "f"));
        int start = "text before\n".length();
        var rows = reader(
                        new ReadFile(
                                a,
                                4,
                                2,
                                true,
                                List.of(
                                        segment(0, start + LENGTH, 7, null),
                                        new Segment(
                                                start + 2L * LENGTH,
                                                start + 3L * LENGTH,
                                                8,
                                                Long.MIN_VALUE,
                                                "23.01",
                                                new int[] {5222, 5223},
                                                new int[] {5269}))),
                        new ReadFile(b, 5, 0, false, List.of(segment(0, Long.MAX_VALUE, -1, "2.1", 5222))),
                        new ReadFile(none, 6, 1, false, List.of()))
                .load();
        assertThat(rows.schema().fieldNames())
                .endsWith(
                        "layout",
                        "log",
                        "boot",
                        "file_order",
                        "version",
                        "doubled",
                        "console",
                        "client_ports",
                        "other_ports");
        assertThat(sorted(rows.selectExpr(
                        "message",
                        "node",
                        "file",
                        "log",
                        "boot",
                        "file_order",
                        "version",
                        "doubled",
                        "console",
                        "concat_ws(' ', transform(client_ports, p -> string(p)))",
                        "concat_ws(' ', transform(other_ports, p -> string(p)))")))
                .containsExactly(
                        "[a,n1,a.log,4,7,2,null,true,false,,]",
                        "[c,n1,a.log,4,8,2,23.01,true,false,5222 5223,5269]",
                        "[e,n1,b.log,5,-1,0,2.1,false,false,5222,]");
        assertThat(sorted(rows.groupBy("client_ports").count()))
                .containsExactly("[ArraySeq(),1]", "[ArraySeq(5222),1]", "[ArraySeq(5222, 5223),1]");
        assertThat(rows.count()).isEqualTo(3);
    }

    @Test
    void theTimeIsThatOfTheDayThatTheLogHasComeTo() throws IOException {
        LogFile file = log("a.log", lines("23:59:58", "a", "23:59:59", "b", "00:00:00", "c", "22:00:00", "d"));
        long day = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2020-04-30T00:00:00Z"));
        var rows = reader(new ReadFile(
                        file,
                        0,
                        0,
                        false,
                        List.of(
                                segment(0, LENGTH, 0, null),
                                new Segment(LENGTH, Long.MAX_VALUE, 0, day, null, NONE, NONE))))
                .load();
        assertThat(sorted(rows.selectExpr("message", "string(ts)")))
                .containsExactly(
                        "[a,2020-04-29 23:59:58]",
                        "[b,2020-04-30 00:00:00]",
                        "[c,2020-04-29 00:00:00]",
                        "[d,2020-04-29 22:00:00]");
        var tomorrow =
                rows.where("ts >= timestamp'2020-04-30' and level = 'info'").select("message");
        assertThat(tomorrow.queryExecution().executedPlan().toString())
                .doesNotContain("Filter (")
                .contains("ejabberd archive");
        assertThat(sorted(tomorrow)).containsExactly("[b]");
    }

    @Test
    void anySplitsGiveTheSameRows() throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            text.append(lines("10:00:00", Character.toString('a' + i % 26)));
        }
        LogFile plain = log("a.log", text.toString());
        Path packed = folder.resolve("b.log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        LogFile gzip = new LogFile(
                packed.toUri().toString(), "b.log.gz", Files.size(packed), Codec.GZIP, "otp", "UTC", null, null);
        List<Segment> segments = List.of(
                segment(LENGTH, 50L * LENGTH, 0, null),
                segment(50L * LENGTH, 90L * LENGTH, 1, "1"),
                segment(150L * LENGTH, 160L * LENGTH, 2, "2"));
        ReadFile[] files = {new ReadFile(plain, 0, 0, false, segments), new ReadFile(gzip, 1, 0, false, segments)};
        var whole = reader(files).load().drop("client_ports", "other_ports");
        assertThat(whole.count()).isEqualTo(2 * 99);
        for (long size : List.of(70L, 1000L, 5000L)) {
            var split = reader(files).option("splitSize", size).load().drop("client_ports", "other_ports");
            assertThat(sorted(split)).isEqualTo(sorted(whole));
        }
    }

    /** What breaks a file that was whole is no damage that may be passed over. */
    @Test
    void aFileThatBreaksOnlyNow() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(lines("10:00:00", "a").getBytes(StandardCharsets.UTF_8));
        }
        Path file = folder.resolve("a.log.gz");
        Files.write(file, Arrays.copyOf(packed.toByteArray(), packed.size() - 4)); // without its length
        LogFile log = new LogFile(
                file.toUri().toString(), "a.log.gz", Files.size(file), Codec.GZIP, "otp", "UTC", null, null);
        List<Segment> segments = List.of(segment(0, LENGTH, 0, null));
        assertThat(reader(new ReadFile(log, 0, 0, false, true, segments)).load().count())
                .isEqualTo(1);
        assertThatThrownBy(() ->
                        reader(new ReadFile(log, 0, 0, false, segments)).load().count())
                .hasStackTraceContaining("a.log.gz cannot be read to its end: truncated gzip file");
    }

    /** A task gets the segments that its own splits may hold records of, and no others. */
    @Test
    void aTaskKnowsOnlyItsOwnFiles() throws IOException {
        LogFile file = log("a.log", "x".repeat(100));
        List<Segment> segments = List.of(segment(0, 10, 0, null), segment(10, 60, 1, null), segment(95, 100, 2, null));
        var read = new ReadFile(file, 0, 0, false, segments);
        var partitions = new Input(List.of(file), Map.of(file, read)).partitions(new SplitPlanner(10, true, 1, CONF));
        assertThat(partitions).hasSize(7).allSatisfy(p -> assertThat(((EjabberdPartition) p).splits())
                .singleElement()
                .satisfies(s -> assertThat(s.wanted().segments()).hasSize(1)));
    }

    @Test
    void recordsThatMayBeEvents() throws IOException {
        LogFile file = log(
                "a.log",
                lines(
                        "10:00:00",
                        "(tls|<0.5.0>) Opened c2s session for a@b/c",
                        "10:00:01",
                        "nothing",
                        "10:00:02",
                        "ours: a@b/c"));
        var reader = reader(new ReadFile(file, 0, 0, false, List.of(segment(0, Long.MAX_VALUE, 0, null))))
                .option("records", "events");
        assertThat(sorted(reader.load().select("message")))
                .containsExactly("[(tls|<0.5.0>) Opened c2s session for a@b/c]");
        Path ours = folder.resolve("ours.tsv");
        Files.writeString(
                ours,
                """
                event\tfirst_version\tlast_version\tmodule\tlevel\tformat\targuments\texample
                client_disconnected\t\t\tejabberd_c2s\tinfo\tours: ~ts\tjid\tours: a@b/c
                """);
        assertThat(reader.option("messages", ours.toString()).load().count()).isEqualTo(2);
    }

    @Test
    void anEmptyListAndNoList() throws IOException {
        assertThat(reader().load().count()).isZero();
        assertThatThrownBy(() -> SPARK.read()
                        .format("ejabberd")
                        .option("archive", folder + "/no.jsonl")
                        .load()
                        .count())
                .hasStackTraceContaining("no.jsonl");
    }
}
