package org.hangup.jobs.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hangup.jobs.events.EventRow.closed;
import static org.hangup.jobs.events.EventRow.event;
import static org.hangup.jobs.events.EventRow.opened;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.hangup.jobs.TestSpark;
import org.hangup.jobs.archive.LoggedBoot;
import org.hangup.jobs.archive.LoggedDays;
import org.hangup.jobs.connections.BuildFacts;
import org.hangup.jobs.connections.Connections;
import org.hangup.jobs.connections.Fact;
import org.hangup.jobs.connections.Facts;
import org.hangup.jobs.connections.FoldedConnection;
import org.hangup.jobs.people.Privacy;
import org.junit.jupiter.api.Test;

/** Events that print another id than their connection's find it, and all are folded in the order of the log. */
class IdentitiesTest {
    private static final String CLOSE = "romeo@example.net/home: Stream reset by peer";

    /** The columns that {@link Gathering} reads. */
    private static final StructType PACKED = new StructType()
            .add("log", DataTypes.IntegerType)
            .add("boot", DataTypes.IntegerType)
            .add("file_order", DataTypes.IntegerType)
            .add("file", DataTypes.BinaryType)
            .add("console", DataTypes.BooleanType)
            .add("old", DataTypes.BooleanType)
            .add("event", DataTypes.BinaryType);

    private final List<Row> packed = new ArrayList<>();

    @Test
    void aLineOfTheProcessBelongsToTheIdThatAnotherLineOfItNames() {
        line("<0.2.0>", "websocket|<0.1.0>", opened(1, "romeo", "example.net", "home"));
        line("<0.2.0>", null, event(Kind.XML_RECEIVED, 2));
        line("<0.2.0>", "websocket|<0.1.0>", closed(3, CLOSE));

        assertThat(connections(true)).containsExactly("websocket|<0.1.0>: opened 1, received 2, ended 3");
        assertThat(connections(false)).containsExactly("websocket|<0.1.0>: opened 1, ended 3");
    }

    @Test
    void eventsThatWereNamedByOthersStandBetweenThoseThatNameThemselves() {
        line("<0.2.0>", null, event(Kind.XML_RECEIVED, 1));
        line("<0.2.0>", "websocket|<0.1.0>", opened(2, "romeo", "example.net", "home"));
        line("<0.2.0>", null, event(Kind.XML_SENT, 3).with(EventText.REASON, "ping"));
        line("<0.9.0>", "tcp|<0.9.0>", opened(4, "juliet", "example.net", "balcony"));
        line("<0.2.0>", null, event(Kind.XML_RECEIVED, 5));
        line("<0.2.0>", null, event(Kind.XML_SENT, 6).with(EventText.REASON, "ping"));
        line("<0.2.0>", "websocket|<0.1.0>", closed(7, CLOSE));

        // by hand: the ping of 3 was answered at 5, that of 6 was not
        assertThat(connections(true))
                .containsExactly("tcp|<0.9.0>: opened 4", "websocket|<0.1.0>: opened 2, received 5, pinged 6, ended 7");
    }

    @Test
    void aProcessThatServesAnotherConnectionLaterIsOfEachInItsTime() {
        line("<0.2.0>", "websocket|<0.1.0>", opened(1, "romeo", "example.net", "home"));
        line("<0.2.0>", null, event(Kind.XML_RECEIVED, 2));
        line("<0.2.0>", "websocket|<0.1.0>", closed(3, CLOSE));
        line("<0.2.0>", "websocket|<0.5.0>", opened(4, "romeo", "example.net", "home"));
        line("<0.2.0>", null, event(Kind.XML_RECEIVED, 5));
        line("<0.2.0>", "websocket|<0.5.0>", closed(6, CLOSE));

        assertThat(connections(true))
                .containsExactly(
                        "websocket|<0.1.0>: opened 1, received 2, ended 3",
                        "websocket|<0.5.0>: opened 4, received 5, ended 6");
    }

    /** A line of the process, with the connection's id if it prints one. */
    private void line(String pid, String connection, EventRow row) {
        var out = new BytesOut();
        out.text(bytes(connection));
        out.text(null);
        out.text(bytes(pid));
        row.event().write(out, 0, 0);
        packed.add(RowFactory.create(0, 0, 0, bytes("ejabberd.log"), false, false, out.toArray()));
    }

    /** @param aliased whether the log is known to call a connection by several ids */
    private List<String> connections(boolean aliased) {
        SparkSession spark = TestSpark.session();
        List<Integer> logs = aliased ? List.of(0) : List.of();
        var plan = new EventPlan("", 0, 0, ZoneOffset.UTC, List.of(), 0, logs, List.of(), List.of(), Privacy.none());
        var counts = new EventCounts();
        spark.sparkContext().register(counts);
        var failures = new AcceptFailures();
        spark.sparkContext().register(failures);
        Dataset<Row> lines = spark.createDataFrame(packed, PACKED).coalesce(1);
        Dataset<Row> gathered = new Events(spark, plan).gathered(lines, counts, failures, kept -> {});
        var boot = new LoggedBoot(
                bytes("ejabberd.log"),
                bytes(""),
                bytes("a@one"),
                null,
                LoggedBoot.End.NONE,
                null,
                Facts.NONE,
                LoggedDays.NONE,
                new long[0]);
        Broadcast<BuildFacts> build = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .broadcast(new BuildFacts(
                        ZoneOffset.UTC, new int[] {0}, 86_400_000_000L, new LoggedBoot[][] {{boot}}, List.of()));
        return Connections.folded(gathered, 1, build).select("id", "facts").collectAsList().stream()
                .map(IdentitiesTest::told)
                .sorted()
                .toList();
    }

    private static String told(Row row) {
        var in = new BytesIn().of((byte[]) row.get(1));
        Facts facts = FoldedConnection.read(in, new Words()).facts();
        var said = new StringJoiner(", ", new String((byte[]) row.get(0), UTF_8) + ": ", "");
        tell(said, facts, "opened", Fact.OPENED_AT);
        tell(said, facts, "received", Fact.RECEIVED_AT);
        tell(said, facts, "pinged", Fact.PING_AT);
        tell(said, facts, "ended", Fact.END_AT);
        return said.toString();
    }

    private static void tell(StringJoiner said, Facts facts, String what, Fact at) {
        if (facts.has(at)) {
            said.add(what + " " + facts.get(at) / EventRow.SECOND);
        }
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }
}
