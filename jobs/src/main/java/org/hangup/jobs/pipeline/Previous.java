package org.hangup.jobs.pipeline;

import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** For each session the one that its user had before: the latest that was settled before it opened. */
final class Previous {
    private static final String MICROS_BACK = State.DAYS_BACK * 86_400_000_000L + "L";

    private Previous() {}

    /**
     * Adds previous_session_id, previous_closed_at and previous_cause; a session that was carried over midnight has them
     * already.
     *
     * @param sessions with user, server, session_opened_at (microseconds), carried, and any other columns
     * @param settled user, server, session_id, closed_at, settled_at (microseconds), cause
     */
    static Dataset<Row> of(Dataset<Row> sessions, Dataset<Row> settled) {
        var marks = settled.select(
                expr("user"),
                expr("server"),
                expr("settled_at AS mark_at"),
                expr("true AS is_end"),
                expr("struct(session_id, closed_at, settled_at, cause) AS ended"));
        return sessions.withColumn("mark_at", expr("session_opened_at"))
                .withColumn("is_end", expr("false"))
                .unionByName(marks, true)
                .withColumn("user_hash", expr("xxhash64(server, user)"))
                .withColumn(
                        "latest",
                        expr("last(ended, true) OVER (PARTITION BY user_hash, server, user ORDER BY mark_at, is_end"
                                + " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"))
                .where("NOT is_end")
                .withColumn(
                        "latest",
                        expr("if(session_opened_at IS NULL OR session_opened_at - latest.settled_at > " + MICROS_BACK
                                + ", null, latest)"))
                .withColumn("previous_session_id", expr("if(carried, previous_session_id, latest.session_id)"))
                .withColumn("previous_closed_at", expr("if(carried, previous_closed_at, latest.closed_at)"))
                .withColumn("previous_cause", expr("if(carried, previous_cause, latest.cause)"))
                .drop("mark_at", "is_end", "ended", "user_hash", "latest");
    }
}
