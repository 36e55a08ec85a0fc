package org.hangup.jobs.pipeline;

import static org.apache.spark.sql.functions.expr;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of the tables, from the settled connections of {@link Sessions}. */
final class Rows {
    private final NavigableSet<LocalDate> days;
    private final ZoneId zone;
    private final long end;

    Rows(NavigableSet<LocalDate> days, ZoneId zone) {
        this.days = days;
        this.zone = zone;
        this.end = Zones.start(days.last().plusDays(1), zone);
    }

    /** All that the tables need, a row a connection, settled within the days or not; {@code date} is NULL if not. */
    Dataset<Row> work(Dataset<Row> settled) {
        String isSettled = "settled.settled_at IS NOT NULL AND settled.settled_at < " + end + "L";
        return settled.select(
                        expr("*"),
                        expr("if(" + isSettled + ", " + Zones.dateOf("settled.settled_at", zone) + ", null)")
                                .as("date"),
                        expr(Zones.dateOf("facts.first_at", zone)).as("first_date"))
                .withColumn(
                        "carry",
                        expr(CARRY.formatted(
                                days.last().toEpochDay(), days.first().toEpochDay())))
                .where("date IN (" + sqlDays() + ") OR carry IS NOT NULL")
                .select(columns(
                        "connection_id",
                        "if(bound, session.id, null) AS session_id",
                        "node",
                        "facts.transport",
                        "facts.ip",
                        "facts.port",
                        "facts.user",
                        "facts.server",
                        "facts.resource",
                        "if(facts.authenticated_at IS NULL AND NOT bound, facts.tried_user, null) AS tried_user",
                        "timestamp_micros(facts.accepted_at) AS accepted_at",
                        "timestamp_micros(facts.authenticated_at) AS authenticated_at",
                        "timestamp_micros(facts.opened_at) AS opened_at",
                        "timestamp_micros(settled.ended_at) AS ended_at",
                        "if(bound, greatest(0, (settled.ended_at - facts.opened_at) div 1000), null) AS duration_ms",
                        "facts.auth_mechanism",
                        "facts.auth_backend",
                        "coalesce(facts.auth_failures, 0) AS auth_failures",
                        "facts.opened_at IS NOT NULL AS established",
                        "resumed",
                        "settled.cause",
                        "settled.subcause",
                        "settled.ended_by",
                        "settled.confidence",
                        "settled.reason",
                        "version",
                        "timestamp_micros(settled.settled_at) AS settled_at",
                        "settled.file",
                        "settled.offset",
                        "date",
                        // what the other tables need
                        "facts.local_port",
                        "coalesce(facts.client, false) AS client",
                        "facts.last_day",
                        "log_name",
                        "boot_id",
                        "id",
                        "session",
                        "session_count",
                        "if(bound AND NOT resumed, struct(settled.closed_at, settled.session_cause AS cause,"
                                + " settled.session_subcause AS subcause, settled.session_ended_by AS ended_by,"
                                + " settled.session_confidence AS confidence, settled.session_reason AS reason), null)"
                                + " AS session_end",
                        "carry"));
    }

    /** The connection as it stood at the end of each day at which it was not settled; NULL if there was none. */
    private static final String CARRY =
            """
            if(date = first_date, null, nullif(filter(concat(snapshots, array(struct(facts.last_day AS from_day,
                coalesce(unix_date(date) - 1, %d) AS to_day, facts))),
                c -> c.to_day >= greatest(c.from_day, %d)), array()))""";

    Dataset<Row> connections(Dataset<Row> work) {
        return built(work)
                .drop(
                        "local_port",
                        "client",
                        "last_day",
                        "log_name",
                        "boot_id",
                        "id",
                        "session",
                        "session_count",
                        "session_end",
                        "carry");
    }

    /** Rows that were settled on a day that is built. */
    Dataset<Row> built(Dataset<Row> work) {
        return work.where("date IN (" + sqlDays() + ")");
    }

    /** One row a session that is not resumed any more, settled or not. */
    Dataset<Row> sessions(Dataset<Row> work) {
        return work.where("session_end IS NOT NULL")
                .select(columns(
                        "session_id",
                        "session.node",
                        "user",
                        "server",
                        "resource",
                        "session.first_ip",
                        "ip AS last_ip",
                        "session.opened_at AS session_opened_at",
                        "session_end.*",
                        "session_count AS connections",
                        "version",
                        "settled_at",
                        "date",
                        "session.carried",
                        "session.previous_session_id",
                        "session.previous_closed_at",
                        "session.previous_cause"));
    }

    /** The marks that settled sessions leave for those that open later. */
    static Dataset<Row> settledSessions(Dataset<Row> sessions) {
        return sessions.where("date IS NOT NULL")
                .select(columns(
                        "user",
                        "server",
                        "session_id",
                        "closed_at",
                        "unix_micros(settled_at) AS settled_at",
                        "cause",
                        "date"));
    }

    /** The sessions as the table has them. */
    Dataset<Row> sessionRows(Dataset<Row> sessions) {
        return built(sessions)
                .select(columns(
                        "session_id",
                        "node",
                        "user",
                        "server",
                        "resource",
                        "first_ip",
                        "last_ip",
                        "timestamp_micros(session_opened_at) AS opened_at",
                        "timestamp_micros(closed_at) AS closed_at",
                        "greatest(0, (closed_at - session_opened_at) div 1000) AS duration_ms",
                        "connections",
                        "connections - 1 AS resumptions",
                        "cause",
                        "subcause",
                        "ended_by",
                        "confidence",
                        "reason",
                        "version",
                        "settled_at",
                        "previous_session_id",
                        "timestamp_micros(previous_closed_at) AS previous_closed_at",
                        "previous_cause",
                        "(session_opened_at - previous_closed_at) div 1000 AS reconnect_ms",
                        "date"));
    }

    /** What is not settled at the end of each built day, with the facts of that time. */
    Dataset<Row> unsettled(Dataset<Row> work) {
        return work.where("carry IS NOT NULL")
                .select(columns(
                        "connection_id",
                        "node",
                        "version",
                        "log_name",
                        "boot_id",
                        "id",
                        "session",
                        "session_count",
                        "explode(carry) AS state"))
                .select(columns(
                        "*",
                        "explode(filter(transform(sequence(state.from_day, state.to_day), d -> date_from_unix_date(d)),"
                                + " d -> d IN (" + sqlDays() + "))) AS date"))
                .select(columns(
                        "connection_id",
                        "node",
                        "version",
                        "log_name",
                        "boot_id",
                        "id",
                        "if(state.facts.bound, session, null) AS session",
                        "session_count",
                        "state.facts AS facts",
                        "date"));
    }

    static Dataset<Row> openConnections(Dataset<Row> unsettled) {
        return unsettled.select(columns(
                "connection_id",
                "session.id AS session_id",
                "node",
                "facts.transport",
                "facts.ip",
                "facts.port",
                "facts.user",
                "facts.server",
                "facts.resource",
                "if(facts.authenticated_at IS NULL AND session IS NULL, facts.tried_user, null) AS tried_user",
                "timestamp_micros(facts.accepted_at) AS accepted_at",
                "timestamp_micros(facts.authenticated_at) AS authenticated_at",
                "timestamp_micros(facts.opened_at) AS opened_at",
                "facts.auth_mechanism",
                "facts.auth_backend",
                "coalesce(facts.auth_failures, 0) AS auth_failures",
                "facts.opened_at IS NOT NULL AS established",
                "version",
                "date"));
    }

    private String sqlDays() {
        return days.stream().map(day -> "DATE'" + day + "'").collect(Collectors.joining(", "));
    }

    static Column[] columns(String... expressions) {
        return Arrays.stream(expressions)
                .map(org.apache.spark.sql.functions::expr)
                .toArray(Column[]::new);
    }
}
