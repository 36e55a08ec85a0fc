package org.hangup.jobs.pipeline;

import java.util.Locale;
import org.hangup.jobs.publish.DayWriters;
import org.hangup.jobs.publish.TableFiles;
import org.hangup.jobs.publish.TableRow;
import org.hangup.jobs.publish.TableWriter;

/** Writes the rows of connections, and of open_connections, which have the same columns but those of an end. */
@SuppressWarnings("EnumOrdinal")
final class ConnectionTable {
    private final DayWriters writers;
    private final BuildPlan plan;
    private final Texts texts;
    private final int[] columns = new int[Column.ALL.length];

    private ConnectionTable(TableFiles files, String table, Column last, BuildPlan plan, Texts texts) {
        this.plan = plan;
        this.texts = texts;
        writers = files.table(table);
        for (Column column : Column.ALL) {
            if (column.compareTo(last) <= 0) {
                columns[column.ordinal()] =
                        writers.schema().column(column.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    private enum Column {
        CONNECTION_ID,
        SESSION_ID,
        NODE,
        TRANSPORT,
        IP,
        PORT,
        USER,
        SERVER,
        RESOURCE,
        TRIED_USER,
        ACCEPTED_AT,
        AUTHENTICATED_AT,
        OPENED_AT,
        AUTH_MECHANISM,
        AUTH_BACKEND,
        AUTH_FAILURES,
        ESTABLISHED,
        VERSION,
        ENDED_AT,
        DURATION_MS,
        RESUMED,
        CAUSE,
        SUBCAUSE,
        ENDED_BY,
        CONFIDENCE,
        REASON,
        SETTLED_AT,
        FILE,
        OFFSET;

        static final Column[] ALL = values();
    }

    static ConnectionTable ofSettled(TableFiles files, BuildPlan plan, Texts texts) {
        return new ConnectionTable(files, "connections", Column.OFFSET, plan, texts);
    }

    static ConnectionTable ofOpen(TableFiles files, BuildPlan plan, Texts texts) {
        return new ConnectionTable(files, "open_connections", Column.VERSION, plan, texts);
    }

    /** Writes a settled connection under the day on which it was settled. */
    void write(Settled settled) {
        UserConnection c = settled.connection;
        TableWriter writer = writers.on(settled.date);
        TableRow row = writer.row();
        fill(row, c, c.facts, c.session);
        Settlement s = settled.settlement;
        Around.Mark end = s.end();
        if (end != null) {
            set(row, Column.ENDED_AT, end.at());
            set(row, Column.FILE, end.file());
            set(row, Column.OFFSET, end.offset());
        }
        set(row, Column.DURATION_MS, settled.durationMs());
        row.set(columns[Column.RESUMED.ordinal()], settled.resumed);
        set(row, Column.CAUSE, texts.of(s.connection().cause()));
        set(row, Column.SUBCAUSE, texts.of(s.connection().subcause()));
        set(row, Column.ENDED_BY, texts.of(s.connection().endedBy()));
        set(row, Column.CONFIDENCE, texts.of(s.connection().confidence()));
        set(row, Column.REASON, s.connection().reason());
        set(row, Column.SETTLED_AT, s.settledAt());
        writer.write();
    }

    /** Writes a connection as it stood at the end of a day, in days since 1970-01-01. */
    void write(UserConnection c, Facts then, int day) {
        TableWriter writer = writers.on(day);
        fill(writer.row(), c, then, then.is(Fact.BOUND) ? c.session : null);
        writer.write();
    }

    private void fill(TableRow row, UserConnection c, Facts facts, UserSession session) {
        LoggedBoot boot = plan.boot(c);
        boolean tried = !facts.has(Fact.AUTHENTICATED_AT) && !facts.is(Fact.BOUND);
        set(row, Column.CONNECTION_ID, c.connectionId);
        set(row, Column.SESSION_ID, session == null ? null : session.id);
        set(row, Column.NODE, boot.node());
        set(row, Column.TRANSPORT, facts.text(Fact.TRANSPORT));
        set(row, Column.IP, facts.text(Fact.IP));
        set(row, Column.PORT, facts.get(Fact.PORT));
        set(row, Column.USER, facts.text(Fact.USER));
        set(row, Column.SERVER, facts.text(Fact.SERVER));
        set(row, Column.RESOURCE, facts.text(Fact.RESOURCE));
        set(row, Column.TRIED_USER, tried ? facts.text(Fact.TRIED_USER) : null);
        set(row, Column.ACCEPTED_AT, facts.get(Fact.ACCEPTED_AT));
        set(row, Column.AUTHENTICATED_AT, facts.get(Fact.AUTHENTICATED_AT));
        set(row, Column.OPENED_AT, facts.get(Fact.OPENED_AT));
        set(row, Column.AUTH_MECHANISM, facts.text(Fact.AUTH_MECHANISM));
        set(row, Column.AUTH_BACKEND, facts.text(Fact.AUTH_BACKEND));
        set(row, Column.AUTH_FAILURES, facts.number(Fact.AUTH_FAILURES));
        row.set(columns[Column.ESTABLISHED.ordinal()], facts.has(Fact.OPENED_AT));
        set(row, Column.VERSION, boot.version());
    }

    private void set(TableRow row, Column column, long value) {
        row.set(columns[column.ordinal()], value);
    }

    private void set(TableRow row, Column column, byte[] value) {
        row.set(columns[column.ordinal()], value);
    }
}
