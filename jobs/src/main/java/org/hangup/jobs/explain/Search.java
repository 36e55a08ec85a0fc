package org.hangup.jobs.explain;

import static org.apache.parquet.filter2.predicate.FilterApi.binaryColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.eq;
import static org.apache.parquet.filter2.predicate.FilterApi.or;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.io.api.Binary;

/**
 * Finds the rows of what is asked about. The tables are sorted by server and user, so a user's rows lie in few pages. Whoever asks by anything else
 * is first told the users, from a column or two of all rows; only the pages of these users are then read whole.
 */
final class Search {
    private static final Set<String> CONNECTION = Set.of(
            "connection_id",
            "session_id",
            "node",
            "transport",
            "ip",
            "port",
            "user",
            "server",
            "resource",
            "tried_user",
            "accepted_at",
            "authenticated_at",
            "opened_at",
            "ended_at",
            "resumed",
            "cause",
            "subcause",
            "ended_by",
            "confidence",
            "reason",
            "client",
            "settled_at",
            "file",
            "offset",
            "lost_at");
    private static final Set<String> SESSION = Set.of(
            "session_id",
            "user",
            "server",
            "resource",
            "opened_at",
            "closed_at",
            "settled_at",
            "cause",
            "subcause",
            "ended_by",
            "confidence",
            "reason",
            "previous_cause",
            "reconnect_ms");
    /** A test of more users than this takes longer than it spares. */
    private static final int MANY_USERS = 200;

    private final PublishedTables tables;
    private final Range range;
    private final NavigableSet<LocalDate> days;
    private final NavigableSet<LocalDate> lastDay;

    /**
     * What was found.
     *
     * @param days those that were looked at
     */
    record Found(List<Connection> connections, List<Session> sessions, NavigableSet<LocalDate> days) {}

    private Search(PublishedTables tables, Range range) throws IOException {
        this.tables = tables;
        this.range = range;
        this.days = new TreeSet<>(tables.days("connections"));
        days.removeIf(day -> !range.holds(day, tables.zone()));
        this.lastDay = days.isEmpty() ? days : new TreeSet<>(Set.of(days.last()));
    }

    /** All that is told of the subject in the range; what is open, as it was at the end of the range's last day. */
    static Found of(Subject subject, Range range, PublishedTables tables) throws IOException {
        Search search = new Search(tables, range);
        if (subject instanceof Subject.User user) {
            return search.user(user);
        }
        if (subject instanceof Subject.Address address) {
            return search.address(address);
        }
        return search.connection((Subject.ConnectionId) subject);
    }

    private Found user(Subject.User user) throws IOException {
        FilterPredicate named = anyOf("user", user.names());
        var connections = connections(
                FilterCompat.get(or(named, anyOf("tried_user", user.names()))), row -> user.is(Name.of(row)));
        return new Found(
                connections, sessions(FilterCompat.get(named), row -> user.is(Name.of(row)), connections), days);
    }

    private Found address(Subject.Address address) throws IOException {
        Binary one = Binary.fromString(address.words());
        Predicate<TableRow> test = address.isOne() ? row -> row.has("ip", one) : row -> address.holds(row.text("ip"));
        FilterCompat.Filter users = users(found(Set.of("ip", "user"), test));
        var connections = connections(users, test);
        return new Found(connections, sessions(users, row -> true, connections), days);
    }

    private Found connection(Subject.ConnectionId subject) throws IOException {
        Binary id = Binary.fromString(subject.id());
        List<TableRow> rows = found(
                Set.of("connection_id", "session_id", "user"),
                row -> row.has("connection_id", id) || row.has("session_id", id));
        FilterCompat.Filter users = users(rows);
        Set<String> sessions = rows.stream().map(row -> row.text("session_id")).collect(Collectors.toSet());
        var connections = connections(
                users,
                row -> row.has("connection_id", id)
                        || (row.text("session_id") != null && sessions.contains(row.text("session_id"))));
        return new Found(connections, sessions(users, row -> true, connections), days);
    }

    /** Rows of a few columns of all connections, settled and open. */
    private List<TableRow> found(Set<String> columns, Predicate<TableRow> wanted) throws IOException {
        List<TableRow> rows = new ArrayList<>(tables.rows("connections", days, columns, FilterCompat.NOOP, wanted));
        rows.addAll(tables.rows("open_connections", lastDay, columns, FilterCompat.NOOP, wanted));
        return rows;
    }

    private List<Connection> connections(FilterCompat.Filter filter, Predicate<TableRow> wanted) throws IOException {
        Predicate<TableRow> told = wanted.and(row -> range.touches(row.time("ended_at"), row.time("settled_at")));
        List<Connection> found = new ArrayList<>();
        tables.rows("connections", days, CONNECTION, filter, told).forEach(row -> found.add(Connection.of(row)));
        tables.rows("open_connections", lastDay, CONNECTION, filter, wanted).stream()
                .map(Connection::of)
                .filter(connection -> range.touches(connection.begunAt(), null))
                .forEach(found::add);
        return found;
    }

    /** Rows of the sessions that the connections carried. */
    private List<Session> sessions(FilterCompat.Filter filter, Predicate<TableRow> wanted, List<Connection> connections)
            throws IOException {
        Set<String> carried = connections.stream().map(Connection::sessionId).collect(Collectors.toSet());
        return tables
                .rows("sessions", days, SESSION, filter, wanted.and(row -> carried.contains(row.text("session_id"))))
                .stream()
                .map(Session::of)
                .toList();
    }

    /** Passes the users of the rows; those without one too, if there are such rows. */
    private static FilterCompat.Filter users(List<TableRow> rows) {
        Set<String> users = new TreeSet<>();
        boolean nobody = false;
        for (TableRow row : rows) {
            String user = row.text("user");
            nobody |= user == null;
            if (user != null) {
                users.add(user);
            }
        }
        if (users.size() > MANY_USERS) {
            return FilterCompat.NOOP;
        }
        FilterPredicate test = nobody || users.isEmpty() ? eq(binaryColumn("user"), null) : null;
        for (String user : users) {
            FilterPredicate one = eq(binaryColumn("user"), Binary.fromString(user));
            test = test == null ? one : or(test, one);
        }
        return FilterCompat.get(test);
    }

    private static FilterPredicate anyOf(String column, Set<String> texts) {
        FilterPredicate test = null;
        for (String text : texts) {
            FilterPredicate one = eq(binaryColumn(column), Binary.fromString(text));
            test = test == null ? one : or(test, one);
        }
        return test;
    }
}
