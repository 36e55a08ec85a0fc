package org.hangup.jobs.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.hangup.jobs.archive.LocalClock;
import org.hangup.jobs.connections.BuildFacts;
import org.hangup.jobs.connections.Fact;
import org.hangup.jobs.connections.Facts;
import org.hangup.jobs.connections.FoldedConnection;
import org.hangup.jobs.events.BytesIn;
import org.hangup.jobs.events.BytesOut;
import org.hangup.jobs.events.Kind;
import org.hangup.jobs.events.Words;

/**
 * The UDF {@code leave(connection)}: what a connection leaves to the days after each built day: its facts as they stood at the
 * end of the days {@code from} to {@code to}, with its session. Where {@code open} it was not settled then; else time had settled it, or a line may
 * come behind its end.
 */
final class Leaving implements UDF1<Row, Row[]> {
    private static final long serialVersionUID = 1L;

    /** Days since 1970-01-01. */
    static final StructType SCHEMA = new StructType()
            .add("from", DataTypes.IntegerType)
            .add("to", DataTypes.IntegerType)
            .add("open", DataTypes.BooleanType)
            .add("bound", DataTypes.BooleanType)
            .add("provisional", DataTypes.BooleanType) // it was settled at its log's last record, until the log goes on
            .add("displaced_at", DataTypes.LongType)
            .add("until", DataTypes.LongType) // its session was online until then, as far as is told; NULL: it still is
            .add("told", DataTypes.BooleanType) // and that was the session's end
            .add("facts", DataTypes.BinaryType);

    private final Broadcast<BuildFacts> build;
    private transient boolean provisional;
    private transient LocalClock clock;
    private transient BytesIn in;
    private transient BytesOut out;
    private transient Words words;

    Leaving(Broadcast<BuildFacts> build) {
        this.build = build;
    }

    /** @param row the columns {@code facts, log, boot, settled, whole, place, next, previous} of a connection */
    @Override
    public Row[] call(Row row) {
        if (clock == null) {
            clock = new LocalClock(build.value().zone());
            in = new BytesIn();
            out = new BytesOut();
            words = new Words();
        }
        FoldedConnection folded = FoldedConnection.read(in.of(row.getAs("facts")), words);
        List<Row> left = new ArrayList<>();
        Row settled = row.getAs("settled");
        boolean ghost = folded.facts().is(Fact.SETTLED);
        int last = build.value().lastDay();
        Integer date = settled == null ? null : settled.getAs("day");
        if (!ghost) {
            for (FoldedConnection.Snapshot snapshot : folded.snapshots()) {
                add(left, row, snapshot.facts(), snapshot.fromDay(), snapshot.toDay(), true, date);
            }
            int to = date == null ? last : date - 1;
            add(left, row, folded.facts(), folded.facts().number(Fact.LAST_DAY), to, true, date);
        }
        provisional = date != null && (boolean) settled.getAs("provisional");
        int end = endOfGhost(row, folded.facts(), last);
        if (ghost) {
            add(left, row, folded.facts(), Integer.MIN_VALUE, end, false, null);
        } else if (date != null && (boolean) settled.getAs("by_time")) {
            add(left, row, folded.facts(), date, end, false, null);
        } else if (date != null && (boolean) settled.getAs("late")) {
            add(left, row, folded.facts(), date, date, false, null);
        }
        return left.toArray(Row[]::new);
    }

    /** The day behind which nothing of a connection that time has settled can come: its own end, or that of its boot. */
    private int endOfGhost(Row row, Facts facts, int last) {
        int end = last;
        if (facts.has(Fact.END_KIND)) {
            end = Math.min(end, clock.day(facts.get(Fact.END_AT)) - 1);
        }
        long boot = build.value().boot(row.getAs("log"), row.getAs("boot")).settledAt();
        return boot == Facts.NONE ? end : Math.min(end, clock.day(boot) - 1);
    }

    private void add(List<Row> left, Row row, Facts then, int from, int to, boolean open, Integer date) {
        int first = Math.max(from, build.value().days()[0]);
        int last = Math.min(to, date == null ? to : date - 1);
        last = Math.min(last, build.value().lastDay());
        if (first > last) {
            return;
        }
        Facts facts = then.copy();
        if (!open && !facts.endsBy(Kind.REPLACED)) {
            facts.set(Fact.SETTLED, true);
        }
        withSession(facts, row);
        Row next = row.getAs("next");
        boolean opens = next != null && !(boolean) next.getAs("resumes");
        Long displacedAt = null;
        long at =
                facts.has(Fact.NEXT_AT) ? facts.get(Fact.NEXT_AT) : opens ? next.<Long>getAs("opened_at") : Facts.NONE;
        if (open && facts.is(Fact.BOUND) && !facts.has(Fact.END_KIND) && at != Facts.NONE) {
            // it is told from that day on
            int since = clock.day(at);
            if (since > first) {
                add(left, facts, first, Math.min(last, since - 1), open, null);
            }
            if (since > last) {
                return;
            }
            first = Math.max(first, since);
            if (!facts.has(Fact.NEXT_AT)) {
                facts = facts.copy();
                facts.set(Fact.NEXT_AT, at);
                facts.set(Fact.NEXT_FILE, next.<byte[]>getAs("opened_in"));
                facts.set(Fact.NEXT_OFFSET, next.<Long>getAs("offset"));
            }
            displacedAt = facts.has(Fact.LOST_AT) ? null : at;
        }
        add(left, facts, first, last, open, displacedAt);
    }

    private void add(List<Row> left, Facts facts, int from, int to, boolean open, Long displacedAt) {
        out.clear();
        facts.write(out);
        boolean told = facts.has(Fact.END_KIND) && !facts.endsBy(Kind.OLD_STREAM_CLOSED);
        left.add(RowFactory.create(
                from,
                to,
                open,
                facts.is(Fact.BOUND),
                provisional && !open,
                displacedAt,
                until(facts, displacedAt),
                told,
                out.toArray()));
    }

    /** A line of end or loss; else another session of its full JID has taken its place. */
    private static Long until(Facts facts, Long displacedAt) {
        if (facts.has(Fact.END_KIND)) {
            return facts.get(Fact.END_AT);
        }
        return facts.has(Fact.LOST_AT) ? Long.valueOf(facts.get(Fact.LOST_AT)) : displacedAt;
    }

    /** The session that the connection carries, for the day that finds it open. */
    private static void withSession(Facts facts, Row row) {
        Row session = facts.is(Fact.BOUND) ? row.getAs("whole") : null;
        if (session == null) {
            return;
        }
        facts.set(Fact.SESSION_ID, bytes(session.getAs("id")));
        facts.set(Fact.SESSION_NODE, bytes(session.getAs("node")));
        facts.set(Fact.SESSION_FIRST_IP, bytes(session.getAs("first_ip")));
        facts.set(Fact.SESSION_OPENED_AT, number(session.getAs("opened_at")));
        facts.set(Fact.SESSION_CONNECTIONS, (long) row.<Integer>getAs("place"));
        Row previous = row.getAs("previous");
        facts.set(Fact.PREVIOUS_SESSION_ID, previous == null ? null : bytes(previous.getAs("id")));
        facts.set(Fact.PREVIOUS_CLOSED_AT, previous == null ? Facts.NONE : number(previous.getAs("closed_at")));
        facts.set(Fact.PREVIOUS_CAUSE, previous == null ? null : bytes(previous.getAs("cause")));
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }

    private static long number(Long value) {
        return value == null ? Facts.NONE : value;
    }
}
