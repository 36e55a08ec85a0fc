package org.hangup.jobs.connections;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** From gathered events to connections, one row each. */
public final class Connections {
    /** The session that a connection begins, or that it carries from the day before. */
    static final StructType SESSION = new StructType()
            .add("id", DataTypes.StringType) // connection_id of its first connection
            .add("node", DataTypes.StringType) // of its first connection
            .add("first_ip", DataTypes.StringType)
            .add("opened_at", DataTypes.LongType) // microseconds since the epoch, UTC
            .add("connections", DataTypes.IntegerType) // so many with this one
            .add("carried", DataTypes.BooleanType) // from the day before: what it came after is known
            .add("previous_id", DataTypes.StringType)
            .add("previous_closed_at", DataTypes.LongType)
            .add("previous_cause", DataTypes.StringType);

    /**
     * What the windows and the filters before them ask for, and the facts. Spark makes one method of a row's fields, which the
     * virtual machine only interprets above 8000 bytes: some thirty fields, those of the session included, are the most.
     */
    public static final StructType SCHEMA = new StructType()
            .add("connection_id", DataTypes.StringType)
            .add("log", DataTypes.IntegerType) // number of the log
            .add("boot", DataTypes.IntegerType) // number of the boot in its log
            .add("id", DataTypes.BinaryType) // as its lines print it
            .add("owner", DataTypes.StringType) // user of its session; if it had none, its connection_id
            .add("server", DataTypes.StringType)
            .add("resource", DataTypes.StringType)
            .add("bound", DataTypes.BooleanType) // it had a session
            .add("order", DataTypes.LongType) // ConnectionEvent.order of its opening, else of its first record
            .add("offset", DataTypes.LongType) // of that record
            .add("opened_at", DataTypes.LongType) // time of that record, microseconds since the epoch, UTC
            .add("resumes", DataTypes.BooleanType) // its opening line says that a session goes on in it
            .add("over", DataTypes.BooleanType) // a line of its own has ended it, or time on a day before
            .add("lost_at", DataTypes.LongType) // when it was lost and began to wait for resumption, else NULL
            .add("last_at", DataTypes.LongType) // its last record
            .add("opened_in", DataTypes.BinaryType) // file of the opening line
            .add("local_port", DataTypes.IntegerType) // of a listener that nothing names; else NULL
            .add("client", DataTypes.BooleanType) // a line that only a client's connection writes was seen
            .add("last_day", DataTypes.IntegerType) // of its last record, days since 1970-01-01
            .add("session", SESSION)
            .add("facts", DataTypes.BinaryType); // FoldedConnection

    /** RFC 6120: 5222; 5223 with TLS from the start. */
    private static final Set<Integer> XMPP_PORTS = Set.of(5222, 5223);

    private Connections() {}

    /**
     * The connections of gathered events ({@link org.hangup.jobs.events.Events#GATHERED}): those of an id are brought together in
     * the order of their log, and folded, one connection held at a time.
     *
     * @param tasks of the shuffle
     */
    public static Dataset<Row> folded(Dataset<Row> gathered, int tasks, Broadcast<BuildFacts> build) {
        return gathered.repartition(tasks, col("key"))
                .sortWithinPartitions("key", "log", "boot", "id", "order", "offset")
                .mapPartitions(
                        (MapPartitionsFunction<Row, Row>) rows -> new Folding(rows, build.value()),
                        Encoders.row(SCHEMA));
    }

    /** What was seen on the ports of unnamed listeners, by the day of a connection's last record: columns log, port, day, clients, others. */
    public static Dataset<Row> ports(Dataset<Row> connections) {
        return connections
                .where("local_port IS NOT NULL")
                .groupBy(
                        col("log"),
                        col("local_port").as("port"),
                        col("last_day").as("day"))
                .agg(
                        expr("count_if(client)").as("clients"),
                        expr("count_if(NOT client)").as("others"));
    }

    /**
     * Without accepts that may be http requests: those on a port of an unknown listener on which no client's line was seen until
     * the day of their last record. On XMPP's own ports nothing else is expected.
     *
     * @param clientPorts by the number of the log, the ports on which clients were seen, and the first day
     */
    public static Dataset<Row> ofClients(
            Dataset<Row> connections, SparkSession spark, Map<Integer, Map<Integer, Integer>> clientPorts) {
        List<Row> ports = new ArrayList<>();
        clientPorts.forEach((log, ofLog) -> ofLog.forEach((port, day) -> ports.add(RowFactory.create(log, port, day))));
        StructType schema = new StructType()
                .add("log", DataTypes.IntegerType)
                .add("local_port", DataTypes.IntegerType)
                .add("since", DataTypes.IntegerType);
        Column[] all =
                Arrays.stream(connections.columns()).map(name -> col(name)).toArray(Column[]::new);
        Dataset<Row> known = spark.createDataFrame(ports, schema);
        return connections
                .join(broadcast(known), new String[] {"log", "local_port"}, "left")
                .where(col("client")
                        .or(col("local_port").isNull())
                        .or(col("local_port").isin(XMPP_PORTS.toArray()))
                        .or(col("since").leq(col("last_day"))))
                .select(all);
    }

    /**
     * How many connections {@link #ofClients} leaves out, by the same rule.
     *
     * @param seen rows of {@link #ports}
     * @param clientPorts as there
     */
    public static long undecided(List<Row> seen, Map<Integer, Map<Integer, Integer>> clientPorts) {
        long undecided = 0;
        for (Row port : seen) {
            Integer since = clientPorts.getOrDefault(port.getInt(0), Map.of()).get(port.getInt(1));
            boolean ofClients = XMPP_PORTS.contains(port.getInt(1)) || (since != null && since <= port.getInt(2));
            undecided += ofClients ? 0 : port.<Long>getAs("others");
        }
        return undecided;
    }
}
