package org.hangup.jobs.pipeline;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.AnalyzeOptions;
import org.hangup.jobs.BuiltDays;
import org.hangup.jobs.DayBuilder;
import org.hangup.jobs.archive.Survey;
import org.hangup.jobs.archive.SurveyedFile;

/** Events to connections to sessions to statistics, written as the days' partitions of every table. */
public final class Pipeline implements DayBuilder {
    /** Records of the input for each task of a shuffle. */
    private static final long RECORDS_PER_TASK = 1_500_000;
    /** The beginning of time for an input that is read from its beginning: year 1. */
    private static final long BEGINNING = -62_135_596_800_000_000L;

    @Override
    public BuiltDays build(
            SparkSession spark,
            Survey survey,
            AnalyzeOptions options,
            NavigableSet<LocalDate> days,
            String stateFolder,
            String staging) {
        configure(spark, survey, options);
        var state = new State(spark, stateFolder);
        var logs = new Logs(survey, state.logs());
        long from = state.exists() ? Zones.start(days.first(), options.zone()) : BEGINNING;
        long to = Zones.start(days.last().plusDays(1), options.zone());

        var counted = new Observation("events");
        var events = new Events(spark, survey, options, logs)
                .between(from, to)
                .observe(counted, expr("count(*)").as("events"));
        if (state.exists()) {
            events = events.unionByName(state.events(logs));
        }
        var connections = Connections.of(events, logs.boots(spark));
        var rows = new Rows(days, options.zone());
        String folder = staging + "/settled";
        rows.work(Sessions.settle(connections, causes(spark, options))).write().parquet(folder);
        var work = spark.read().parquet(folder);
        List<Row> clientPorts = List.of();
        if (logs.hasUndecidedPorts(survey)) {
            clientPorts =
                    merge(logs.clientPorts(), Connections.clientPorts(work).collectAsList());
            work = Connections.withoutRequests(work, spark.createDataFrame(clientPorts, Connections.CLIENT_PORTS));
        }
        var boots = logs.stateRows(spark, survey, days, options.zone(), clientPorts);
        new Tables(spark, rows, options, days, staging).write(work, state, boots);
        delete(spark, folder);
        return built(counted);
    }

    private static BuiltDays built(Observation counted) {
        return new BuiltDays(counted.getRow().getLong(0), Map.of(), List.of());
    }

    private static void configure(SparkSession spark, Survey survey, AnalyzeOptions options) {
        long records = survey.files().stream().mapToLong(SurveyedFile::records).sum();
        int cores = spark.sparkContext().defaultParallelism();
        long tasks = Math.max(cores, Math.min(10_000, records / RECORDS_PER_TASK + 1));
        var conf = spark.conf();
        conf.set("spark.sql.shuffle.partitions", tasks);
        conf.set("spark.sql.catalog." + PipelineCatalog.NAME, PipelineCatalog.class.getName());
        conf.set("spark.sql.session.timeZone", "UTC");
        if (!options.messages().isEmpty()) {
            conf.set("spark.sql.catalog.ejabberd.messages", String.join(",", options.messages()));
        }
        if (!options.causes().isEmpty()) {
            conf.set("spark.sql.catalog.ejabberd.causes", String.join(",", options.causes()));
        }
    }

    /** The ports of the state with those of the input, the earliest day of each. */
    private static List<Row> merge(Map<List<Object>, Integer> known, List<Row> seen) {
        var merged = new java.util.HashMap<>(known);
        for (Row row : seen) {
            merged.merge(List.of(row.getString(0), row.getInt(1)), row.getInt(2), Math::min);
        }
        var rows = new ArrayList<Row>();
        merged.forEach((port, day) -> rows.add(RowFactory.create(port.get(0), port.get(1), day)));
        return rows;
    }

    /** The operator's own reason tables as one text. */
    private static String causes(SparkSession spark, AnalyzeOptions options) {
        var texts = new ArrayList<String>();
        for (String file : options.causes()) {
            var path = new Path(file);
            try (var in =
                    path.getFileSystem(spark.sessionState().newHadoopConf()).open(path)) {
                texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read --causes " + file, e);
            }
        }
        return String.join(SettleFunction.NEXT_TABLE, texts);
    }

    private static void delete(SparkSession spark, String folder) {
        try {
            var path = new Path(folder);
            path.getFileSystem(spark.sessionState().newHadoopConf()).delete(path, true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }

    /** Writes the tables. */
    private record Tables(
            SparkSession spark, Rows rows, AnalyzeOptions options, NavigableSet<LocalDate> days, String staging) {
        void write(Dataset<Row> work, State state, Dataset<Row> boots) {
            save(rows.connections(work), "connections");
            var sessions = rows.sessions(work);
            var settled = Rows.settledSessions(sessions);
            var marks = settled.drop("date").unionByName(before(state));
            save(rows.sessionRows(Previous.of(sessions, marks)), "sessions");
            statistics();
            var unsettled = rows.unsettled(work);
            save(Rows.openConnections(unsettled), "open_connections");
            var stateRows = carried(unsettled, marks)
                    .unionByName(lastOfDay(settled), true)
                    .unionByName(boots, true);
            save(stateRows, "_state");
        }

        private Dataset<Row> before(State state) {
            return state.lastSessions(days.first())
                    .select("user", "server", "session_id", "closed_at", "settled_at", "cause");
        }

        private void statistics() {
            var input = Statistics.input(spark.read().parquet(staging + "/connections"), options.zone());
            save(Statistics.byUser(input), "disconnects_by_user");
            save(Statistics.byIp(input), "disconnects_by_ip");
            save(Statistics.byCause(input), "disconnects_by_cause");
        }

        /** Unsettled connections; what their sessions came after is known since they opened. */
        private Dataset<Row> carried(Dataset<Row> unsettled, Dataset<Row> marks) {
            var users = unsettled
                    .where("session IS NOT NULL AND NOT session.carried")
                    .select(expr("facts.user AS u"), expr("facts.server AS s"))
                    .distinct();
            var ofUsers = expr("user <=> u AND server <=> s");
            var opened = unsettled
                    .where("session IS NOT NULL AND NOT session.carried")
                    .selectExpr(
                            "facts.user AS user",
                            "facts.server AS server",
                            "session.id AS session_id",
                            "session.opened_at AS session_opened_at",
                            "false AS carried",
                            "session.previous_session_id",
                            "session.previous_closed_at",
                            "session.previous_cause")
                    .dropDuplicates("session_id");
            var previous = Previous.of(opened, marks.join(users, ofUsers, "left_semi"))
                    .selectExpr(
                            "session_id AS s_id",
                            "previous_session_id AS p_id",
                            "previous_closed_at AS p_closed_at",
                            "previous_cause AS p_cause");
            return unsettled
                    .join(previous, expr("session.id = s_id"), "left_outer")
                    .withColumn("facts", StateFacts.withSession())
                    .selectExpr("'connection' AS kind", "log_name AS log", "boot_id", "id", "facts", "date");
        }

        private static Dataset<Row> lastOfDay(Dataset<Row> settled) {
            return settled.groupBy("date", "user", "server")
                    .agg(
                            expr(
                                    "max_by(struct(session_id, closed_at, settled_at, cause), struct(settled_at, session_id)) AS l"))
                    .select(lit("session").as("kind"), expr("user"), expr("server"), expr("l.*"), expr("date"));
        }

        /** Writes a table, with the described columns in the described order. */
        private void save(Dataset<Row> table, String name) {
            var described = org.hangup.jobs.publish.Tables.all().get(name);
            var columns = described == null
                    ? new String[] {"*"}
                    : described.add("date", "date").fieldNames();
            table.select(Stream.of(columns)
                            .map(org.apache.spark.sql.functions::col)
                            .toArray(Column[]::new))
                    .write()
                    .partitionBy("date")
                    .parquet(staging + "/" + name);
        }
    }
}
