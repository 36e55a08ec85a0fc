package org.hangup.jobs.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.hangup.jobs.archive.LocalClock;

/**
 * Packed events, in the order of their files, in; gathered ones out: rows of {@link Events#GATHERED}. Of logs in which
 * a connection has several names, events that do not print its own, and lines that print two of them, come out one by
 * one with all that {@link Identities} needs to know.
 */
final class Gathering implements Iterator<Row> {
    /** What a line names, and what it says, for {@link Identities}. */
    static final StructType NAMED = new StructType()
            .add("straight", DataTypes.BooleanType) // the event itself goes its own way: only its names count
            .add("pid", DataTypes.StringType)
            .add("connection", DataTypes.StringType)
            .add("receiver", DataTypes.StringType)
            .add("e_kind", DataTypes.IntegerType)
            .add("e_at", DataTypes.LongType)
            .add("e_user", DataTypes.StringType)
            .add("e_server", DataTypes.StringType)
            .add("e_resource", DataTypes.StringType)
            .add("e_ip", DataTypes.StringType)
            .add("e_reason", DataTypes.StringType)
            .add("e_text", DataTypes.StringType);

    static final StructType SCHEMA = Events.GATHERED.add("named", NAMED);

    private static final int LOG = 0;
    private static final int BOOT = 1;
    private static final int FILE_ORDER = 2;
    private static final int FILE = 3;
    private static final int CONSOLE = 4;
    private static final int OLD = 5;
    private static final int EVENT = 6;

    private static final byte[] NO_BYTES = {};

    private final Iterator<Row> rows;
    private final EventCounts counts;
    private final AcceptFailures failures;
    private final FailedAccepts failedAccepts = new FailedAccepts();
    private final LocalClock clock;
    private final Set<Integer> aliased;
    private final Fragments fragments = new Fragments();
    /** Null where names stay. */
    private final PrivateEvents people;

    private final ConnectionEvent event = new ConnectionEvent();
    private final BytesIn in = new BytesIn();
    private final BytesOut single = new BytesOut();
    /** What the last line that printed both made of a process. */
    private final Map<String, String> targets = new HashMap<>();

    /** The addresses of which a process said that they are blocked. */
    private final Map<String, byte[]> blocked = new HashMap<>();

    private Iterator<Row> ready = Collections.emptyIterator();
    private Row pending;
    private byte[] file;
    private int bootNow;
    private long first;
    private long found;

    Gathering(Iterator<Row> rows, EventPlan plan, EventCounts counts, AcceptFailures failures) {
        this.rows = rows;
        this.counts = counts;
        this.failures = failures;
        this.clock = new LocalClock(plan.zone());
        this.aliased = new HashSet<>(plan.namedOtherwise());
        this.people = plan.privacy().isNone() ? null : new PrivateEvents(plan.privacy());
    }

    @Override
    public boolean hasNext() {
        while (!ready.hasNext()) {
            Row row = pending == null ? nextEvent() : pending;
            pending = null;
            if (file == null) {
                if (row == null) {
                    return false;
                }
                begin(row);
            } else if (row == null || !fragments.isOf(row.getInt(LOG), (byte[]) row.get(FILE))) {
                pending = row;
                endFile();
                continue;
            }
            take(row, row.getInt(LOG));
            if (!ready.hasNext() && fragments.isFull()) {
                ready = fragments.takeAll();
            }
        }
        return true;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.next();
    }

    /** The next record that is an event of a connection; null if there is none. */
    private Row nextEvent() {
        while (rows.hasNext()) {
            Row row = rows.next();
            if (!row.isNullAt(EVENT)) {
                return row;
            }
        }
        return null;
    }

    private void begin(Row row) {
        file = (byte[]) row.get(FILE);
        fragments.file(row.getInt(LOG), file);
        targets.clear();
        blocked.clear();
        found = 0;
    }

    private void endFile() {
        if (found > 0) {
            counts.add(new EventCounts.Piece(new String(file, UTF_8), first, found));
        }
        failedAccepts.endFile(failures);
        ready = fragments.takeAll();
        file = null;
    }

    private void take(Row row, int log) {
        int boot = row.getInt(BOOT);
        byte[] packed = (byte[]) row.get(EVENT);
        in.of(packed);
        boolean own = in.find();
        int ownFrom = in.from;
        int ownTo = in.to;
        boolean receiver = in.find();
        int receiverFrom = in.from;
        int receiverTo = in.to;
        boolean pid = in.find();
        int pidFrom = in.from;
        int pidTo = in.to;
        event.at = 0;
        event.offset = 0;
        event.file = file;
        event.read(in);
        event.order = ConnectionEvent.order(clock.day(event.at), row.getInt(FILE_ORDER));
        if (event.kind == Kind.ACCEPT_FAILED) {
            failedAccepts.add(log, boot, clock.day(event.at), event);
            return;
        }
        if (found++ == 0) {
            first = event.offset;
        }
        if (event.kind == Kind.OVERLOADED) {
            takeOverloaded(log, boot, own ? text(packed, ownFrom, ownTo) : null);
            return;
        }
        byte[] ids = packed;
        if (people != null) {
            people.apply(event);
            byte[] other = own ? people.id(packed, ownFrom, ownTo) : null;
            if (other != null) {
                ids = other;
                ownFrom = 0;
                ownTo = other.length;
            }
        }
        if (aliased.contains(log)) {
            if (boot != bootNow) {
                bootNow = boot;
                targets.clear();
                blocked.clear();
            }
            String connection = own ? text(ids, ownFrom, ownTo) : null;
            String process = pid ? text(packed, pidFrom, pidTo) : null;
            String other = receiver ? text(packed, receiverFrom, receiverTo) : null;
            blocked(connection, process);
            if (event.kind == Kind.CRASHED && row.getBoolean(CONSOLE) && row.getBoolean(OLD)) {
                // its connection's lines print sockets: which of them it is cannot be told, and it is one of them
                event.set(EventText.TEXT, NO_BYTES, 0, 0);
            }
            boolean namesProcess = event.kind == Kind.SESSION_SID || event.kind == Kind.CRASHED;
            boolean straight = own && !namesProcess && !row.getBoolean(CONSOLE);
            if (!straight || isNews(connection, process, other, row.getBoolean(OLD))) {
                ready = Collections.singleton(named(log, boot, straight, process, connection, other))
                        .iterator();
            }
            if (!straight) {
                return;
            }
        }
        if (own) {
            fragments.add(boot, ids, ownFrom, ownTo, event);
        } else if (event.kind != Kind.ACCEPTED && pid) {
            fragments.add(boot, packed, pidFrom, pidTo, event);
        }
    }

    /**
     * One event for each of the processes that the record names.
     *
     * @param one the only one; null: those of the lines {@code ** <0.5.0>: msgs = ...}
     */
    private void takeOverloaded(int log, int boot, String one) {
        String list = text(EventText.TEXT);
        event.clear();
        List<Row> rows = new ArrayList<>();
        for (String line : one != null
                ? List.of(one)
                : list == null ? List.<String>of() : list.lines().toList()) {
            int end = line.indexOf('>') + 1;
            int begin = one != null ? 0 : line.startsWith("** <") ? "** ".length() : end;
            if (begin < end && aliased.contains(log)) {
                rows.add(named(log, boot, false, null, line.substring(begin, end), null));
            } else if (begin < end) {
                byte[] id = line.substring(begin, end).getBytes(UTF_8);
                fragments.add(boot, id, 0, id.length, event);
            }
        }
        if (!rows.isEmpty()) {
            ready = rows.iterator();
        }
    }

    /** A process that fails while it says that an address is blocked is of that address (14.12). */
    private void blocked(String connection, String process) {
        if (event.kind == Kind.BLACKLISTED && connection == null && process != null && event.has(EventText.IP)) {
            blocked.put(process, event.text(EventText.IP));
        } else if (event.kind == Kind.CRASHED && blocked.containsKey(connection)) {
            byte[] ip = blocked.get(connection);
            event.set(EventText.IP, ip, 0, ip.length);
        }
    }

    /** A line that prints two names of its connection, if it is the first to do so; an accept whose address a block may name. */
    private boolean isNews(String connection, String pid, String receiver, boolean old) {
        if (event.kind == Kind.ACCEPTED) {
            return old;
        }
        boolean news = pid != null && !pid.equals(connection) && !connection.equals(targets.put(pid, connection));
        boolean more = receiver != null
                && !receiver.equals(connection)
                && !connection.equals(targets.put(receiver, connection));
        return news || more;
    }

    private Row named(int log, int boot, boolean straight, String pid, String connection, String receiver) {
        single.clear();
        event.write(single, 0, 0);
        Row names = RowFactory.create(
                straight,
                pid,
                connection,
                receiver,
                (int) event.kind.code(),
                event.at,
                text(EventText.USER),
                text(EventText.SERVER),
                text(EventText.RESOURCE),
                text(EventText.IP),
                text(EventText.REASON),
                text(EventText.TEXT));
        byte[] bytes = straight ? null : single.toArray();
        return RowFactory.create(0L, log, boot, null, event.order, event.offset, file, bytes, names);
    }

    private String text(EventText text) {
        byte[] bytes = event.text(text);
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    private static String text(byte[] b, int from, int to) {
        return new String(b, from, to - from, UTF_8);
    }
}
