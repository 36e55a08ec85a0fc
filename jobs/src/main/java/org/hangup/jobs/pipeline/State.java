package org.hangup.jobs.pipeline;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.hangup.jobs.archive.Listener;

/**
 * What a day leaves to the next one, in {@code _state/date=D}: connections that are not settled (rows of kind
 * {@code connection}), what is known of each log's running boot ({@code log}), and each user's last session that was
 * settled on the day ({@code session}).
 */
final class State {
    /** A session is another's previous one if it was settled within so many days before. */
    static final int DAYS_BACK = 30;

    static final StructType SCHEMA = new StructType()
            .add("kind", DataTypes.StringType)
            .add("log", DataTypes.StringType)
            .add("boot_id", DataTypes.StringType)
            .add("id", DataTypes.StringType)
            .add("facts", Fact.SCHEMA)
            .add("node", DataTypes.StringType)
            .add("version", DataTypes.StringType)
            .add("listeners", DataTypes.createMapType(DataTypes.IntegerType, DataTypes.StringType))
            .add("client_ports", DataTypes.createMapType(DataTypes.IntegerType, DataTypes.IntegerType))
            .add("user", DataTypes.StringType)
            .add("server", DataTypes.StringType)
            .add("session_id", DataTypes.StringType)
            .add("closed_at", DataTypes.LongType)
            .add("settled_at", DataTypes.LongType)
            .add("cause", DataTypes.StringType);

    private final SparkSession spark;
    private final String folder;

    /** @param folder {@code .../_state/date=D}; null: nothing came before */
    State(SparkSession spark, String folder) {
        this.spark = spark;
        this.folder = folder;
    }

    boolean exists() {
        return folder != null;
    }

    private Dataset<Row> rows() {
        return exists() ? spark.read().schema(SCHEMA).parquet(folder) : spark.createDataFrame(List.of(), SCHEMA);
    }

    Map<String, Logs.CarriedLog> logs() {
        Map<String, Logs.CarriedLog> logs = new HashMap<>();
        for (Row row : rows().where("kind = 'log'").collectAsList()) {
            String log = row.getAs("log");
            Map<Integer, String> listeners = row.getJavaMap(row.fieldIndex("listeners"));
            logs.put(
                    log,
                    new Logs.CarriedLog(
                            log,
                            row.getAs("boot_id"),
                            row.getAs("node"),
                            row.getAs("version"),
                            listeners.entrySet().stream()
                                    .map(entry -> new Listener(log, 0, entry.getKey(), entry.getValue()))
                                    .toList(),
                            row.getJavaMap(row.fieldIndex("client_ports"))));
        }
        return logs;
    }

    /** The unsettled connections as events that come before all others. */
    Dataset<Row> events(Logs logs) {
        var columns = Arrays.stream(EventColumn.ALL)
                .map(column -> switch (column) {
                    case KIND -> lit(Kind.CARRIED.code()).as(column.column());
                    case CARRIED -> expr("facts").as(column.column());
                    case AT, DAY, ORDER, OFFSET -> lit(0L).cast(column.type).as(column.column());
                    default -> lit(null).cast(column.type).as(column.column());
                })
                .toList();
        var boots = rows().where("kind = 'connection'").select("log", "boot_id").distinct().collectAsList().stream()
                .map(row -> org.apache.spark.sql.RowFactory.create(
                        row.getString(0),
                        row.getString(1),
                        logs.number(row.getString(0)),
                        logs.boot(row.getString(0), row.getString(1))))
                .toList();
        var numbers = spark.createDataFrame(
                boots,
                new StructType()
                        .add("n_log", DataTypes.StringType)
                        .add("n_boot", DataTypes.StringType)
                        .add("log_number", DataTypes.IntegerType)
                        .add("boot_number", DataTypes.IntegerType));
        var selected = new java.util.ArrayList<Column>(
                List.of(expr("log_number").as("log"), expr("boot_number").as("boot"), expr("id")));
        selected.addAll(columns);
        return rows().where("kind = 'connection'")
                .join(org.apache.spark.sql.functions.broadcast(numbers), expr("log = n_log AND boot_id = n_boot"))
                .select(selected.toArray(Column[]::new));
    }

    /** The users' last sessions of the days that count as before: columns user, server, id, closed_at, settled_at, cause. */
    Dataset<Row> lastSessions(LocalDate firstDay) {
        if (!exists()) {
            return spark.createDataFrame(List.of(), SCHEMA);
        }
        var parent = new Path(folder).getParent();
        String days = firstDay.minusDays(DAYS_BACK + 1)
                .datesUntil(firstDay)
                .map(day -> new Path(parent, "date=" + day))
                .filter(this::isThere)
                .map(Path::toString)
                .collect(Collectors.joining("\n"));
        if (days.isEmpty()) {
            return spark.createDataFrame(List.of(), SCHEMA);
        }
        return spark.read().schema(SCHEMA).parquet(days.split("\n")).where("kind = 'session'");
    }

    private boolean isThere(Path path) {
        try {
            return path.getFileSystem(spark.sessionState().newHadoopConf()).exists(path);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("cannot look at " + path, e);
        }
    }
}
