package org.hangup.jobs.sessions;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Connections tied together to sessions, by windows over their full JID and over their user. A connection that had no
 * session is nobody's neighbour: its key is its own id.
 */
final class Sessions {
    private static final String JID_IN_LOG = "(PARTITION BY owner, server, resource, log ORDER BY `order`, offset)";
    private static final String JID =
            "(PARTITION BY owner, server, resource ORDER BY `order` DIV 4294967296, opened_at, log, `order`, offset)";
    private static final String SO_FAR = " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW";
    /** A session is resumed on another node within so long after the connection was lost: a day. */
    private static final long RESUMABLE = 86_400_000_000L;
    /** The session before it in its log goes on in it. */
    private static final String GOES_ON =
            """
            coalesce(resumes AND NOT session.carried AND before.boot = boot AND NOT before.over %s
                AND (before.lost_at IS NULL OR opened_at - before.lost_at <= %d), false) AS goes_on""";
    /** A session's predecessor was told within so long before it opened: 30 days. */
    private static final long LATEST = 30 * 86_400_000_000L;

    private Sessions() {}

    /**
     * Each connection with the one before and the one after it: of its full JID, in its boot; {@code elsewhere} is when the next one
     * opened on another node, if a line has ended it.
     */
    static Dataset<Row> neighbours(Dataset<Row> connections) {
        String before = "lag(struct(boot, over, lost_at)) OVER " + JID_IN_LOG;
        String next = "lead(struct(boot, opened_at, opened_in, offset, resumes)) OVER " + JID_IN_LOG;
        return connections
                .selectExpr(
                        "*", before + " AS before", next + " AS after", "row_number() OVER " + JID_IN_LOG + " AS nth")
                .selectExpr(
                        "*",
                        "IF(after.boot = boot, after, NULL) AS next",
                        "CAST(NULL AS BIGINT) AS elsewhere",
                        GOES_ON.formatted("", RESUMABLE))
                .drop("before", "after");
    }

    /**
     * The same where several logs are of one cluster: a session may be resumed, or replaced, on another node. What waits in the
     * log itself is what is resumed there, if it was not resumed elsewhere since; else the last that waits on another node, if
     * no other one does.
     */
    static Dataset<Row> neighboursOnNodes(Dataset<Row> connections) {
        Dataset<Row> wanted = connections
                .selectExpr(
                        "*",
                        "lead(struct(boot, opened_at, opened_in, offset, resumes)) OVER " + JID_IN_LOG + " AS after",
                        "lead(struct(log, node, opened_at, resumes AND NOT session.carried AS resumes)) OVER " + JID
                                + " AS y",
                        // the last time at which it may be resumed on another node
                        "least(coalesce(lost_at, last_at) + %d, boot_settled_at) AS until".formatted(RESUMABLE))
                .selectExpr(
                        "*",
                        """
                        coalesce(NOT over AND y.resumes AND y.log <> log AND y.node <> node
                            AND y.opened_at <= until, false) AS wanted""");
        Dataset<Row> taken = wanted.selectExpr(
                        "*",
                        "lag(wanted) OVER " + JID + " AS may_cross",
                        // of those before the last one
                        "max(IF(over OR wanted, NULL, least(until, after.opened_at - 1))) OVER "
                                + JID.substring(0, JID.length() - 1)
                                + " ROWS BETWEEN UNBOUNDED PRECEDING AND 2 PRECEDING) AS others_until")
                .selectExpr(
                        "*", "coalesce(may_cross AND NOT coalesce(others_until >= opened_at, false), false) AS means_x")
                .selectExpr("*", "coalesce(lead(means_x) OVER " + JID + ", false) AS taken");
        return taken.selectExpr(
                        "*",
                        "lag(struct(boot, over, lost_at, taken)) OVER " + JID_IN_LOG + " AS before",
                        "row_number() OVER " + JID_IN_LOG + " AS nth")
                .selectExpr("*", GOES_ON.formatted("AND NOT before.taken", RESUMABLE))
                .selectExpr("*", "means_x AND NOT goes_on AS crosses")
                .selectExpr("*", "lead(goes_on) OVER " + JID_IN_LOG + " AS after_goes_on")
                .selectExpr(
                        "*",
                        "lead(struct(boot, opened_at, opened_in, offset, resumes, crosses)) OVER " + JID + " AS other")
                .selectExpr(
                        "*",
                        """
                        CASE WHEN other.crosses THEN struct(other.boot, other.opened_at, other.opened_in, other.offset, other.resumes)
                             WHEN after.boot = boot AND (after_goes_on OR NOT after.resumes) THEN after END AS next""",
                        "IF(over AND y.log <> log AND y.node <> node, y.opened_at, NULL) AS elsewhere")
                .drop(
                        "node",
                        "boot_settled_at",
                        "after",
                        "y",
                        "until",
                        "wanted",
                        "may_cross",
                        "others_until",
                        "means_x",
                        "taken",
                        "before",
                        "after_goes_on",
                        "other");
    }

    /** Each connection with its session, and which connection of it it is. */
    static Dataset<Row> wholes(Dataset<Row> neighbours) {
        return neighbours
                .selectExpr(
                        "*",
                        "last(IF(goes_on, NULL, session), true) OVER " + frame(JID_IN_LOG) + " AS whole",
                        "last(IF(goes_on, NULL, nth), true) OVER " + frame(JID_IN_LOG) + " AS first_nth")
                .selectExpr("*", "CAST(whole.connections + nth - first_nth AS INT) AS place")
                .drop("session", "nth", "first_nth", "goes_on");
    }

    /** The same where a session may go on on another node: it is then the last one that began, on any. */
    static Dataset<Row> wholesOnNodes(Dataset<Row> neighbours) {
        String begins = "goes_on OR crosses";
        return wholes(neighbours
                .selectExpr(
                        "*",
                        "last(IF(" + begins + ", NULL, session), true) OVER " + frame(JID) + " AS whole_x",
                        "sum(1) OVER " + frame(JID) + " AS nth_x")
                .selectExpr("*", "last(IF(" + begins + ", NULL, nth_x), true) OVER " + frame(JID) + " AS first_nth_x")
                .selectExpr(
                        "*",
                        """
                        IF(crosses, struct(whole_x.id, whole_x.node, whole_x.first_ip, whole_x.opened_at,
                            CAST(whole_x.connections + nth_x - first_nth_x AS INT) AS connections, whole_x.carried,
                            whole_x.previous_id, whole_x.previous_closed_at, whole_x.previous_cause), session) AS own""")
                .drop("whole_x", "nth_x", "first_nth_x", "session", "crosses")
                .withColumnRenamed("own", "session"));
    }

    private static String frame(String window) {
        return window.substring(0, window.length() - 1) + SO_FAR + ")";
    }

    /**
     * Each connection with the session before its own: of the user's sessions, over all logs, whose end was told before this one
     * opened, or by its opening, the one whose end was told last. Openings and ends are one sequence.
     *
     * @param settled connections with {@code settled}, and rows of only {@code owner, server} and {@code ended}: what the state
     *     of the days before knows
     */
    static Dataset<Row> previous(Dataset<Row> settled, Dataset<Row> known) {
        Dataset<Row> sequence = settled.selectExpr(
                        "*",
                        """
                        IF(settled.told_at IS NULL OR NOT bound, NULL, struct(settled.told_at, settled.closed_at,
                            settled.session_cause AS cause, whole.id, settled.told_by_opening)) AS tells""")
                .selectExpr("*", "explode(IF(tells IS NULL, array(false), array(true, false))) AS ends")
                .select(
                        col("owner"),
                        col("server"),
                        col("log"),
                        col("order"),
                        col("offset"),
                        col("ends"),
                        expr("IF(ends, tells, NULL) AS ended"),
                        expr(
                                "IF(ends, NULL, struct(connection_id, boot, id, settled, whole, place, next, facts)) AS of"));
        Dataset<Row> all = known == null ? sequence : sequence.unionByName(known, true);
        return all.selectExpr(
                        "*",
                        // an end that its own opening tells comes just before that opening; any other of the same
                        // instant does not
                        "IF(of IS NULL, 2 * ended.told_at + IF(ended.told_by_opening, 0, 1), 2 * of.whole.opened_at) AS t")
                .selectExpr(
                        "*",
                        """
                        last(ended, true) OVER (PARTITION BY owner, server
                            ORDER BY t, (of IS NOT NULL), log, `order`, offset ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS previous""")
                .where("of IS NOT NULL")
                .selectExpr(
                        "of.connection_id",
                        "log",
                        "`order`",
                        "offset AS opened_offset",
                        "of.boot",
                        "of.id",
                        "of.settled",
                        "of.whole",
                        "of.place",
                        "of.next",
                        "of.facts",
                        """
                        CASE WHEN of.whole.carried THEN struct(of.whole.previous_id AS id, of.whole.previous_closed_at AS closed_at,
                                 of.whole.previous_cause AS cause)
                             WHEN of.whole.opened_at - previous.told_at <= %d
                             THEN struct(previous.id, previous.closed_at, previous.cause) END AS previous"""
                                .formatted(LATEST));
    }
}
