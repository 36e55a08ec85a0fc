package org.hangup.jobs.pipeline;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.hangup.event.ReasonTable;

/**
 * {@code hangup.settle(facts, around, causes)}: when and why a connection ended, when that was decided, and the same of
 * its session. {@code causes} is the text of an operator's own reason table, empty for none.
 */
public final class SettleFunction implements UnboundFunction, ScalarFunction<InternalRow> {
    static final String NAME = "settle";
    /** Stands between the texts of several reason tables. */
    static final String NEXT_TABLE = "\u001e";

    static final StructType SCHEMA = new StructType()
            .add("settled_at", DataTypes.LongType)
            .add("ended_at", DataTypes.LongType)
            .add("file", DataTypes.StringType)
            .add("offset", DataTypes.LongType)
            .add("closed_at", DataTypes.LongType)
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

    private static volatile Known known = new Known(UTF8String.EMPTY_UTF8, new Judge(ReasonTable.builtIn()));

    /** The judge for the reason table of this text; compiled once. */
    private record Known(UTF8String causes, Judge judge) {}

    /** Called from generated code. */
    public static InternalRow invoke(InternalRow factsRow, InternalRow aroundRow, UTF8String causes) {
        var facts = Facts.look(factsRow);
        var around = Around.of(aroundRow);
        var judge = judge(causes);
        var verdict = judge.onConnection(facts, around);
        var session = judge.onSession(facts, around, verdict);
        var end = end(facts, around);
        return new GenericInternalRow(new Object[] {
            settledAt(facts, around),
            end == null ? null : end.at(),
            end == null ? null : end.file(),
            end == null ? null : end.offset(),
            closedAt(facts, around),
            text(verdict.cause()),
            text(verdict.subcause()),
            text(verdict.endedBy()),
            text(verdict.confidence()),
            verdict.reason(),
            text(session.cause()),
            text(session.subcause()),
            text(session.endedBy()),
            text(session.confidence()),
            session.reason()
        });
    }

    private static Judge judge(UTF8String causes) {
        var now = known;
        if (!now.causes().equals(causes)) {
            now = new Known(causes.copy(), new Judge(tables(causes)));
            known = now;
        }
        return now.judge();
    }

    private static ReasonTable tables(UTF8String causes) {
        return causes.numBytes() == 0
                ? ReasonTable.builtIn()
                : ReasonTable.with(List.of(causes.toString().split(NEXT_TABLE, -1)));
    }

    /** The time of the record that decides the row; null while nothing does. */
    private static Long settledAt(Facts facts, Around around) {
        if (!facts.is(Fact.BOUND)) {
            long silentAt = facts.time(Fact.LAST_AT) + ConnectionFold.SILENCE;
            boolean silent = around.logLastAt() != null && silentAt <= around.logLastAt();
            Long settled = around.bootSettledAt();
            return silent && (settled == null || silentAt < settled) ? (Long) silentAt : settled;
        }
        if (Judge.isClosed(facts) || Judge.ends(facts, Kind.ACCEPTED)) {
            return facts.time(Fact.END_AT);
        }
        if ((around.resumed() || around.displaced()) && around.next() != null) {
            return around.next().at();
        }
        return facts.has(Fact.END_KIND) ? (Long) facts.time(Fact.END_AT) : around.bootSettledAt();
    }

    /** When the connection ended, and the record that says so. */
    private static Around.Mark end(Facts facts, Around around) {
        if (!facts.is(Fact.BOUND)) {
            return facts.mark(Fact.LAST_AT, Fact.LAST_FILE, Fact.LAST_OFFSET);
        }
        if (facts.has(Fact.LOST_AT)) {
            return facts.mark(Fact.LOST_AT, Fact.LOST_FILE, Fact.LOST_OFFSET);
        }
        if (facts.has(Fact.END_KIND)) {
            return facts.mark(Fact.END_AT, Fact.END_FILE, Fact.END_OFFSET);
        }
        return around.resumed() || around.displaced() ? around.next() : around.end();
    }

    /** When the session ended; null for one that goes on. */
    private static Long closedAt(Facts facts, Around around) {
        if (!facts.is(Fact.BOUND) || around.resumed()) {
            return null;
        }
        if (facts.has(Fact.END_KIND)) {
            return facts.time(Fact.END_AT);
        }
        var end = around.displaced() ? around.next() : around.end();
        return end == null ? null : (Long) end.at();
    }

    private static UTF8String text(String value) {
        return UTF8String.fromString(value);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String canonicalName() {
        return "org.hangup.jobs." + NAME;
    }

    @Override
    public String description() {
        return NAME + "(facts, around, causes): when and why a connection and its session ended";
    }

    @Override
    public BoundFunction bind(StructType inputType) {
        return this;
    }

    @Override
    public DataType[] inputTypes() {
        return new DataType[] {Fact.SCHEMA, Around.SCHEMA, DataTypes.StringType};
    }

    @Override
    public DataType resultType() {
        return SCHEMA;
    }

    @Override
    public InternalRow produceResult(InternalRow input) {
        return invoke(
                input.getStruct(0, Fact.ALL.length), input.getStruct(1, Around.SCHEMA.size()), input.getUTF8String(2));
    }
}
