package org.hangup.jobs.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hangup.jobs.events.EventRow.SECOND;
import static org.hangup.jobs.events.EventRow.closed;
import static org.hangup.jobs.events.EventRow.event;
import static org.hangup.jobs.events.EventRow.opened;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
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
import org.hangup.jobs.archive.Place;
import org.hangup.jobs.connections.BuildFacts;
import org.hangup.jobs.connections.Connections;
import org.hangup.jobs.connections.Facts;
import org.hangup.jobs.connections.Folds;
import org.hangup.jobs.events.EventRow;
import org.hangup.jobs.events.EventText;
import org.hangup.jobs.events.Events;
import org.hangup.jobs.events.Kind;
import org.hangup.jobs.state.State;

/**
 * Events of romeo's connections in, settled rows out. Times are seconds since the epoch, in UTC; a connection is called
 * by the id that its lines print, of which each story has its own. What comes out reads
 *
 * <ul>
 *   <li>a session: {@code id opened-closed xCONNECTIONS cause, after PREVIOUS of CLOSED, settled at SECOND}, the last of
 *       these only if it is not the closing;
 *   <li>a connection: {@code id opened-ended cause in SESSION, resumed, settled at SECOND};
 *   <li>one that is open at the end of the last day: {@code id opened- in SESSION, lost SECOND, displaced SECOND}.
 * </ul>
 */
abstract class RomeosHistory {
    static final long DAY = 86_400;
    private static final String USER = "romeo";
    private static final String SERVER = "example.net";
    private static final String JID = USER + "@" + SERVER + "/";
    static final String GONE = "Connection failed: connection closed";
    static final String BYE = "Stream reset by peer";
    static final String REPLACED = "Stream closed by local host: Replaced by new connection (conflict)";
    static final String TIMED_OUT =
            "Stream closed by local host: Timed out waiting for stream resumption (connection-timeout)";

    private static final StructType ENDED = new StructType()
            .add("owner", DataTypes.StringType)
            .add("server", DataTypes.StringType)
            .add("told_at", DataTypes.LongType)
            .add("closed_at", DataTypes.LongType)
            .add("cause", DataTypes.StringType)
            .add("id", DataTypes.StringType);

    private final List<LoggedBoot[]> logs = new ArrayList<>();
    private final List<Row> gathered = new ArrayList<>();
    private final List<Row> ended = new ArrayList<>();
    private Told told;
    /** How many days are built, from the first of 1970 on. */
    private int days = 40;

    /** What the rows say, in the order of their names. */
    record Told(List<String> sessions, List<String> connections, List<String> open) {}

    /** A log, and its boots. */
    void log(LoggedBoot... boots) {
        logs.add(boots);
        told = null;
    }

    void built(int firstDays) {
        days = firstDays;
        told = null;
    }

    /** A boot that goes on, with a record each second. */
    static LoggedBoot runs(String node) {
        return boot(node, LoggedBoot.End.NONE, null, Facts.NONE, everySecond());
    }

    /** The log's last record of the first day and its only one of a later day. */
    static LoggedBoot silent(long last, long next) {
        return boot("a@one", LoggedBoot.End.NONE, null, Facts.NONE, days(last, next));
    }

    static LoggedBoot ends(String node, LoggedBoot.End end, long at, long settledAt) {
        return ends(node, end, at, settledAt, everySecond());
    }

    static LoggedBoot ends(String node, LoggedBoot.End end, long at, long settledAt, LoggedDays days) {
        var place = new Place(at * SECOND, text("ejabberd.log"), 0);
        return boot(node, end, place, settledAt * SECOND, days);
    }

    private static LoggedBoot boot(String node, LoggedBoot.End end, Place mark, long settledAt, LoggedDays days) {
        return new LoggedBoot(
                text("ejabberd.log"), text(""), text(node), null, end, mark, settledAt, days, new long[0]);
    }

    private static LoggedDays everySecond() {
        long[] begins =
                IntStream.range(0, 100).mapToLong(day -> day * DAY * SECOND).toArray();
        return new LoggedDays(
                begins,
                begins,
                Arrays.stream(begins).map(at -> at + DAY * SECOND - 1).toArray());
    }

    /** Days with one record each. */
    static LoggedDays days(long... seconds) {
        long[] at = Arrays.stream(seconds).map(second -> second * SECOND).toArray();
        return new LoggedDays(
                Arrays.stream(seconds)
                        .map(second -> second / DAY * DAY * SECOND)
                        .toArray(),
                at,
                at);
    }

    /** All that the lines of one id say. */
    void connection(String id, int log, int boot, EventRow... events) {
        gathered.add(EventRow.gathered(log, boot, id, events));
        told = null;
    }

    /** A session that ended before the days that are built. */
    void ended(String id, long second) {
        ended.add(RowFactory.create(USER, SERVER, second * SECOND, second * SECOND, "client_closed", id));
    }

    static EventRow carried(Facts facts) {
        return Folds.carried(facts);
    }

    static EventRow opens(long second, String resource) {
        return opened(second, USER, SERVER, resource);
    }

    static EventRow resumes(long second, String resource) {
        return event(Kind.RESUMED, second).jid(USER, SERVER, resource);
    }

    static EventRow loses(long second, String resource) {
        return event(Kind.WAITING, second).with(EventText.TEXT, JID + resource + ": " + GONE);
    }

    static EventRow closes(long second, String resource, String reason) {
        return closed(second, JID + resource + ": " + reason);
    }

    List<String> sessions() {
        return told().sessions();
    }

    List<String> connections() {
        return told().connections();
    }

    List<String> open() {
        return told().open();
    }

    private Told told() {
        if (told == null) {
            told = tell();
        }
        return told;
    }

    private Told tell() {
        SparkSession spark = TestSpark.session();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        int[] built = IntStream.range(0, days).toArray();
        var facts = new BuildFacts(
                ZoneOffset.UTC, built, days * DAY * SECOND, logs.toArray(LoggedBoot[][]::new), List.of());
        Broadcast<BuildFacts> build = context.broadcast(facts);
        Dataset<Row> folded = Connections.folded(spark.createDataFrame(gathered, Events.GATHERED), 1, build);
        Dataset<Row> settled = SettledRows.of(folded, known(spark), severalNodes(), 1, build);
        Dataset<Row> staged = spark.createDataFrame(settled.collectAsList(), settled.schema());
        Map<String, String> names = new HashMap<>();
        staged.select("connection_id", "id")
                .collectAsList()
                .forEach(row -> names.put(row.getString(0), new String((byte[]) row.get(1), UTF_8)));
        Dataset<Row> over = staged.where("date IS NOT NULL");
        Dataset<Row> open = SettledRows.open(State.open(staged).where("open")).where("date = '" + lastDay() + "'");
        var all = new Told(
                lines(SettledRows.sessions(over), row -> session(row, names)),
                lines(over, row -> connection(row, names)),
                lines(open, row -> open(row, names)));
        build.destroy();
        return all;
    }

    private static List<String> lines(Dataset<Row> rows, Function<Row, String> line) {
        return rows.collectAsList().stream().map(line).sorted().toList();
    }

    private String lastDay() {
        return Instant.ofEpochSecond((days - 1) * DAY).toString().substring(0, 10);
    }

    private Dataset<Row> known(SparkSession spark) {
        return ended.isEmpty()
                ? null
                : spark.createDataFrame(ended, ENDED)
                        .selectExpr(
                                "owner",
                                "server",
                                "struct(told_at, closed_at, cause, id, false AS told_by_opening) AS ended");
    }

    private boolean severalNodes() {
        return logs.stream()
                        .flatMap(Arrays::stream)
                        .map(boot -> new String(boot.node(), UTF_8))
                        .distinct()
                        .count()
                > 1;
    }

    private static String connection(Row row, Map<String, String> names) {
        return "%s %s %s%s%s%s"
                .formatted(
                        name(row, "connection_id", names),
                        span(row, "opened_at", "ended_at"),
                        why(row),
                        row.isNullAt(row.fieldIndex("session_id")) ? "" : " in " + name(row, "session_id", names),
                        row.<Boolean>getAs("resumed") ? ", resumed" : "",
                        settled(row, "ended_at"));
    }

    private static String session(Row row, Map<String, String> names) {
        return "%s %s x%d %s%s%s"
                .formatted(
                        name(row, "session_id", names),
                        span(row, "opened_at", "closed_at"),
                        row.<Integer>getAs("connections"),
                        why(row),
                        row.isNullAt(row.fieldIndex("previous_session_id"))
                                ? ""
                                : ", after " + name(row, "previous_session_id", names) + " of "
                                        + second(row, "previous_closed_at"),
                        settled(row, "closed_at"));
    }

    private static String open(Row row, Map<String, String> names) {
        String lost = second(row, "lost_at");
        String displaced = second(row, "displaced_at");
        return "%s %s-%s%s%s"
                .formatted(
                        name(row, "connection_id", names),
                        second(row, "opened_at"),
                        row.isNullAt(row.fieldIndex("session_id")) ? "" : " in " + name(row, "session_id", names),
                        lost.isEmpty() ? "" : ", lost " + lost,
                        displaced.isEmpty() ? "" : ", displaced " + displaced);
    }

    private static String settled(Row row, String end) {
        String settled = second(row, "settled_at");
        return settled.equals(second(row, end)) ? "" : ", settled at " + settled;
    }

    private static String name(Row row, String column, Map<String, String> names) {
        String id = row.getAs(column);
        return names.getOrDefault(id, id);
    }

    private static String why(Row row) {
        String subcause = row.getAs("subcause");
        return subcause == null ? row.getAs("cause") : row.getAs("cause") + "/" + subcause;
    }

    private static String span(Row row, String from, String to) {
        return second(row, from) + "-" + second(row, to);
    }

    private static String second(Row row, String column) {
        java.sql.Timestamp at = row.getAs(column);
        return at == null ? "" : Long.toString(Math.floorDiv(at.getTime(), 1000L));
    }

    static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }
}
