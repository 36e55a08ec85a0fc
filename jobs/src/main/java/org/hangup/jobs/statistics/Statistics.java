package org.hangup.jobs.statistics;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.hangup.jobs.tables.DayFiles;

/**
 * The three tables that count disconnects by hour. Each takes settled connections and is a {@code groupBy}: rows of a file are
 * brought together first, so that Spark groups them where they are, distinct values included.
 *
 * <p>What goes in: date, hour (the instant at which the local hour of ended_at begins), node, cause, subcause, ended_by,
 * confidence, established, duration_ms, user, server and ip of connections. Rows without user or address are counted like others.
 */
public final class Statistics {
    /** Where a group's row is to be written; see {@link DayFiles}. */
    private static final String[] PLACE = {"date", DayFiles.PART, DayFiles.SLOT};

    private static final String[] BY_USER = {"server", "user", "hour", "node", "cause", "established"};
    private static final String[] BY_IP = {"ip", "hour", "node", "cause", "established"};
    private static final String[] BY_CAUSE = {
        "hour", "node", "server", "cause", "subcause", "ended_by", "confidence", "established"
    };

    private static final Column DISCONNECTS = expr("count(*) AS disconnects");
    private static final Column CONNECTED_MS = expr("sum(duration_ms) AS connected_ms");
    private static final Column LONGEST_MS = expr("max(duration_ms) AS longest_ms");

    private Statistics() {}

    /** Writes the three tables. */
    public static void write(Dataset<Row> connections, DayFiles files) throws IOException {
        files.write("disconnects_by_user", byUser(connections, files), BY_USER);
        files.write("disconnects_by_ip", byIp(connections, files), BY_IP);
        files.write("disconnects_by_cause", byCause(connections, files), BY_CAUSE);
    }

    /** disconnects_by_user: one row an hour, node, user, server, cause and established. */
    public static Dataset<Row> byUser(Dataset<Row> connections, DayFiles files) {
        Dataset<Row> rows = connections.select(columns(BY_USER, "date", "duration_ms", "ip"));
        return files.placed(rows, col("server"), col("user"))
                .groupBy(columns(BY_USER, PLACE))
                .agg(DISCONNECTS, CONNECTED_MS, LONGEST_MS, expr("count(DISTINCT ip) AS ips"));
    }

    /** disconnects_by_ip: one row an hour, node, ip, cause and established, with the ip's network. */
    public static Dataset<Row> byIp(Dataset<Row> connections, DayFiles files) {
        Dataset<Row> rows = connections
                .select(columns(BY_IP, "date", "duration_ms", "user", "server"))
                // A name of no server is somebody, too.
                .withColumn("server", coalesce(col("server"), lit("")));
        return files.placed(rows, col("ip"))
                .groupBy(columns(BY_IP, PLACE))
                .agg(DISCONNECTS, CONNECTED_MS, LONGEST_MS, expr("count(DISTINCT user, server) AS users"))
                .withColumn("network", expr("ejabberd.ip_network(ip, 24, 64)"));
    }

    /**
     * disconnects_by_cause: one row an hour, node, server, cause, subcause, ended_by, confidence and established.
     *
     * <p>Parts of a group are made where its rows are, and merged: percentiles and sketches of above some thousand values depend,
     * within their error, on which rows stood together.
     */
    public static Dataset<Row> byCause(Dataset<Row> connections, DayFiles files) {
        Dataset<Row> groups = connections
                .withColumn("jid", expr("concat(user, '@', coalesce(server, ''))"))
                .groupBy(columns(BY_CAUSE, "date"))
                .agg(
                        DISCONNECTS,
                        CONNECTED_MS,
                        LONGEST_MS,
                        expr("approx_percentile(CASE WHEN established THEN duration_ms END, array(0.5, 0.95), 10000)"
                                + " AS percentiles"),
                        expr("hll_sketch_agg(jid, 14) AS users_sketch"),
                        expr("hll_sketch_agg(ip, 14) AS ips_sketch"));
        return files.placed(groups)
                .withColumn("p50_ms", expr("percentiles[0]"))
                .withColumn("p95_ms", expr("percentiles[1]"))
                .withColumn("users", expr("hll_sketch_estimate(users_sketch)"))
                .withColumn("ips", expr("hll_sketch_estimate(ips_sketch)"));
    }

    private static Column[] columns(String[] names, String... more) {
        return Stream.concat(Stream.of(names), Stream.of(more))
                .map(name -> col(name))
                .toArray(Column[]::new);
    }
}
