package org.hangup.jobs.pipeline;

import java.util.Locale;
import org.hangup.jobs.publish.DayWriters;
import org.hangup.jobs.publish.TableFiles;
import org.hangup.jobs.publish.TableRow;

/** Writes the rows of sessions. */
@SuppressWarnings("EnumOrdinal")
final class SessionTable {
    private static final String NAME = "sessions";

    private final DayWriters writers;
    private final BuildPlan plan;
    private final Texts texts;
    private final int[] columns;

    SessionTable(TableFiles files, BuildPlan plan, Texts texts) {
        this.plan = plan;
        this.texts = texts;
        writers = files.table(NAME);
        columns = new int[Column.ALL.length];
        for (Column column : Column.ALL) {
            columns[column.ordinal()] = writers.schema().column(column.name().toLowerCase(Locale.ROOT));
        }
    }

    private enum Column {
        SESSION_ID,
        NODE,
        USER,
        SERVER,
        RESOURCE,
        FIRST_IP,
        LAST_IP,
        OPENED_AT,
        CLOSED_AT,
        DURATION_MS,
        CONNECTIONS,
        RESUMPTIONS,
        CAUSE,
        SUBCAUSE,
        ENDED_BY,
        CONFIDENCE,
        REASON,
        VERSION,
        SETTLED_AT,
        PREVIOUS_SESSION_ID,
        PREVIOUS_CLOSED_AT,
        PREVIOUS_CAUSE,
        RECONNECT_MS;

        static final Column[] ALL = values();
    }

    /** Writes the session that a settled connection ended, under the day on which that was settled. */
    void write(Settled settled) {
        UserConnection last = settled.connection;
        UserSession session = last.session;
        Settlement s = settled.settlement;
        var writer = writers.on(settled.date);
        TableRow row = writer.row();
        set(row, Column.SESSION_ID, session.id);
        set(row, Column.NODE, session.node);
        set(row, Column.USER, last.facts.text(Fact.USER));
        set(row, Column.SERVER, last.facts.text(Fact.SERVER));
        set(row, Column.RESOURCE, last.facts.text(Fact.RESOURCE));
        set(row, Column.FIRST_IP, session.firstIp);
        set(row, Column.LAST_IP, last.facts.text(Fact.IP));
        set(row, Column.OPENED_AT, session.openedAt);
        set(row, Column.CLOSED_AT, s.closedAt());
        long length = millis(session.openedAt, s.closedAt());
        set(row, Column.DURATION_MS, length == Facts.NONE ? length : Math.max(0, length));
        set(row, Column.CONNECTIONS, last.place);
        set(row, Column.RESUMPTIONS, last.place - 1L);
        set(row, Column.CAUSE, texts.of(s.session().cause()));
        set(row, Column.SUBCAUSE, texts.of(s.session().subcause()));
        set(row, Column.ENDED_BY, texts.of(s.session().endedBy()));
        set(row, Column.CONFIDENCE, texts.of(s.session().confidence()));
        set(row, Column.REASON, s.session().reason());
        set(row, Column.VERSION, plan.boot(last).version());
        set(row, Column.SETTLED_AT, s.settledAt());
        EndedSession previous = session.previous;
        if (previous != null) {
            set(row, Column.PREVIOUS_SESSION_ID, previous.id());
            set(row, Column.PREVIOUS_CLOSED_AT, previous.closedAt());
            set(row, Column.PREVIOUS_CAUSE, texts.of(previous.cause()));
            set(row, Column.RECONNECT_MS, millis(previous.closedAt(), session.openedAt));
        }
        writer.write();
    }

    private static long millis(long from, long to) {
        return from == Facts.NONE || to == Facts.NONE ? Facts.NONE : (to - from) / 1000;
    }

    private void set(TableRow row, Column column, long value) {
        row.set(columns[column.ordinal()], value);
    }

    private void set(TableRow row, Column column, byte[] value) {
        row.set(columns[column.ordinal()], value);
    }
}
