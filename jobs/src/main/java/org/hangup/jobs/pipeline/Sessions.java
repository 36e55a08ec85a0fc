package org.hangup.jobs.pipeline;

import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * From connections to sessions: windows over the connections of one JID tie the resumed ones together, and settle each
 * connection by what comes after it.
 */
final class Sessions {
    /** Connections without a session are windows of their own. */
    private static final String JID =
            "if(bound, concat_ws('\\u0001', coalesce(user, ''), server, coalesce(resource, '')),"
                    + " concat_ws('\\u0001', '', '', cast(boot AS STRING), id, cast(first_at AS STRING)))";

    private static final String OF_JID = "PARTITION BY jid_hash, log, jid"
            + " ORDER BY coalesce(open_order, first_order), coalesce(open_offset, first_offset)";

    private static final String CLOSED = "(%d, %d)".formatted(Kind.CLOSED.code(), Kind.REPLACED.code());

    private Sessions() {}

    /** The connections with session_id, the place in their session, verdict, times of end and settlement. */
    static Dataset<Row> settle(Dataset<Row> connections) {
        return verdicts(ends(chains(connections)));
    }

    private static Dataset<Row> chains(Dataset<Row> connections) {
        var neighbours = connections
                .withColumn("bound", expr("coalesce(bound, false)"))
                .withColumn("jid", expr(JID))
                .withColumn("jid_hash", expr("xxhash64(log, jid)"))
                .withColumn("closed", expr("coalesce(end_kind IN " + CLOSED + ", false)"))
                .withColumn("reused", expr("coalesce(end_kind = %d, false)".formatted(Kind.ACCEPTED.code())))
                .select(
                        expr("*"),
                        over("lead(coalesce(opened_at, first_at))", "next_opened_at"),
                        over("lead(boot)", "next_boot"),
                        over("lead(coalesce(resumes, false))", "next_resumes"),
                        over("lead(open_file)", "next_file"),
                        over("lead(open_offset)", "next_offset"),
                        over("lag(boot)", "previous_boot"),
                        over("lag(closed OR reused)", "previous_over"),
                        over("row_number()", "place"));
        return neighbours
                .withColumn(
                        "resumed",
                        expr(
                                "bound AND coalesce(end_kind = %d OR next_resumes AND next_boot = boot AND NOT closed AND NOT reused,"
                                                .formatted(Kind.OLD_STREAM_CLOSED.code())
                                        + " false)"))
                .withColumn(
                        "begins_session",
                        expr("NOT coalesce(resumes AND previous_boot = boot AND NOT previous_over, false)"))
                .withColumn(
                        "session",
                        expr(
                                """
                                last(CASE WHEN session_id IS NOT NULL
                                     THEN struct(session_id AS id, session_first_ip AS first_ip,
                                          session_opened_at AS opened_at, session_node AS node,
                                          session_connections - place AS before, true AS carried,
                                          previous_session_id, previous_closed_at, previous_cause)
                                     WHEN begins_session
                                     THEN struct(connection_id AS id, ip AS first_ip, opened_at, node,
                                          1 - place AS before, false AS carried,
                                          previous_session_id, previous_closed_at, previous_cause) END, true)"""
                                        + " OVER (" + OF_JID + " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"))
                .withColumn("session_count", expr("session.before + place"));
    }

    private static org.apache.spark.sql.Column over(String function, String name) {
        return expr(function + " OVER (" + OF_JID + ")").as(name);
    }

    private static Dataset<Row> ends(Dataset<Row> chained) {
        return chained.withColumn(
                        "displaced",
                        expr("bound AND end_kind IS NULL AND NOT resumed"
                                + " AND coalesce(next_boot = boot AND NOT next_resumes, false)"))
                .withColumn("followed", Verdicts.followed())
                .withColumn(
                        "in_gap",
                        expr("if(boot_end IS NULL OR size(gaps) = 0, false,"
                                + " exists(gaps, g -> g.from_at <= boot_end_at AND g.to_at >= last_at))"))
                .withColumn("silent_at", expr("last_at + " + ConnectionFold.SILENCE))
                .withColumn(
                        "settled_at",
                        expr(
                                """
                                CASE WHEN NOT bound THEN least(boot_settled_at, if(silent_at <= log_last_at, silent_at, null))
                                     WHEN closed OR reused THEN end_at
                                     WHEN end_kind IS NOT NULL AND NOT coalesce(next_resumes, false) THEN end_at
                                     WHEN resumed OR displaced THEN next_opened_at
                                     ELSE boot_settled_at END"""))
                .withColumn(
                        "ended_at",
                        expr(
                                """
                                CASE WHEN NOT bound THEN last_at
                                     WHEN lost_at IS NOT NULL THEN lost_at
                                     WHEN end_kind IS NOT NULL THEN end_at
                                     WHEN resumed OR displaced THEN next_opened_at
                                     ELSE boot_end_at END"""))
                .withColumn(
                        "closed_at",
                        expr("CASE WHEN NOT bound OR resumed THEN null"
                                + " WHEN end_kind IS NOT NULL THEN end_at"
                                + " WHEN displaced THEN next_opened_at ELSE boot_end_at END"))
                .withColumn(
                        "end_record",
                        expr(
                                """
                                CASE WHEN NOT bound THEN struct(last_file AS file, last_offset AS offset)
                                     WHEN lost_at IS NOT NULL THEN struct(lost_file AS file, lost_offset AS offset)
                                     WHEN end_kind IS NOT NULL THEN struct(end_file AS file, end_offset AS offset)
                                     WHEN resumed OR displaced THEN struct(next_file AS file, next_offset AS offset)
                                     ELSE struct(boot_end_file AS file, boot_end_offset AS offset) END"""));
    }

    private static Dataset<Row> verdicts(Dataset<Row> ended) {
        return ended.withColumn("told_lost", cause("lost_reason"))
                .withColumn("told_end", cause("end_reason"))
                .withColumn("told_sent", cause("sent_error"))
                .withColumn("told_peer", cause("peer_error"))
                .withColumn("told_tls", cause("tls_reason"))
                .withColumn("verdict", Verdicts.ofConnection())
                .withColumn("session_verdict", Verdicts.ofSession());
    }

    private static org.apache.spark.sql.Column cause(String reason) {
        return expr("if(%1$s IS NULL, null, ejabberd.disconnect_cause(%1$s))".formatted(reason));
    }
}
