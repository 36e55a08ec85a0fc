package org.hangup.jobs.pipeline;

import static org.apache.spark.sql.functions.expr;

import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Settled connections counted by the hour in which they ended. */
final class Statistics {
    private static final List<String> COMMON = List.of("date", "hour", "node", "cause", "established");

    private Statistics() {}

    /** The columns of settled connections that the statistics need, with the hour and the network. */
    static Dataset<Row> input(Dataset<Row> connections, ZoneId zone) {
        return connections.select(
                expr("date"),
                expr(Zones.hourOf("unix_micros(ended_at)", zone)).as("hour"),
                expr("node"),
                expr("user"),
                expr("server"),
                expr("resource"),
                expr("ip"),
                expr("cause"),
                expr("subcause"),
                expr("ended_by"),
                expr("confidence"),
                expr("established"),
                expr("duration_ms"));
    }

    static Dataset<Row> byUser(Dataset<Row> input) {
        return count(
                input,
                List.of("user", "server"),
                expr("size(collect_set(ip))").cast("bigint").as("ips"),
                expr("size(collect_set(resource))").cast("bigint").as("resources"));
    }

    static Dataset<Row> byIp(Dataset<Row> input) {
        return count(
                        input,
                        List.of("ip"),
                        expr("size(collect_set(struct(user, server)))")
                                .cast("bigint")
                                .as("users"))
                .withColumn("network", expr("ejabberd.ip_network(ip, 24, 64)"));
    }

    static Dataset<Row> byCause(Dataset<Row> input) {
        return count(
                input,
                List.of("subcause", "ended_by", "confidence", "server"),
                expr("count(DISTINCT user, server)").as("users"),
                expr("count(DISTINCT ip)").as("ips"));
    }

    private static Dataset<Row> count(Dataset<Row> input, List<String> by, Column... distinct) {
        var keys = new java.util.ArrayList<>(COMMON);
        keys.addAll(by);
        var columns = keys.stream().map(Column::new).toArray(Column[]::new);
        var figures = new java.util.ArrayList<Column>(List.of(
                expr("sum(duration_ms)").as("connected_ms"),
                percentile("0.5").as("p50_ms"),
                percentile("0.95").as("p95_ms")));
        figures.addAll(List.of(distinct));
        return input.groupBy(columns).agg(expr("count(*)").as("disconnects"), figures.toArray(Column[]::new));
    }

    /** Nearest rank over the established connections of the row; NULL if there are none. */
    private static Column percentile(String share) {
        return expr("cast(percentile_disc(" + share + ") WITHIN GROUP (ORDER BY duration_ms) AS BIGINT)");
    }
}
