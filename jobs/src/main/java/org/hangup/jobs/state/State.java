package org.hangup.jobs.state;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.not;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.hangup.jobs.archive.CarriedLog;
import org.hangup.jobs.archive.Logs;
import org.hangup.jobs.events.Events;
import org.hangup.jobs.incidents.Carried;
import org.hangup.jobs.incidents.Hourly;
import org.hangup.jobs.incidents.Incidents;
import org.hangup.jobs.incidents.Series;
import org.hangup.log.LogRecord;

/**
 * What a day leaves to the next one, in {@code _state/date=D}: connections that are not settled, or of which a late line may
 * come (rows of kind {@code connection}, or {@code provisional}), what is known of each log's running boot ({@code log}), and each user's session
 * whose end was told last on that day ({@code session}), what may be part of an incident of a later day ({@code incident}), and how often
 * what happened in its hours ({@code hour}).
 */
public final class State {
    public static final StructType SCHEMA = new StructType()
            .add("kind", DataTypes.StringType)
            .add("log", DataTypes.StringType)
            .add("boot_id", DataTypes.StringType)
            .add("id", DataTypes.BinaryType)
            .add("facts", DataTypes.BinaryType)
            .add("node", DataTypes.StringType)
            .add("version", DataTypes.StringType)
            .add("listeners", DataTypes.StringType)
            .add("client_ports", DataTypes.StringType)
            .add("last_at", DataTypes.LongType)
            .add("user", DataTypes.StringType)
            .add("server", DataTypes.StringType)
            .add("session_id", DataTypes.StringType)
            .add("closed_at", DataTypes.LongType)
            .add("told_at", DataTypes.LongType)
            .add("cause", DataTypes.StringType)
            .add("what", DataTypes.StringType)
            .add("hour", DataTypes.IntegerType)
            .add("from", DataTypes.LongType)
            .add("to", DataTypes.LongType)
            .add("connections", DataTypes.LongType)
            .add("users", DataTypes.LongType)
            .add("file", DataTypes.StringType)
            .add("offset", DataTypes.LongType);

    /** A session is another's previous one if its end was told within so many days before. */
    private static final int DAYS_BACK = 30;

    /** The kind of a row of a connection that was settled at its log's last record, until that log goes on. */
    private static final String PROVISIONAL = "provisional";

    private final SparkSession spark;
    private final String folder;

    /** @param folder {@code .../_state/date=D}; null: nothing came before */
    public State(SparkSession spark, String folder) {
        this.spark = spark;
        this.folder = folder;
    }

    public boolean exists() {
        return folder != null;
    }

    private Dataset<Row> rows(String kind, String... folders) {
        return spark.read().schema(SCHEMA).parquet(folders).where(col("kind").equalTo(kind));
    }

    /** What is known of the logs, by name. */
    public Map<String, CarriedLog> logs() {
        Map<String, CarriedLog> logs = new HashMap<>();
        if (exists()) {
            for (Row row : rows("log", folder).collectAsList()) {
                int lastAt = row.fieldIndex("last_at");
                logs.put(
                        row.getAs("log"),
                        CarriedLog.of(
                                row.getAs("log"),
                                row.getAs("boot_id"),
                                row.getAs("node"),
                                row.getAs("version"),
                                row.getAs("listeners"),
                                row.getAs("client_ports"),
                                row.isNullAt(lastAt) ? LogRecord.NO_TIME : row.getLong(lastAt)));
            }
        }
        return logs;
    }

    /** The logs of which a row was settled by their last record: the day must be built again when they go on. */
    public Set<String> provisional() {
        return new HashSet<>(rows(PROVISIONAL, folder)
                .select("log")
                .distinct()
                .as(Encoders.STRING())
                .collectAsList());
    }

    /**
     * The unsettled connections, as events that come before all others: rows of {@link Events#GATHERED}; null if there are none.
     *
     * @param without names of logs that are left out
     */
    public Dataset<Row> connections(Logs logs, Set<String> without) {
        if (!exists()) {
            return null;
        }
        Dataset<Row> rows = rows("connection", folder)
                .unionByName(rows(PROVISIONAL, folder))
                .where(not(col("log").isin(without.toArray())))
                .select("log", "boot_id", "id", "facts");
        Map<List<String>, int[]> boots = new HashMap<>();
        for (Row row : rows.select("log", "boot_id").distinct().collectAsList()) {
            String log = row.getString(0);
            String boot = row.getString(1);
            boots.put(List.of(log, boot), new int[] {logs.number(log), logs.boot(log, boot)});
        }
        return rows.map(
                (MapFunction<Row, Row>) row -> {
                    int[] boot = boots.get(List.of(row.getString(0), row.getString(1)));
                    return Events.carried(boot[0], boot[1], (byte[]) row.get(2), (byte[]) row.get(3));
                },
                Encoders.row(Events.GATHERED));
    }

    /** The users' sessions that ended on the days before a day: owner, server, ended; null if there are none. */
    public Dataset<Row> endedSessions(LocalDate firstDay) {
        String[] folders = exists() ? folders(firstDay) : new String[0];
        if (folders.length == 0) {
            return null;
        }
        return rows("session", folders)
                .select(
                        col("user").as("owner"),
                        col("server"),
                        expr("struct(told_at, closed_at, cause, session_id AS id, false AS told_by_opening)")
                                .as("ended"));
    }

    /** What the days before a day know of incidents. */
    public Incidents.Before incidents(LocalDate firstDay) {
        if (!exists()) {
            return new Incidents.Before(List.of(), List.of());
        }
        List<Carried> carried = rows("incident", folder)
                .coalesce(1)
                .sortWithinPartitions("what", "log", "boot_id", "from")
                .collectAsList()
                .stream()
                .map(row -> new Carried(
                        row.getAs("what"),
                        row.getAs("log"),
                        row.getAs("boot_id"),
                        row.getAs("from"),
                        row.getAs("to"),
                        row.<Long>getAs("connections"),
                        row.getAs("users"),
                        row.getAs("cause"),
                        row.getAs("file"),
                        row.getAs("offset")))
                .toList();
        String[] folders = folders(firstDay);
        List<Hourly> hourly = new ArrayList<>();
        if (folders.length > 0) {
            rows("hour", folders)
                    .selectExpr("CAST(`from` AS INT)", "log", "node", "what", "hour", "connections")
                    .collectAsList()
                    .forEach(row -> hourly.add(new Hourly(
                            row.getInt(0),
                            new Series(row.getString(1), row.getString(2), row.getString(3)),
                            row.getInt(4),
                            row.getLong(5))));
        }
        return new Incidents.Before(carried, hourly);
    }

    private String[] folders(LocalDate firstDay) {
        Path parent = new Path(folder).getParent();
        Stream<LocalDate> days = firstDay.minusDays(DAYS_BACK + 1).datesUntil(firstDay);
        return days.map(day -> new Path(parent, "date=" + day))
                .filter(this::hasRows)
                .map(Path::toString)
                .toArray(String[]::new);
    }

    private boolean hasRows(Path path) {
        try {
            FileSystem fs = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
            return fs.exists(path)
                    && Stream.of(fs.listStatus(path))
                            .anyMatch(file -> file.getPath().getName().endsWith(".parquet"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + path, e);
        }
    }

    /**
     * The days' rows of all kinds, with {@code date}.
     *
     * @param open what connections leave, as {@link #open} gives it
     * @param settled the staged rows of the days
     * @param incidents of the days
     * @param taken rows of the state, with {@code date}, that are taken over; null if there are none
     */
    public static Dataset<Row> left(
            SparkSession spark,
            Dataset<Row> open,
            Dataset<Row> settled,
            Map<LocalDate, List<CarriedLog>> logs,
            Incidents.Found incidents,
            Dataset<Row> taken) {
        Dataset<Row> connections = open.selectExpr(
                "date",
                "IF(provisional, '" + PROVISIONAL + "', 'connection') AS kind",
                "log",
                "boot_id",
                "id",
                "facts");
        // of several at one instant the one that the window over all would take
        Dataset<Row> ended = settled.where("ends_session AND told_at IS NOT NULL")
                .selectExpr(
                        "date",
                        "user",
                        "server",
                        "struct(told_at, log_number, `order`, opened_offset, session_id,"
                                + " unix_micros(closed_at) AS closed_at, session_cause) AS told");
        if (taken != null) {
            ended = ended.union(taken.where("kind = 'session'")
                    .selectExpr(
                            "date",
                            "user",
                            "server",
                            "struct(told_at, -1 AS log_number, 0L AS `order`, 0L AS opened_offset, session_id, closed_at,"
                                    + " cause AS session_cause) AS told"));
        }
        Dataset<Row> sessions = ended.groupBy("date", "user", "server")
                .agg(expr("max(told)").as("last"))
                .selectExpr(
                        "date",
                        "'session' AS kind",
                        "user",
                        "server",
                        "last.session_id",
                        "last.closed_at",
                        "last.told_at",
                        "last.session_cause AS cause");
        Dataset<Row> others = taken == null
                ? spark.createDataFrame(List.<Row>of(), SCHEMA.add("date", DataTypes.DateType))
                : taken.where("kind IN ('connection', 'provisional', 'log')");
        return others.unionByName(connections, true)
                .unionByName(sessions, true)
                .unionByName(logs(spark, logs), true)
                .unionByName(incidents(spark, incidents), true);
    }

    private static Dataset<Row> incidents(SparkSession spark, Incidents.Found found) {
        StructType schema = new StructType()
                .add("date", DataTypes.DateType)
                .add("kind", DataTypes.StringType)
                .add("what", DataTypes.StringType)
                .add("log", DataTypes.StringType)
                .add("boot_id", DataTypes.StringType)
                .add("from", DataTypes.LongType)
                .add("to", DataTypes.LongType)
                .add("connections", DataTypes.LongType)
                .add("users", DataTypes.LongType)
                .add("cause", DataTypes.StringType)
                .add("file", DataTypes.StringType)
                .add("offset", DataTypes.LongType)
                .add("node", DataTypes.StringType)
                .add("hour", DataTypes.IntegerType);
        List<Row> rows = new ArrayList<>();
        found.carried()
                .forEach((day, ofDay) -> ofDay.forEach(carried -> rows.add(RowFactory.create(
                        java.sql.Date.valueOf(day),
                        "incident",
                        carried.what(),
                        carried.log(),
                        carried.bootId(),
                        carried.from(),
                        carried.to(),
                        carried.connections(),
                        carried.users(),
                        carried.cause(),
                        carried.file(),
                        carried.offset(),
                        null,
                        null))));
        found.hourly()
                .forEach(hour -> rows.add(RowFactory.create(
                        java.sql.Date.valueOf(LocalDate.ofEpochDay(hour.day())),
                        "hour",
                        hour.series().what(),
                        hour.series().log(),
                        null,
                        (long) hour.day(),
                        null,
                        hour.count(),
                        null,
                        null,
                        null,
                        null,
                        hour.series().node(),
                        hour.hour())));
        return spark.createDataFrame(rows, schema);
    }

    /** What each connection leaves, day by day: columns of {@code staged}, with those of {@code left} in their place. */
    public static Dataset<Row> open(Dataset<Row> staged) {
        return staged.where("leaves IS NOT NULL")
                .selectExpr(
                        "log",
                        "log_number",
                        "boot",
                        "boot_id",
                        "id",
                        "connection_id",
                        "session_id",
                        "explode(leaves) AS one")
                .selectExpr(
                        "log",
                        "log_number",
                        "boot",
                        "boot_id",
                        "id",
                        "connection_id",
                        "IF(one.bound, session_id, NULL) AS session_id",
                        "one.open",
                        "one.provisional",
                        "one.displaced_at",
                        "one.facts",
                        "explode(sequence(one.from, one.to)) AS day")
                .withColumn("date", expr("date_from_unix_date(day)"));
    }

    private static Dataset<Row> logs(SparkSession spark, Map<LocalDate, List<CarriedLog>> logs) {
        StructType schema = new StructType()
                .add("date", DataTypes.DateType)
                .add("kind", DataTypes.StringType)
                .add("log", DataTypes.StringType)
                .add("boot_id", DataTypes.StringType)
                .add("node", DataTypes.StringType)
                .add("version", DataTypes.StringType)
                .add("listeners", DataTypes.StringType)
                .add("client_ports", DataTypes.StringType)
                .add("last_at", DataTypes.LongType);
        List<Row> rows = new ArrayList<>();
        logs.forEach((day, ofDay) -> ofDay.forEach(log -> rows.add(RowFactory.create(
                java.sql.Date.valueOf(day),
                "log",
                log.log(),
                log.bootId(),
                log.node(),
                log.version(),
                log.listenersText(),
                log.clientPortsText(),
                log.lastAt() == LogRecord.NO_TIME ? null : log.lastAt()))));
        return spark.createDataFrame(rows, schema);
    }
}
