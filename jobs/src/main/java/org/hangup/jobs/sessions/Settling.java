package org.hangup.jobs.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF8;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.hangup.jobs.archive.LocalClock;
import org.hangup.jobs.archive.Place;
import org.hangup.jobs.connections.BuildFacts;
import org.hangup.jobs.connections.ConnectionFold;
import org.hangup.jobs.connections.Fact;
import org.hangup.jobs.connections.Facts;
import org.hangup.jobs.events.BytesIn;
import org.hangup.jobs.events.Words;

/**
 * The UDF {@code settle(facts, log, boot, next_at, next_in, next_offset, next_resumes, elsewhere)}: when and why a connection ended, and
 * its session: {@link Settlement} as a struct.
 */
final class Settling implements UDF8<byte[], Integer, Integer, Long, byte[], Long, Boolean, Long, Row> {
    private static final long serialVersionUID = 1L;

    /** Times in microseconds since the epoch, UTC; days since 1970-01-01. */
    static final StructType SCHEMA = new StructType()
            .add("day", DataTypes.IntegerType) // of settled_at; NULL if it is not settled before the build's end
            .add("first_day", DataTypes.IntegerType) // of its first record
            .add("hour", DataTypes.LongType) // when the local hour of ended_at began
            .add("settled_at", DataTypes.LongType)
            .add("ended_at", DataTypes.LongType)
            .add("file", DataTypes.StringType)
            .add("offset", DataTypes.LongType)
            .add("duration_ms", DataTypes.LongType)
            .add("closed_at", DataTypes.LongType)
            .add("told_at", DataTypes.LongType) // NULL also where the session is not told to have ended
            .add("told_by_opening", DataTypes.BooleanType)
            .add("resumed", DataTypes.BooleanType)
            .add("by_time", DataTypes.BooleanType) // a line of it may still come, and changes nothing
            .add("late", DataTypes.BooleanType) // the same, shortly behind midnight
            .add("provisional", DataTypes.BooleanType) // its log ends so soon that a report may still explain it
            .add("cause", DataTypes.StringType)
            .add("subcause", DataTypes.StringType)
            .add("ended_by", DataTypes.StringType)
            .add("confidence", DataTypes.StringType)
            .add("reason", DataTypes.StringType)
            .add("session_cause", DataTypes.StringType)
            .add("session_subcause", DataTypes.StringType)
            .add("session_ended_by", DataTypes.StringType)
            .add("session_confidence", DataTypes.StringType)
            .add("session_reason", DataTypes.StringType);

    private final Broadcast<BuildFacts> build;
    private transient Work work;

    Settling(Broadcast<BuildFacts> build) {
        this.build = build;
    }

    /** What one task uses again and again. */
    private static final class Work {
        final BuildFacts build;
        final LocalClock clock;
        final Judge judge;
        final BytesIn in = new BytesIn();
        final Words words = new Words();

        Work(BuildFacts build) {
            this.build = build;
            clock = new LocalClock(build.zone());
            judge = new Judge(build.reasons());
        }
    }

    @Override
    public Row call(
            byte[] folded,
            Integer log,
            Integer boot,
            Long nextAt,
            byte[] nextIn,
            Long nextOffset,
            Boolean nextResumes,
            Long elsewhere) {
        if (work == null) {
            work = new Work(build.value());
        }
        Facts facts = Facts.read(work.in.of(folded), work.words);
        if (facts.is(Fact.SETTLED)) {
            return null;
        }
        Place next = nextAt == null ? null : new Place(nextAt, nextIn, nextOffset);
        boolean resumes = nextResumes != null && nextResumes;
        if (facts.has(Fact.NEXT_AT)) {
            next = facts.place(Fact.NEXT_AT, Fact.NEXT_FILE, Fact.NEXT_OFFSET);
            resumes = false;
        }
        Around around = Around.of(
                facts,
                next,
                resumes,
                elsewhere == null ? Facts.NONE : elsewhere,
                work.build.boot(log, boot),
                work.clock);
        return row(around, Settlement.of(around, work.judge));
    }

    private Row row(Around around, Settlement s) {
        boolean settled = s.settledAt() != Facts.NONE && s.settledAt() < work.build.end();
        Place end = s.end();
        return RowFactory.create(
                settled ? work.clock.day(s.settledAt()) : null,
                work.clock.day(around.facts().get(Fact.FIRST_AT)),
                end == null ? null : work.clock.hour(end.at()),
                number(s.settledAt()),
                end == null ? null : end.at(),
                end == null ? null : text(end.file()),
                end == null ? null : number(end.offset()),
                duration(around.facts(), end),
                number(s.closedAt()),
                settled ? number(s.toldAt()) : null,
                s.toldByOpening(around),
                around.resumed(),
                around.timedOut() != Facts.NONE,
                settled && mayComeLate(around, s),
                settled && Settlement.isProvisional(around),
                s.connection().cause(),
                s.connection().subcause(),
                s.connection().endedBy(),
                s.connection().confidence(),
                text(s.connection().reason()),
                s.session().cause(),
                s.session().subcause(),
                s.session().endedBy(),
                s.session().confidence(),
                text(s.session().reason()));
    }

    /** A close line or a report may come behind the end, on the day after that on which it was settled. */
    private boolean mayComeLate(Around around, Settlement s) {
        Facts facts = around.facts();
        long until = facts.get(Fact.END_AT) + ConnectionFold.LATE_CLOSE;
        return Settlement.isProvisional(around)
                || (Judge.isClosed(facts) && work.clock.day(until) > work.clock.day(s.settledAt()));
    }

    /** Milliseconds from the session's opening on the connection to its end; null if it had none. */
    private static Long duration(Facts facts, Place end) {
        long opened = facts.get(Fact.OPENED_AT);
        return !facts.is(Fact.BOUND) || opened == Facts.NONE || end == null
                ? null
                : Math.max(0, (end.at() - opened) / 1000);
    }

    private static Long number(long value) {
        return value == Facts.NONE ? null : value;
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, UTF_8);
    }
}
