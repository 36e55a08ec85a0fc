package org.hangup.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.not;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.hangup.jobs.archive.CarriedLog;
import org.hangup.jobs.archive.Gap;
import org.hangup.jobs.archive.LocalClock;
import org.hangup.jobs.archive.LocalTimes;
import org.hangup.jobs.archive.Logs;
import org.hangup.jobs.archive.Survey;
import org.hangup.jobs.incidents.Evidence;
import org.hangup.jobs.incidents.IncidentRows;
import org.hangup.jobs.incidents.Incidents;
import org.hangup.jobs.sessions.SettledRows;
import org.hangup.jobs.state.State;
import org.hangup.jobs.statistics.Online;
import org.hangup.jobs.statistics.Statistics;
import org.hangup.jobs.tables.DayFiles;
import org.hangup.jobs.tables.Tables;

/** Writes every table's partitions of the days from the staged rows. */
final class DayTables {
    private static final int AT_A_TIME = 3;

    private final SparkSession spark;
    private final String staging;
    private final NavigableSet<LocalDate> days;
    private final TakenOver taken;
    private final boolean evidenceShown;

    /** @param evidenceShown whether lines of the logs may stand in tables */
    DayTables(
            SparkSession spark, String staging, NavigableSet<LocalDate> days, TakenOver taken, boolean evidenceShown) {
        this.taken = taken;
        this.evidenceShown = evidenceShown;
        this.spark = spark;
        this.staging = staging;
        this.days = days;
    }

    /**
     * Writes all.
     *
     * @param staged rows of {@link SettledRows}
     * @param left what is known of the logs at the end of each day
     * @param incidents finds what hit many
     * @param zone of days and hours
     */
    void write(
            Dataset<Row> staged,
            Map<LocalDate, List<CarriedLog>> left,
            Survey survey,
            Logs logs,
            Incidents incidents,
            ZoneId zone)
            throws IOException {
        LocalClock clock = new LocalClock(zone);
        Dataset<Row> settled = connectionsWithTaken(DayFiles.ofDays(staged, days), zone);
        left.values()
                .forEach(logsOfDay -> logsOfDay.removeIf(log -> taken.logs().contains(log.log())));
        Dataset<Row> open = DayFiles.ofDays(State.open(staged), days);
        Map<LocalDate, Long> rowsByDate = DayFiles.rowsByDate(settled, days);
        DayFiles files = new DayFiles(spark, staging, rowsByDate);
        DayFiles openFiles = new DayFiles(spark, staging, DayFiles.rowsByDate(open, days));
        DayFiles few = new DayFiles(spark, staging, noRows());
        sideBySide(List.of(
                () -> {
                    String[] sort = {"server", "user", "opened_at", "connection_id"};
                    files.write("connections", files.placed(settled, ofUser()), sort);
                },
                () -> {
                    String[] sort = {"server", "user", "opened_at", "session_id"};
                    files.write(
                            "sessions",
                            files.placed(withTaken(SettledRows.sessions(settled), "sessions"), ofUser()),
                            sort);
                },
                () -> Statistics.write(settled, files),
                () -> few.write(
                        "online",
                        few.placed(withTakenNodes(Online.of(staged, days, zone), "online")),
                        "hour",
                        "node",
                        "server"),
                () -> {
                    String[] sort = {"server", "user", "opened_at", "connection_id"};
                    Dataset<Row> rows = withTaken(SettledRows.open(open.where("open")), "open_connections");
                    openFiles.write("open_connections", openFiles.placed(rows, ofUser()), sort);
                },
                () -> {
                    String[] sort = {"kind", "log", "server", "user", "id", "what", "node", "hour"};
                    Incidents.Found found = incidents.find(staged, rowsByDate);
                    Evidence evidence = new Evidence(
                            survey, evidenceShown, spark.sparkContext().hadoopConfiguration());
                    Dataset<Row> incidentRows = IncidentRows.of(spark, found.incidents(), evidence);
                    few.write(
                            "incidents",
                            few.placed(withTaken(incidentRows, "incidents")),
                            "from",
                            "kind",
                            "scope",
                            "log",
                            "node");
                    Dataset<Row> rows = State.left(
                            spark,
                            open,
                            settled,
                            left,
                            found,
                            taken.isNothing() ? null : taken.state(spark, days.first()));
                    Column[] keys = {col("server"), col("user"), col("id")};
                    openFiles.write(Tables.STATE, State.SCHEMA, openFiles.placed(rows, keys), sort);
                },
                () -> {
                    Dataset<Row> rows = withTaken(DayFiles.ofDays(gaps(survey, logs, clock), days), "log_gaps");
                    few.write("log_gaps", few.placed(rows), "log", "from", "offset");
                }));
    }

    /** With the published rows of the logs that are taken over; then one day is built. */
    private Dataset<Row> withTaken(Dataset<Row> rows, String table) {
        if (taken.isNothing()) {
            return rows;
        }
        Dataset<Row> theirs = taken.rows(spark, table, days.first());
        return rows.where(not(taken.isOfThem(col("log")))).unionByName(theirs, true);
    }

    /** The same of connections, for the statistics with their hour. */
    private Dataset<Row> connectionsWithTaken(Dataset<Row> settled, ZoneId zone) {
        if (taken.isNothing()) {
            return settled;
        }
        LocalTimes.register(spark, zone);
        return settled.unionByName(
                taken.rows(spark, "connections", days.first())
                        .withColumn("hour", expr("timestamp_micros(local_hour(unix_micros(ended_at)))")),
                true);
    }

    /** The same of tables that know nodes and no logs. */
    private Dataset<Row> withTakenNodes(Dataset<Row> rows, String table) {
        if (taken.isNothing()) {
            return rows;
        }
        Object[] nodes =
                taken.rows(spark, "connections", days.first()).select("node").distinct().collectAsList().stream()
                        .map(row -> row.getString(0))
                        .toArray();
        Dataset<Row> theirs =
                taken.all(spark, table, days.first()).where(col("node").isin(nodes));
        return rows.where(not(col("node").isin(nodes))).unionByName(theirs, true);
    }

    /** Something that writes a table. */
    private interface Writing {
        void run() throws IOException;
    }

    /** Writes tables some at a time: while one of them is planned or has few tasks, others use the cores. */
    private static void sideBySide(List<Writing> tables) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Writing table : tables) {
                running.add(threads.submit(() -> {
                    table.run();
                    return null;
                }));
            }
            for (Future<?> table : running) {
                table.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while tables were written", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Column[] ofUser() {
        return new Column[] {col("server"), col("user")};
    }

    private Map<LocalDate, Long> noRows() {
        Map<LocalDate, Long> counts = new TreeMap<>();
        days.forEach(day -> counts.put(day, 0L));
        return counts;
    }

    private Dataset<Row> gaps(Survey survey, Logs logs, LocalClock clock) {
        StructType schema = new StructType()
                .add("date", DataTypes.DateType)
                .add("log", DataTypes.StringType)
                .add("node", DataTypes.StringType)
                .add("from", DataTypes.LongType)
                .add("to", DataTypes.LongType)
                .add("kind", DataTypes.StringType)
                .add("dropped", DataTypes.LongType)
                .add("file", DataTypes.StringType)
                .add("offset", DataTypes.LongType);
        List<Row> rows = new ArrayList<>();
        for (Gap gap : survey.gaps()) {
            rows.add(RowFactory.create(
                    java.sql.Date.valueOf(LocalDate.ofEpochDay(clock.day(gap.toTs()))),
                    gap.log(),
                    logs.node(gap.log()),
                    gap.fromTs(),
                    gap.toTs(),
                    gap.kind(),
                    gap.dropped(),
                    gap.file(),
                    gap.offset()));
        }
        return spark.createDataFrame(rows, schema)
                .withColumn("from", expr("timestamp_micros(from)"))
                .withColumn("to", expr("timestamp_micros(to)"));
    }
}
