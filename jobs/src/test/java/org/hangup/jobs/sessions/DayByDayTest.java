package org.hangup.jobs.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hangup.jobs.events.EventRow.SECOND;
import static org.hangup.jobs.events.EventRow.closed;
import static org.hangup.jobs.events.EventRow.event;
import static org.hangup.jobs.events.EventRow.gathered;
import static org.hangup.jobs.events.EventRow.opened;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.TestSpark;
import org.hangup.jobs.archive.LoggedBoot;
import org.hangup.jobs.archive.LoggedDays;
import org.hangup.jobs.connections.BuildFacts;
import org.hangup.jobs.connections.Connections;
import org.hangup.jobs.connections.Facts;
import org.hangup.jobs.events.EventRow;
import org.hangup.jobs.events.EventText;
import org.hangup.jobs.events.Events;
import org.hangup.jobs.events.Kind;
import org.hangup.jobs.state.State;
import org.junit.jupiter.api.Test;

/** Days that are built one by one, each from what the one before left, get the same rows as if they were built at once. */
class DayByDayTest {
    private static final int DAYS = 5;
    private static final long DAY = 86_400;
    private static final int USERS = 150;
    private static final String REPLACED = "Stream closed by local host: Replaced by new connection (conflict)";

    /** Every column of a session and of its last connection that is not the place of a record. */
    private static final String[] COLUMNS = {
        "date",
        "id",
        "user",
        "resource",
        "opened_at",
        "ended_at",
        "cause",
        "subcause",
        "resumed",
        "settled_at",
        "session_id",
        "session_opened_at",
        "closed_at",
        "place",
        "session_cause",
        "session_subcause",
        "previous_session_id",
        "previous_closed_at",
        "previous_cause",
        "ends_session"
    };

    private final SparkSession spark = TestSpark.session();
    /** By id, all events of one connection. */
    private final Map<String, List<EventRow>> events = new TreeMap<>();

    @Test
    void madeUpLivesOfManyUsers() {
        var random = new Random(7);
        for (int user = 0; user < USERS; user++) {
            live(random, "u" + user);
        }

        List<String> atOnce = rows(build(days(0, DAYS - 1), gatheredOf(0, DAYS - 1), null, null));
        List<String> oneByOne = new ArrayList<>();
        List<Row> left = List.of();
        Dataset<Row> known = null;
        for (int day = 0; day < DAYS; day++) {
            List<Row> input = new ArrayList<>(left);
            input.addAll(gatheredOf(day, day));
            Dataset<Row> staged = build(days(day, day), input, known, day);
            oneByOne.addAll(rows(staged));
            left = State.open(staged).collectAsList().stream()
                    .map(row -> Events.carried(0, 0, row.getAs("id"), row.getAs("facts")))
                    .map(DayByDayTest::withoutNames)
                    .toList();
            Dataset<Row> ended = staged.where("ends_session AND told_at IS NOT NULL AND date IS NOT NULL")
                    .selectExpr(
                            "user AS owner",
                            "server",
                            "struct(told_at, unix_micros(closed_at) AS closed_at, session_cause AS cause, session_id AS id,"
                                    + " false AS told_by_opening) AS ended");
            known = known == null ? ended : known.union(ended);
        }
        oneByOne.sort(null);

        assertThat(atOnce).hasSizeGreaterThan(USERS * 5);
        assertThat(without(oneByOne, atOnce)).as("only day by day").isEqualTo(without(atOnce, oneByOne));
        assertThat(oneByOne).hasSameSizeAs(atOnce);
    }

    private static List<String> without(List<String> rows, List<String> others) {
        return rows.stream().filter(row -> !others.contains(row)).toList();
    }

    private static Row withoutNames(Row row) {
        return org.apache.spark.sql.RowFactory.create(
                IntStream.range(0, Events.GATHERED.size()).mapToObj(row::get).toArray());
    }

    /** Connections of two resources one after the other, each with another course; only what waits is resumed. */
    private void live(Random random, String user) {
        for (String resource : List.of("phone", "tablet")) {
            long at = 1_000L + random.nextInt(80_000);
            long waitsFrom = Long.MAX_VALUE;
            while (at < DAYS * DAY) {
                String id = "%s %s %06d".formatted(user, resource, at);
                long end = at + 1 + random.nextInt(60_000);
                String jid = user + "@example.net/" + resource + ": ";
                List<EventRow> all = new ArrayList<>();
                all.add(
                        at > waitsFrom && random.nextBoolean()
                                ? event(Kind.RESUMED, at).jid(user, "example.net", resource)
                                : opened(at, user, "example.net", resource));
                int course = random.nextInt(6);
                waitsFrom = course == 3 ? end : Long.MAX_VALUE;
                switch (course) {
                    case 0, 1 -> all.add(closed(end, jid + "Stream reset by peer"));
                    case 2 -> all.add(closed(end, jid + REPLACED));
                    case 3 -> all.add(loss(end, jid));
                    case 4 -> {
                        all.add(loss(end, jid));
                        all.add(closed(end + 300, jid + REPLACED));
                    }
                    default -> {}
                }
                events.put(id, all);
                at += 10 + random.nextInt(100_000);
            }
        }
    }

    private static EventRow loss(long at, String jid) {
        return event(Kind.WAITING, at).with(EventText.TEXT, jid + "Connection failed: connection closed");
    }

    private static int[] days(int first, int last) {
        return IntStream.rangeClosed(first, last).toArray();
    }

    /** The events of some days. */
    private List<Row> gatheredOf(int first, int last) {
        List<Row> rows = new ArrayList<>();
        events.forEach((id, all) -> {
            EventRow[] ofDays = all.stream()
                    .filter(row -> row.event().at / SECOND / DAY >= first && row.event().at / SECOND / DAY <= last)
                    .toArray(EventRow[]::new);
            if (ofDays.length > 0) {
                rows.add(gathered(0, 0, id, ofDays));
            }
        });
        return rows;
    }

    /** @param from the first day of the log that is read, null for all */
    private Dataset<Row> build(int[] days, List<Row> gathered, Dataset<Row> known, Integer from) {
        long[] begins = IntStream.range(from == null ? 0 : from, DAYS + 2)
                .mapToLong(day -> day * DAY * SECOND)
                .toArray();
        long[] ends = Arrays.stream(begins).map(at -> at + DAY * SECOND - 1).toArray();
        byte[] name = "ejabberd.log".getBytes(UTF_8);
        var boot = new LoggedBoot(
                name,
                new byte[0],
                "a@one".getBytes(UTF_8),
                null,
                LoggedBoot.End.NONE,
                null,
                Facts.NONE,
                new LoggedDays(begins, begins, ends),
                new long[0]);
        var facts = new BuildFacts(
                ZoneOffset.UTC,
                days,
                (days[days.length - 1] + 1) * DAY * SECOND,
                new LoggedBoot[][] {{boot}},
                List.of());
        Broadcast<BuildFacts> build =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(facts);
        Dataset<Row> folded = Connections.folded(spark.createDataFrame(gathered, Events.GATHERED), 1, build);
        Dataset<Row> settled = SettledRows.of(folded, known, false, 1, build);
        return spark.createDataFrame(settled.collectAsList(), settled.schema());
    }

    private static List<String> rows(Dataset<Row> staged) {
        List<String> rows = new ArrayList<>();
        staged.where("date IS NOT NULL")
                .withColumn("id", org.apache.spark.sql.functions.expr("CAST(id AS STRING)"))
                .selectExpr("CAST(struct(" + String.join(", ", COLUMNS) + ") AS STRING)")
                .collectAsList()
                .forEach(row -> rows.add(row.getString(0)));
        rows.sort(null);
        return rows;
    }
}
