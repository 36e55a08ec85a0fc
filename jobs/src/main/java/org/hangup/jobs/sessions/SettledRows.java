package org.hangup.jobs.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.stream.Stream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.hangup.jobs.archive.LoggedBoot;
import org.hangup.jobs.connections.BuildFacts;
import org.hangup.jobs.connections.Facts;

/**
 * Connections in, one row each out with all that the tables say of it: when and why it ended, its session, what came
 * before, and what it leaves to the next day. It is staged once, and every table is made of it.
 */
public final class SettledRows {
    private static final StructType BOOT = new StructType()
            .add("node", DataTypes.StringType)
            .add("boot_settled_at", DataTypes.LongType); // when its end was known, NULL while it runs

    /** What settled and open connections alike are told of. */
    private static final String[] TOLD = {
        "told.log",
        "told.node",
        "told.transport",
        "told.ip",
        "told.port",
        "told.user",
        "told.server",
        "told.resource",
        "told.tried_user",
        "timestamp_micros(told.accepted_at) AS accepted_at",
        "timestamp_micros(told.authenticated_at) AS authenticated_at",
        "timestamp_micros(told.opened_at) AS opened_at",
        "told.auth_mechanism",
        "told.auth_backend",
        "told.auth_failures",
        "told.established",
        "told.client",
        "told.version"
    };

    private SettledRows() {}

    /**
     * The rows.
     *
     * @param connections rows of {@link org.hangup.jobs.connections.Connections#SCHEMA}
     * @param known sessions that ended before the days that are built: owner, server, ended; null if there are none
     * @param nodes whether the logs are of several nodes, so that a session may go on on another one
     * @param tasks of the shuffle
     */
    public static Dataset<Row> of(
            Dataset<Row> connections, Dataset<Row> known, boolean nodes, int tasks, Broadcast<BuildFacts> build) {
        SparkSession spark = connections.sparkSession();
        spark.udf().register("settle", new Settling(build), Settling.SCHEMA);
        spark.udf().register("fact_columns", new FactColumns(build), FactColumns.SCHEMA);
        spark.udf().register("leave", new Leaving(build), DataTypes.createArrayType(Leaving.SCHEMA));
        spark.udf().register("boot_of", boot(build), BOOT);
        Dataset<Row> all = connections.repartition(tasks, col("owner"), col("server"));
        Dataset<Row> wholes = nodes
                ? Sessions.wholesOnNodes(Sessions.neighboursOnNodes(withBoot(all)))
                : Sessions.wholes(Sessions.neighbours(all));
        return columns(Sessions.previous(settled(wholes), known));
    }

    private static UDF2<Integer, Integer, Row> boot(Broadcast<BuildFacts> build) {
        return (log, boot) -> {
            LoggedBoot its = build.value().boot(log, boot);
            return RowFactory.create(
                    new String(its.node(), UTF_8), its.settledAt() == Facts.NONE ? null : its.settledAt());
        };
    }

    private static Dataset<Row> withBoot(Dataset<Row> connections) {
        return connections
                .selectExpr("*", "boot_of(log, boot) AS its")
                .selectExpr("*", "its.*")
                .drop("its");
    }

    private static Dataset<Row> settled(Dataset<Row> wholes) {
        return wholes.withColumn(
                "settled",
                expr("settle(facts, log, boot, next.opened_at, next.opened_in, next.offset, next.resumes, elsewhere)"));
    }

    /** What is staged. */
    private static Dataset<Row> columns(Dataset<Row> rows) {
        return rows.withColumn("told", expr("fact_columns(facts, log, boot)"))
                .withColumn("boot_id", expr("told.boot_id"))
                .withColumn(
                        "leaves",
                        expr(
                                """
                                IF(settled IS NULL OR settled.day IS NULL OR settled.day > settled.first_day OR settled.by_time OR settled.late,
                                    leave(struct(facts, log, boot, settled, whole, place, next, previous)), NULL)"""))
                .selectExpr(withTold(
                        "date_from_unix_date(settled.day) AS date",
                        "timestamp_micros(settled.hour) AS hour",
                        "log AS log_number",
                        "`order`",
                        "opened_offset",
                        "boot",
                        "boot_id",
                        "id",
                        "connection_id",
                        "whole.id AS session_id",
                        "timestamp_micros(settled.ended_at) AS ended_at",
                        "settled.duration_ms",
                        "settled.resumed",
                        "settled.cause",
                        "settled.subcause",
                        "settled.ended_by",
                        "settled.confidence",
                        "IF(told.forgotten, NULL, settled.reason) AS reason",
                        "timestamp_micros(settled.settled_at) AS settled_at",
                        "settled.file",
                        "settled.offset",
                        "whole.id IS NOT NULL AND NOT coalesce(settled.resumed, true) AS ends_session",
                        "whole.node AS session_node",
                        "whole.first_ip",
                        "timestamp_micros(whole.opened_at) AS session_opened_at",
                        "timestamp_micros(settled.closed_at) AS closed_at",
                        "settled.told_at",
                        "settled.told_by_opening",
                        "place",
                        "settled.session_cause",
                        "settled.session_subcause",
                        "settled.session_ended_by",
                        "settled.session_confidence",
                        "IF(told.forgotten, NULL, settled.session_reason) AS session_reason",
                        "previous.id AS previous_session_id",
                        "timestamp_micros(previous.closed_at) AS previous_closed_at",
                        "previous.cause AS previous_cause",
                        "leaves"));
    }

    /** The rows of {@code sessions}. */
    public static Dataset<Row> sessions(Dataset<Row> staged) {
        return staged.where("ends_session")
                .selectExpr(
                        "date",
                        "log",
                        "session_id",
                        "session_node AS node",
                        "user",
                        "server",
                        "resource",
                        "first_ip",
                        "ip AS last_ip",
                        "session_opened_at AS opened_at",
                        "closed_at",
                        "IF(closed_at IS NULL OR session_opened_at IS NULL, NULL, greatest(0L, "
                                + millis("closed_at", "session_opened_at") + ")) AS duration_ms",
                        "place AS connections",
                        "place - 1 AS resumptions",
                        "session_cause AS cause",
                        "session_subcause AS subcause",
                        "session_ended_by AS ended_by",
                        "session_confidence AS confidence",
                        "session_reason AS reason",
                        "version",
                        "settled_at",
                        "previous_session_id",
                        "previous_closed_at",
                        "previous_cause",
                        millis("session_opened_at", "previous_closed_at") + " AS reconnect_ms");
    }

    /** The rows of {@code open_connections}, from what connections leave day by day ({@link org.hangup.jobs.state.State#open}). */
    public static Dataset<Row> open(Dataset<Row> left) {
        return left.withColumn("told", expr("fact_columns(facts, log_number, boot)"))
                .selectExpr(withTold(
                        "date",
                        "connection_id",
                        "session_id",
                        "timestamp_micros(told.lost_at) AS lost_at",
                        """
                        IF(told.lost_at IS NULL, NULL,
                            coalesce(nullif(ejabberd.disconnect_cause(told.lost_reason).cause, 'unknown'), 'connection_lost')) AS loss_cause""",
                        "timestamp_micros(displaced_at) AS displaced_at"));
    }

    private static String[] withTold(String... more) {
        return Stream.concat(Stream.of(TOLD), Stream.of(more)).toArray(String[]::new);
    }

    private static String millis(String to, String from) {
        return "(unix_micros(" + to + ") - unix_micros(" + from + ")) DIV 1000";
    }
}
