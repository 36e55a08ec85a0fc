package org.hangup.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.hangup.spark.SharedSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source's option {@code rows=events}: what parse_event says of the records. */
class EventRowsTest {
    private static final SparkSession SPARK = SharedSpark.session();
    private static final String LINE = "2020-04-29 10:12:11.123456+00:00 [info] <0.5.0>@ejabberd_c2s:bind/2:450 ";

    @TempDir
    Path folder;

    private static Dataset<Row> events(Path path) {
        return SPARK.read().format("ejabberd").option("rows", "events").load(path.toString());
    }

    /** The same by SQL, from the source's records. */
    private static Dataset<Row> parsed(Path path) {
        return SPARK.read()
                .format("ejabberd")
                .load(path.toString())
                .where("layout is not null")
                .selectExpr("node", "file", "offset", "ts", "pid", "ejabberd.parse_event(message, module) as e")
                .where("e is not null")
                .select("node", "file", "offset", "ts", "pid", "e.*");
    }

    private static void same(Path path) {
        List<Row> events = events(path).orderBy("file", "offset").collectAsList();
        List<Row> parsed = parsed(path).orderBy("file", "offset").collectAsList();
        assertThat(events).as(path.toString()).isNotEmpty().isEqualTo(parsed);
    }

    private static List<Path> corpora(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> below = Files.list(folder)) {
            return below.filter(Files::isDirectory).sorted().toList();
        }
    }

    @Test
    void whatParseEventSaysOfEveryCorpus() throws IOException {
        Path root = Path.of(System.getProperty("hangup.root"));
        List<Path> all = new ArrayList<>(corpora(root.resolve("data")));
        all.addAll(corpora(root.resolve("../shared/corpora")));
        assumeTrue(!all.isEmpty());
        all.forEach(EventRowsTest::same);
    }

    @Test
    void oddBytesAndTextBeforeTheFirstRecord() throws IOException {
        String text = "(tls|<0.5.0>) Opened c2s session for before@b/c\n"
                + LINE + "(tls|<0.5.0>) Opened c2s session for caf?@b/\u044e?\n"
                + LINE + "(tls|<0.5.0>) Opened c2s session for ?\n"
                + LINE + "nothing of the kind\n"
                + LINE + "\n"
                + LINE + "(tls|<0.5.0>) Closing c2s session for \u044e@b/c: ?\nmore\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '?' ? (byte) 0xE9 : bytes[i];
        }
        Files.write(folder.resolve("ejabberd.log"), bytes);
        same(folder);
        assertThat(events(folder).where("resource = '\u044e\ufffd'").count()).isEqualTo(1);
    }

    @Test
    void onlyWantedColumnsFiltersAndOperatorsRows() throws IOException {
        Files.writeString(
                folder.resolve("ejabberd.log"),
                LINE + "(tls|<0.5.0>) Opened c2s session for a@b/c\n"
                        + LINE.replace("10:12", "11:12") + "ours: d@b/c\n"
                        + LINE.replace("ejabberd_c2s", "ejabberd_app")
                        + "ejabberd 23.01 is started in the node 'ejabberd@host' in 4.20s\n");
        assertThat(events(folder).select("user", "event", "event_node", "node", "version").collectAsList().stream()
                        .map(Row::toString))
                .containsExactlyInAnyOrder(
                        "[a,session_opened,null,.,null]", "[null,node_started,ejabberd@host,.,23.01]");
        Path ours = folder.resolve("ours.tsv");
        Files.writeString(
                ours,
                """
                event\tfirst_version\tlast_version\tmodule\tlevel\tformat\targuments\texample
                client_disconnected\t\t\tejabberd_c2s\tinfo\tours: ~ts\tjid\tours: a@b/c
                """);
        var reader = SPARK.read()
                .format("ejabberd")
                .option("rows", "events")
                .option("records", "events")
                .option("messages", ours.toString());
        assertThat(reader.load(folder.toString()).count()).isEqualTo(3);
        assertThat(reader.load(folder.toString())
                        .where("ts > timestamp'2020-04-29 11:00:00'")
                        .select("user")
                        .collectAsList())
                .singleElement()
                .satisfies(row -> assertThat(row.getString(0)).isEqualTo("d"));
    }

    @Test
    void whatIsNoSuchOption() {
        assertThatThrownBy(() ->
                        SPARK.read().format("ejabberd").option("rows", "lines").load(folder.toString()))
                .hasMessageContaining("option rows is records or events, not lines");
        assertThatThrownBy(() -> SPARK.read()
                        .format("ejabberd")
                        .option("rows", "events")
                        .option("archive", "x")
                        .load())
                .hasMessageContaining("rows=events");
    }
}
