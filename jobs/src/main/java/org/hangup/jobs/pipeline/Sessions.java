package org.hangup.jobs.pipeline;

import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * From connections to sessions: windows over the connections of one JID tie the resumed ones together, and settle each
 * connection by what comes after it.
 */
final class Sessions {
    /** Connections without a session are windows of their own. */
    private static final String JID =
            "if(bound, concat_ws('\\u0001', coalesce(facts.user, ''), facts.server, coalesce(facts.resource, '')),"
                    + " concat_ws('\\u0001', '', '', boot, id, facts.first_at))";

    private static final String OF_JID = " OVER (PARTITION BY jid_hash, log, jid ORDER BY place_order, place_offset";

    private Sessions() {}

    /**
     * Adds to each connection its session, its place in it, and the columns {@code settled} of {@link SettleFunction}.
     *
     * @param causes text of an operator's own reason table, empty for none
     */
    static Dataset<Row> settle(Dataset<Row> connections, String causes) {
        var keyed = connections
                .withColumn("bound", expr("coalesce(facts.bound, false)"))
                .select(
                        expr("*"),
                        expr(JID).as("jid"),
                        expr("coalesce(facts.open_order, facts.first_order)").as("place_order"),
                        expr("coalesce(facts.open_offset, facts.first_offset)").as("place_offset"),
                        expr("coalesce(facts.end_kind IN (%d, %d, %d), false)"
                                        .formatted(Kind.CLOSED.code(), Kind.REPLACED.code(), Kind.ACCEPTED.code()))
                                .as("over"))
                .withColumn("jid_hash", expr("xxhash64(log, jid)"));
        return settled(chained(neighbours(keyed)), causes);
    }

    private static Dataset<Row> neighbours(Dataset<Row> keyed) {
        return keyed.select(
                        expr("*"),
                        // the next connection of the JID in the same boot
                        of("lead(struct(boot, coalesce(facts.opened_at, facts.first_at) AS at, facts.open_file AS file,"
                                        + " facts.open_offset AS offset, coalesce(facts.resumes, false) AS resumes))")
                                .as("after"),
                        of("lag(struct(boot, over))").as("before"),
                        of("row_number()").as("place"))
                .withColumn("next", expr("if(bound AND after.boot = boot, after, null)"))
                .select(
                        expr("*"),
                        expr("bound AND coalesce(facts.end_kind = %d OR next.resumes AND NOT over, false)"
                                        .formatted(Kind.OLD_STREAM_CLOSED.code()))
                                .as("resumed"),
                        expr("bound AND facts.end_kind IS NULL AND next IS NOT NULL AND NOT next.resumes")
                                .as("displaced"),
                        expr("NOT coalesce(facts.resumes AND before.boot = boot AND NOT before.over, false)")
                                .as("begins"));
    }

    /** A session that was carried over midnight brings what it was; another begins where nothing is resumed. */
    private static Dataset<Row> chained(Dataset<Row> neighbours) {
        return neighbours.withColumn(
                "session",
                expr(
                        """
                        last(CASE WHEN facts.session_id IS NOT NULL
                             THEN struct(facts.session_id AS id, facts.session_first_ip AS first_ip,
                                  facts.session_opened_at AS opened_at, facts.session_node AS node,
                                  facts.session_connections - place AS before, true AS carried,
                                  facts.previous_session_id, facts.previous_closed_at, facts.previous_cause)
                             WHEN begins
                             THEN struct(connection_id AS id, facts.ip AS first_ip, facts.opened_at, node,
                                  1 - place AS before, false AS carried,
                                  facts.previous_session_id, facts.previous_closed_at, facts.previous_cause)
                             END, true)"""
                                + OF_JID + " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"));
    }

    private static Dataset<Row> settled(Dataset<Row> chained, String causes) {
        return chained.select(
                expr("connection_id"),
                expr("log_name"),
                expr("boot_id"),
                expr("id"),
                expr("node"),
                expr("version"),
                expr("bound"),
                expr("resumed"),
                expr("session"),
                expr("session.before + place").as("session_count"),
                expr("facts"),
                expr("snapshots"),
                expr("""
                        hangup.settle(facts, struct(resumed, displaced, next.at, next.file, next.offset,
                            boot_end, boot_end_at, boot_end_file, boot_end_offset, boot_settled_at, log_last_at, gaps),
                            '%s')"""
                                .formatted(causes.replace("\\", "\\\\").replace("'", "\\'")))
                        .as("settled"));
    }

    private static Column of(String function) {
        return expr(function + OF_JID + ")");
    }
}
