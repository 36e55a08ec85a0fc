package org.hangup.jobs.events;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.hangup.spark.Extras;

/**
 * From records to events, and the events of a connection brought together. Each step is a Dataset that can be explained.
 *
 * <p>Most events print the one id of their connection, and go straight to its others. Those that print another one (a
 * console's JID, the pid of a process that is not the connection's) are named by what stands around them: {@link Identities}.
 */
public final class Events {
    /** Some events of one connection, of one piece of a file. */
    public static final StructType GATHERED = new StructType()
            .add("key", DataTypes.LongType) // hash of the next three
            .add("log", DataTypes.IntegerType) // number of the log
            .add("boot", DataTypes.IntegerType) // number of the boot in its log
            .add("id", DataTypes.BinaryType) // of the connection, as its lines print it
            .add("order", DataTypes.LongType) // ConnectionEvent.order of the first event
            .add("offset", DataTypes.LongType) // of the first event
            .add("file", DataTypes.BinaryType) // name of the file
            .add("events", DataTypes.BinaryType); // ConnectionEvent by ConnectionEvent, in the log's order

    private final SparkSession spark;
    private final EventPlan plan;

    public Events(SparkSession spark, EventPlan plan) {
        this.spark = spark;
        this.plan = plan;
    }

    /** The records that may be events, of the days that are built, each with what {@code parse_event} says of it. */
    public Dataset<Row> events() {
        return spark.read()
                .format("ejabberd")
                .option("archive", plan.archive())
                .option("records", "events")
                .option("messages", Extras.option(plan.messages()))
                .option("splitSize", plan.splitSize())
                .load()
                .where(expr(
                        "ts >= timestamp_micros(%dL) AND ts < timestamp_micros(%dL)".formatted(plan.from(), plan.to())))
                .selectExpr(
                        "log",
                        "boot",
                        "file_order",
                        "file",
                        "offset",
                        "ts",
                        "pid",
                        "version",
                        "doubled",
                        "console",
                        "client_ports",
                        "other_ports",
                        "ejabberd.parse_event(message, module, version) AS event");
    }

    /**
     * The events of connections, gathered: rows of {@link #GATHERED}, many a connection.
     *
     * @param failures gets the times in which nobody could connect
     * @param persisted gets what is read once and asked for twice; to be let go of when the rows are no longer needed
     */
    public Dataset<Row> gathered(EventCounts counts, AcceptFailures failures, Consumer<Dataset<Row>> persisted) {
        Dataset<Row> packed = events().selectExpr(
                        "log",
                        "boot",
                        "file_order",
                        "CAST(file AS BINARY) AS file",
                        "console",
                        "NOT coalesce(version >= '17.12' AND substring(version, 3, 1) = '.', false) AS old",
                        "hangup.pack_event(event, unix_micros(ts), pid, offset, doubled, console, client_ports,"
                                + " other_ports) AS event");
        return gathered(packed, counts, failures, persisted);
    }

    /** Packed events (columns log, boot, file_order, file, console, old, event, in the order of their files), gathered. */
    Dataset<Row> gathered(
            Dataset<Row> packed, EventCounts counts, AcceptFailures failures, Consumer<Dataset<Row>> persisted) {
        EventPlan with = plan;
        Dataset<Row> all = packed.mapPartitions(
                (MapPartitionsFunction<Row, Row>) rows -> new Gathering(rows, with, counts, failures),
                Encoders.row(Gathering.SCHEMA));
        if (plan.namedOtherwise().isEmpty()) {
            return all.select(columns(GATHERED));
        }
        Dataset<Row> kept = all.persist(StorageLevel.DISK_ONLY());
        persisted.accept(kept);
        Dataset<Row> named =
                kept.where("named IS NOT NULL").select("log", "boot", "order", "offset", "file", "named.*", "events");
        Dataset<Row> united = new Identities(plan.consoles(), plan.tracedConsoles()).unite(named);
        return kept.where("named IS NULL")
                .select(columns(GATHERED))
                .unionByName(
                        united.mapPartitions((MapPartitionsFunction<Row, Row>) Renaming::new, Encoders.row(GATHERED)));
    }

    /** A connection that was open at the end of the day before, as the first event of its id: a row of {@link #GATHERED}. */
    public static Row carried(int log, int boot, byte[] id, byte[] facts) {
        ConnectionEvent event = new ConnectionEvent();
        event.kind = Kind.CARRIED;
        event.set(EventText.CARRIED, facts, 0, facts.length);
        BytesOut out = new BytesOut();
        event.write(out, 0, 0);
        byte[] noFile = {};
        return Fragments.row(
                Fragments.key(log, boot, id, 0, id.length), log, boot, id, Long.MIN_VALUE, 0, noFile, out.toArray());
    }

    private static Column[] columns(StructType schema) {
        List<Column> columns = new ArrayList<>();
        for (String name : schema.fieldNames()) {
            columns.add(col(name));
        }
        return columns.toArray(Column[]::new);
    }
}
