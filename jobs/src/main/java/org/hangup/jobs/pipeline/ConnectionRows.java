package org.hangup.jobs.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.hangup.jobs.exchange.Hash;
import org.hangup.jobs.exchange.RowReader;
import org.hangup.jobs.exchange.RowWriter;

/**
 * The rows in which connections travel to the task that has all of their user: {@code hash, server, user}, then the place
 * in the logs {@code day, log, file, offset}, and all that is known of the connection. Sorted as bytes, those of a user
 * stand together in the order of each log, day by day. Connections of nobody stand alone.
 *
 * <p>Marks stand before a user's connections: what the user's last sessions of earlier days were.
 */
final class ConnectionRows {
    private static final long SEED = 0x4A49_44L;
    private static final int MARK = 0;
    private static final int CONNECTION = 1;
    /** Behind each part of what an id is made of. */
    private static final int END = 1;

    private static final byte[] NO_TEXT = {};
    private static final int HEX_DIGITS = 32;
    private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);

    private final LoggedBoot[][] boots;
    private final RowWriter row = new RowWriter();
    private final RowWriter name = new RowWriter();
    private final MessageDigest digest;

    ConnectionRows(BuildPlan plan) {
        boots = plan.boots();
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The row of a connection; written over by the next one. */
    RowWriter row(int log, int boot, byte[] id, FoldedConnection connection) {
        Facts facts = connection.facts();
        boolean bound = facts.is(Fact.BOUND);
        boolean somebody = bound || facts.has(Fact.USER);
        byte[] user = somebody ? facts.text(Fact.USER) : null;
        byte[] server = somebody ? facts.text(Fact.SERVER) : null;
        row.clear();
        row.sortable(somebody ? Hash.of(user, Hash.of(server, SEED)) : EventRows.hash(log, boot, id, 0, id.length));
        row.text(server);
        row.text(user);
        row.put(CONNECTION);
        boolean opened = facts.has(Fact.OPEN_ORDER);
        long order = facts.get(opened ? Fact.OPEN_ORDER : Fact.FIRST_ORDER);
        row.sortable((int) (order >>> 32));
        row.sortable(log);
        row.sortable((int) order);
        row.sortable(facts.get(opened ? Fact.OPEN_OFFSET : Fact.FIRST_OFFSET));
        row.sortable(boot);
        row.text(id);
        row.text(connectionId(boots[log][boot], id, facts));
        facts.write(row);
        for (FoldedConnection.Snapshot snapshot : connection.snapshots()) {
            row.number(snapshot.fromDay());
            row.number(snapshot.toDay());
            snapshot.facts().write(row);
        }
        return row;
    }

    /** Writes what a user's last session of an earlier day was, for the one that follows it. */
    static void mark(RowWriter row, byte[] server, byte[] user, EndedSession ended) {
        row.sortable(Hash.of(user, Hash.of(server, SEED)));
        row.text(server);
        row.text(user);
        row.put(MARK);
        row.sortable(ended.settledAt());
        row.text(ended.id());
        row.number(ended.closedAt());
        row.text(ended.cause().getBytes(UTF_8));
    }

    /** What a row holds: a connection, or a mark; the other is null. */
    record Content(UserConnection connection, EndedSession mark) {}

    /** Goes over hash, server and user. */
    static void skipUser(RowReader in) {
        in.skip(Long.BYTES);
        in.find();
        in.find();
    }

    /** Reads a row behind its user. */
    static Content read(RowReader in, Words words) {
        return in.get() == MARK ? new Content(null, readMark(in)) : new Content(readConnection(in, words), null);
    }

    private static EndedSession readMark(RowReader in) {
        long settledAt = in.sortableLong();
        byte[] id = in.text();
        return new EndedSession(id, in.number(), settledAt, new String(in.text(), UTF_8));
    }

    private static UserConnection readConnection(RowReader in, Words words) {
        int day = in.sortableInt();
        int log = in.sortableInt();
        in.skip(Integer.BYTES + Long.BYTES);
        int boot = in.sortableInt();
        byte[] id = in.text();
        byte[] connectionId = in.text();
        Facts facts = Facts.read(in, words);
        List<FoldedConnection.Snapshot> snapshots = in.hasMore() ? new ArrayList<>() : List.of();
        while (in.hasMore()) {
            snapshots.add(new FoldedConnection.Snapshot((int) in.number(), (int) in.number(), Facts.read(in, words)));
        }
        return new UserConnection(day, log, boot, id, connectionId, new FoldedConnection(facts, snapshots));
    }

    /** A name that does not depend on how files are called today: 32 hexadecimal digits. */
    private byte[] connectionId(LoggedBoot boot, byte[] id, Facts facts) {
        name.clear();
        part(boot.logName());
        part(boot.id());
        part(id);
        name.decimal(facts.get(Fact.FIRST_AT));
        name.put(END);
        byte[] ip = facts.text(Fact.FIRST_IP);
        part(ip == null ? NO_TEXT : ip);
        if (facts.has(Fact.FIRST_PORT)) {
            name.decimal(facts.get(Fact.FIRST_PORT));
        }
        name.put(END);
        name.decimal(facts.number(Fact.ORDINAL));
        digest.update(name.bytes(), 0, name.size());
        byte[] hash = digest.digest();
        byte[] hex = new byte[HEX_DIGITS];
        for (int i = 0; i < HEX_DIGITS / 2; i++) {
            hex[2 * i] = HEX[(hash[i] >>> 4) & 15];
            hex[2 * i + 1] = HEX[hash[i] & 15];
        }
        return hex;
    }

    private void part(byte[] text) {
        name.raw(text, 0, text.length);
        name.put(END);
    }
}
