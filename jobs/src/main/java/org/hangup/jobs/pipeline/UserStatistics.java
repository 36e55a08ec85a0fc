package org.hangup.jobs.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hangup.jobs.exchange.RowSink;

/**
 * Counts the disconnections of one user after the other. Those by user are complete here; of the others the parts go on
 * to the task that has all of their row. Since all connections of a user pass here, different users are just counted.
 */
final class UserStatistics {
    /** Disconnections of one user that are held before their parts are sent on. */
    private static final int MANY = 50_000;
    /** Lengths and names that are held of the groups by cause. */
    private static final int FULL = 1_000_000;

    private static final Comparator<Disconnection> BY_GROUP = UserStatistics::compareGroups;
    private static final Comparator<Disconnection> BY_IP = UserStatistics::compareIps;
    private static final Comparator<Disconnection> BY_IP_AND_GROUP = (one, other) -> {
        int order = compareIps(one, other);
        return order != 0 ? order : compareGroups(one, other);
    };
    private static final byte[] NO_ADDRESS = {};

    private final StatisticsTables tables;
    private final RowSink parts;
    private final int many;
    private final int full;
    private final TallyRows rows = new TallyRows();
    /** By cause: few groups, over all users. */
    private final Map<CauseGroup, Tally> causes = new HashMap<>();
    /** By user, for connections of nobody. */
    private final Map<Names.Text, Tally> nobody = new HashMap<>();

    private int held;

    private final List<Disconnection> ofUser = new ArrayList<>();
    /** Groups in which a user with very many disconnections has been counted. */
    private final Set<Names.Text> counted = new HashSet<>();

    private boolean cut;
    private byte[] user;
    private byte[] server;

    private static int compareGroups(Disconnection one, Disconnection other) {
        int order = Long.compare(one.hour(), other.hour());
        order = order != 0 ? order : Integer.compare(one.date(), other.date());
        order = order != 0 ? order : one.why().cause().compareTo(other.why().cause());
        order = order != 0 ? order : Boolean.compare(one.established(), other.established());
        return order != 0 || one.node() == other.node() ? order : Arrays.compare(one.node(), other.node());
    }

    private static int compareIps(Disconnection one, Disconnection other) {
        return Arrays.compare(one.ip(), other.ip());
    }

    /** @param parts gets the parts of rows that other tasks finish: {@link TallyRows} */
    UserStatistics(StatisticsTables tables, RowSink parts) {
        this(tables, parts, MANY, FULL);
    }

    /**
     * @param many disconnections of one user that are held
     * @param full lengths and names that are held of the groups by cause
     */
    UserStatistics(StatisticsTables tables, RowSink parts, int many, int full) {
        this.tables = tables;
        this.parts = parts;
        this.many = many;
        this.full = full;
    }

    /** The disconnections to come are of this user: another array for each; null if nothing tells whose they are. */
    void user(byte[] name, byte[] host) {
        user = name;
        server = host;
    }

    void add(Disconnection d) {
        ofUser.add(d);
        if (ofUser.size() >= many) {
            cut = true;
            count();
        }
    }

    void endUser() {
        count();
        cut = false;
        counted.clear();
        if (held > full) {
            send();
        }
    }

    /** Sends what is left. */
    void end() {
        send();
    }

    private void send() {
        causes.forEach((group, tally) -> parts.add(rows.row(rows.byCause(group.of, group.server), tally)));
        causes.clear();
        nobody.forEach((group, tally) -> parts.add(rows.row(group.bytes(), tally)));
        nobody.clear();
        held = 0;
    }

    private void count() {
        sort(BY_GROUP);
        for (int from = 0, to; from < ofUser.size(); from = to) {
            to = end(from, BY_GROUP);
            byUser(from, to);
        }
        sort(BY_IP_AND_GROUP);
        for (int from = 0, to; from < ofUser.size(); from = to) {
            to = end(from, BY_IP);
            byIp(from, to);
        }
        ofUser.forEach(this::byCause);
        ofUser.clear();
    }

    private void sort(Comparator<Disconnection> order) {
        if (ofUser.size() > 1) {
            ofUser.sort(order);
        }
    }

    /** The place behind the last one that is equal to the one at {@code from}. */
    private int end(int from, Comparator<Disconnection> order) {
        int to = from + 1;
        while (to < ofUser.size() && order.compare(ofUser.get(from), ofUser.get(to)) == 0) {
            to++;
        }
        return to;
    }

    private void byUser(int from, int to) {
        Disconnection group = ofUser.get(from);
        if (user == null) {
            Tally tally = nobody.computeIfAbsent(new Names.Text(rows.byUser(group, null, server)), key -> new Tally());
            ofUser.subList(from, to).forEach(d -> add(tally, d.durationMs(), d.ip(), d.resource()));
            return;
        }
        Tally tally = tally(from, to);
        if (cut) {
            parts.add(rows.row(rows.byUser(group, user, server), tally));
        } else {
            tables.byUser(group, user, server, tally);
        }
    }

    /** One row for all groups of an address. */
    private void byIp(int from, int to) {
        byte[] ip = ofUser.get(from).ip();
        rows.begin(ip == null ? NO_ADDRESS : ip);
        for (int first = from, next; first < to; first = next) {
            next = Math.min(to, end(first, BY_GROUP));
            Tally tally = new Tally();
            ofUser.subList(first, next).forEach(d -> tally.add(d.durationMs(), null, null));
            byte[] group = rows.byIp(ofUser.get(first));
            if (isNewIn(group)) {
                tally.addUser(user);
            }
            rows.add(group, tally);
        }
        parts.add(rows.end());
    }

    private void byCause(Disconnection d) {
        Tally tally = causes.computeIfAbsent(new CauseGroup(d, server), group -> new Tally());
        add(tally, d.durationMs(), d.ip(), null);
        if (user != null) {
            tally.addUser(user);
        }
    }

    private Tally tally(int from, int to) {
        Tally tally = new Tally();
        ofUser.subList(from, to).forEach(d -> tally.add(d.durationMs(), d.ip(), d.resource()));
        return tally;
    }

    /** Adds to a tally that is held. */
    private void add(Tally tally, long durationMs, byte[] ip, byte[] resource) {
        int before = tally.size();
        tally.add(durationMs, ip, resource);
        held += tally.size() - before;
    }

    private boolean isNewIn(byte[] group) {
        return user != null && (!cut || counted.add(new Names.Text(group)));
    }
}
