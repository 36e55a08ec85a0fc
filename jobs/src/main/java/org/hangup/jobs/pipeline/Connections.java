package org.hangup.jobs.pipeline;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.expr;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** From events to connections: one row a client connection, with its {@link Fact}s and what is known of its boot. */
final class Connections {
    /** Ports on which clients have been seen, and the first day of each. */
    static final StructType CLIENT_PORTS = new StructType()
            .add("p_log", DataTypes.StringType)
            .add("p_port", DataTypes.IntegerType)
            .add("p_day", DataTypes.IntegerType);

    private Connections() {}

    /**
     * The connections of the events.
     *
     * @param events columns of {@link Events#columns}
     * @param boots columns of {@link Logs#boots}
     */
    static Dataset<Row> of(Dataset<Row> events, Dataset<Row> boots) {
        String arguments =
                Arrays.stream(EventColumn.ALL).map(EventColumn::column).collect(Collectors.joining(", "));
        // the hash comes first since Spark's sort is fastest on a number
        String id = "PARTITION BY id_hash, log, boot, id ORDER BY e_order, e_offset";
        return events.withColumn("id_hash", expr("xxhash64(log, boot, id)"))
                .select(
                        expr("log"),
                        expr("boot"),
                        expr("id"),
                        expr("hangup.connections(" + arguments + ") OVER (" + id
                                        + " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)")
                                .as("connections"),
                        expr("row_number() OVER (" + id + ")").as("row"))
                .where("row = 1")
                .select(expr("log"), expr("boot"), expr("id"), expr("inline(connections)"))
                .where("facts.client OR facts.accepted_at IS NOT NULL")
                .join(broadcast(boots), new String[] {"log", "boot"}, "inner")
                .withColumn(
                        "connection_id",
                        expr(
                                "substr(sha2(concat_ws('\\u0001', log_name, boot_id, id, facts.first_at,"
                                        + " coalesce(facts.first_ip, ''), coalesce(cast(facts.first_port AS STRING), ''), facts.ordinal), 256), 1, 32)"));
    }

    /**
     * Leaves out accepts that may be http requests: ports of unknown listeners on which no client's line has been seen
     * until the day of their last record.
     *
     * @param work columns log_name, local_port, client, last_day
     */
    static Dataset<Row> withoutRequests(Dataset<Row> work, Dataset<Row> clientPorts) {
        return work.join(
                        broadcast(clientPorts),
                        expr("log_name = p_log AND local_port = p_port AND NOT client"),
                        "left_outer")
                .where("local_port IS NULL OR client OR p_day <= last_day")
                .drop("p_log", "p_port", "p_day");
    }

    /** Ports on which clients have been seen, with the first day: columns p_log, p_port, p_day. */
    static Dataset<Row> clientPorts(Dataset<Row> work) {
        return work.where("client AND local_port IS NOT NULL")
                .groupBy(expr("log_name").as("p_log"), expr("local_port").as("p_port"))
                .agg(expr("min(last_day)").as("p_day"));
    }
}
