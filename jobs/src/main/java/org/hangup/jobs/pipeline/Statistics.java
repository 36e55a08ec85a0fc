package org.hangup.jobs.pipeline;

import static org.apache.spark.sql.functions.expr;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Settled connections counted by the hour in which they ended. */
final class Statistics {
    private static final List<String> COMMON = List.of("date", "hour", "node", "cause", "established");

    /** A user counts once however many nodes and addresses; an unknown one not at all. */
    private static final String USER = "if(user IS NULL, null, concat_ws('@', user, server))";

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
        return tally(input, List.of("user", "server"), "ip", "resource")
                .withColumnRenamed("firsts", "ips")
                .withColumnRenamed("seconds", "resources");
    }

    static Dataset<Row> byIp(Dataset<Row> input) {
        return tally(input, List.of("ip"), USER, "null")
                .withColumnRenamed("firsts", "users")
                .drop("seconds")
                .withColumn("network", expr("ejabberd.ip_network(ip, 24, 64)"));
    }

    static Dataset<Row> byCause(Dataset<Row> input) {
        return tally(input, List.of("subcause", "ended_by", "confidence", "server"), USER, "ip")
                .withColumnRenamed("firsts", "users")
                .withColumnRenamed("seconds", "ips");
    }

    /** One window: a group's lengths and different names are all that is held at a time. */
    private static Dataset<Row> tally(Dataset<Row> input, List<String> by, String first, String second) {
        String keys = String.join(", ", keys(by));
        String group = "PARTITION BY group_hash, " + keys + " ORDER BY group_hash";
        var columns = new ArrayList<String>(keys(by));
        columns.add("tally.*");
        return input.withColumn("group_hash", expr("xxhash64(" + keys + ")"))
                .withColumn("first", expr(first))
                .withColumn("second", expr("cast(" + second + " AS STRING)"))
                .select(
                        expr("*"),
                        expr("hangup.tally(duration_ms, first, second) OVER (" + group
                                        + " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)")
                                .as("tally"),
                        expr("row_number() OVER (" + group + ")").as("row"))
                .where("row = 1")
                .selectExpr(columns.toArray(String[]::new));
    }

    private static List<String> keys(List<String> by) {
        var keys = new ArrayList<>(COMMON);
        keys.addAll(by);
        return keys;
    }
}
