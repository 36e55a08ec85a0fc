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
        String isSettled = "settled_at IS NOT NULL AND settled_at < " + end + "L";
        return settled.withColumn("date", expr("if(" + isSettled + ", " + Zones.dateOf("settled_at", zone) + ", null)"))
                .withColumn("settled_day", expr("unix_date(date)"))
                .withColumn("first_day", expr("unix_date(" + Zones.dateOf("first_at", zone) + ")"))
                .withColumn("carry", expr(carry()))
                .where("date IN (" + sqlDays() + ") OR carry IS NOT NULL")
                .select(columns(
                        "connection_id",
                        "if(bound, session.id, null) AS session_id",
                        "node",
                        "transport",
                        "ip",
                        "port",
                        "user",
                        "server",
                        "resource",
                        "if(authenticated_at IS NULL AND NOT bound, tried_user, null) AS tried_user",
                        "timestamp_micros(accepted_at) AS accepted_at",
                        "timestamp_micros(authenticated_at) AS authenticated_at",
                        "timestamp_micros(opened_at) AS opened_at",
                        "timestamp_micros(ended_at) AS ended_at",
                        "if(bound, greatest(0, (ended_at - opened_at) div 1000), null) AS duration_ms",
                        "auth_mechanism",
                        "auth_backend",
                        "coalesce(auth_failures, 0) AS auth_failures",
                        "opened_at IS NOT NULL AS established",
                        "resumed",
                        "verdict.cause",
                        "verdict.subcause",
                        "verdict.ended_by",
                        "verdict.confidence",
                        "verdict.reason",
                        "version",
                        "timestamp_micros(settled_at) AS settled_at",
                        "end_record.file AS file",
                        "end_record.offset AS offset",
                        "date",
                        "bound",
                        "log_name",
                        "boot_id",
                        "id",
                        "session",
                        "session_count",
                        "closed_at AS session_closed_at",
                        "session_verdict",
                        "carry"));
    }

    /** The connection as it stood at the end of each day at which it was not settled; NULL if there was none. */
    private String carry() {
        String facts = Arrays.stream(Fact.ALL)
                .map(fact -> fact.column() + " AS " + fact.column())
                .collect(Collectors.joining(", "));
        return "if(settled_day = first_day, null, nullif(filter(concat(snapshots, array(struct(last_day AS from_day,"
                + " coalesce(settled_day - 1, " + days.last().toEpochDay() + ") AS to_day,"
                + " struct(" + facts + ") AS facts))),"
                + " c -> c.to_day >= greatest(c.from_day, " + days.first().toEpochDay() + ")), array()))";
    }

    Dataset<Row> connections(Dataset<Row> work) {
        return built(work)
                .drop(
                        "bound",
                        "log_name",
                        "boot_id",
                        "id",
                        "session",
                        "session_count",
                        "session_closed_at",
                        "session_verdict",
                        "carry");
    }

    /** Rows that were settled on a day that is built. */
    Dataset<Row> built(Dataset<Row> work) {
        return work.where("date IN (" + sqlDays() + ")");
    }

    /** One row a session that is not resumed any more, settled or not. */
    Dataset<Row> sessions(Dataset<Row> work) {
        return work.where("session_id IS NOT NULL AND NOT resumed")
                .select(columns(
                        "session_id",
                        "session.node",
                        "user",
                        "server",
                        "resource",
                        "session.first_ip",
                        "ip AS last_ip",
                        "session.opened_at AS session_opened_at",
                        "session_closed_at AS closed_at",
                        "session_count AS connections",
                        "session_verdict.*",
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
