package org.hangup.jobs.connections;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.hangup.jobs.archive.LocalClock;
import org.hangup.jobs.archive.LoggedBoot;
import org.hangup.jobs.events.BytesIn;
import org.hangup.jobs.events.BytesOut;
import org.hangup.jobs.events.ConnectionEvent;
import org.hangup.jobs.events.Kind;

/** Gathered events, sorted by id and place, in; rows of {@link Connections#SCHEMA} out. It holds one connection at a time. */
final class Folding implements Iterator<Row> {
    private static final int LOG = 1;
    private static final int BOOT = 2;
    private static final int ID = 3;
    private static final int ORDER = 4;
    private static final int FILE = 6;
    private static final int EVENTS = 7;

    private final Iterator<Row> rows;
    private final BuildFacts build;
    private final LocalClock clock;
    private final ConnectionFold fold = new ConnectionFold(this::made);
    private final ConnectionIds ids;
    private final ForgottenFacts forgotten;
    private final List<Piece> open = new ArrayList<>();
    private final Deque<Piece> free = new ArrayDeque<>();
    private final BytesOut out = new BytesOut();
    private final Deque<Row> ready = new ArrayDeque<>();

    private int log;
    private int boot;
    private byte[] id = {};
    private boolean ended;

    Folding(Iterator<Row> rows, BuildFacts build) {
        this.rows = rows;
        this.build = build;
        this.clock = new LocalClock(build.zone());
        this.ids = new ConnectionIds(build.key());
        this.forgotten = new ForgottenFacts(build.reasons());
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && !ended) {
            if (rows.hasNext()) {
                read(rows.next());
            } else {
                endId();
                ended = true;
            }
        }
        return !ready.isEmpty();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    private void read(Row row) {
        byte[] its = (byte[]) row.get(ID);
        if (log != row.getInt(LOG) || boot != row.getInt(BOOT) || !Arrays.equals(id, its)) {
            endId();
            log = row.getInt(LOG);
            boot = row.getInt(BOOT);
            id = its;
            fold.reset(id);
        }
        Piece piece = free.isEmpty() ? new Piece() : free.remove();
        piece.begin(row);
        foldBefore(piece);
        open.add(piece);
    }

    private void endId() {
        foldBefore(null);
        fold.finish();
    }

    /** Folds the events of the open pieces that stand before another one, in the order of the log; all, if that is null. */
    private void foldBefore(Piece limit) {
        while (!open.isEmpty()) {
            Piece first = open.get(0);
            for (int i = 1; i < open.size(); i++) {
                first = open.get(i).isBefore(first) ? open.get(i) : first;
            }
            if (limit != null && !first.isBefore(limit)) {
                return;
            }
            fold.add(first.event);
            if (!first.next()) {
                open.remove(first);
                free.add(first);
            }
        }
    }

    /** A row of events that is being read. Rows of an id mostly follow each other; one that was named by others may stand within another. */
    private final class Piece {
        final ConnectionEvent event = new ConnectionEvent();
        private final BytesIn in = new BytesIn();
        private int fileOrder;

        void begin(Row row) {
            fileOrder = (int) row.getLong(ORDER);
            event.file = (byte[]) row.get(FILE);
            event.at = 0;
            event.offset = 0;
            in.of((byte[]) row.get(EVENTS));
            next();
        }

        /** Goes to the next event; false if there is none. */
        boolean next() {
            if (!in.hasMore()) {
                return false;
            }
            event.read(in);
            event.order =
                    event.kind == Kind.CARRIED ? Long.MIN_VALUE : ConnectionEvent.order(clock.day(event.at), fileOrder);
            return true;
        }

        boolean isBefore(Piece other) {
            return event.order != other.event.order
                    ? event.order < other.event.order
                    : event.offset < other.event.offset;
        }
    }

    private void made(FoldedConnection connection) {
        if (connection.isOne()) {
            ready.add(row(connection));
        }
    }

    private Row row(FoldedConnection folded) {
        LoggedBoot its = build.boot(log, boot);
        String connectionId = folded.facts().has(Fact.CONNECTION_ID)
                ? folded.facts().string(Fact.CONNECTION_ID)
                : ids.of(its, id, folded.facts());
        FoldedConnection connection = forgotten.takenOut(folded, connectionId);
        Facts facts = connection.facts();
        boolean opened = facts.has(Fact.OPEN_ORDER);
        boolean bound = facts.is(Fact.BOUND);
        out.clear();
        connection.write(out);
        return RowFactory.create(
                connectionId,
                log,
                boot,
                id,
                bound && facts.has(Fact.USER) ? facts.string(Fact.USER) : connectionId,
                facts.string(Fact.SERVER),
                facts.string(Fact.RESOURCE),
                bound,
                facts.get(opened ? Fact.OPEN_ORDER : Fact.FIRST_ORDER),
                facts.get(opened ? Fact.OPEN_OFFSET : Fact.FIRST_OFFSET),
                facts.get(facts.has(Fact.OPENED_AT) ? Fact.OPENED_AT : Fact.FIRST_AT),
                facts.is(Fact.RESUMES),
                facts.isOver() || facts.is(Fact.SETTLED),
                facts.orNull(Fact.LOST_AT),
                facts.get(Fact.LAST_AT),
                facts.text(Fact.OPEN_FILE),
                facts.has(Fact.LOCAL_PORT) ? facts.number(Fact.LOCAL_PORT) : null,
                facts.is(Fact.CLIENT),
                facts.number(Fact.LAST_DAY),
                bound ? session(connectionId, its, facts) : null,
                out.toArray());
    }

    private static Row session(String connectionId, LoggedBoot boot, Facts facts) {
        if (!facts.has(Fact.SESSION_ID)) {
            return RowFactory.create(
                    connectionId,
                    new String(boot.node(), UTF_8),
                    facts.string(Fact.IP),
                    facts.orNull(Fact.OPENED_AT),
                    1,
                    false,
                    null,
                    null,
                    null);
        }
        return RowFactory.create(
                facts.string(Fact.SESSION_ID),
                facts.string(Fact.SESSION_NODE),
                facts.string(Fact.SESSION_FIRST_IP),
                facts.orNull(Fact.SESSION_OPENED_AT),
                facts.number(Fact.SESSION_CONNECTIONS),
                true,
                facts.string(Fact.PREVIOUS_SESSION_ID),
                facts.orNull(Fact.PREVIOUS_CLOSED_AT),
                facts.string(Fact.PREVIOUS_CAUSE));
    }
}
