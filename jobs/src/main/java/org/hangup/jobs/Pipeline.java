package org.hangup.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.hangup.archive.ArchiveFile;
import org.hangup.archive.ReadFile;
import org.hangup.jobs.archive.CarriedLog;
import org.hangup.jobs.archive.LogSummary;
import org.hangup.jobs.archive.Logs;
import org.hangup.jobs.archive.ReadFiles;
import org.hangup.jobs.archive.Survey;
import org.hangup.jobs.archive.SurveyedFile;
import org.hangup.jobs.archive.Zones;
import org.hangup.jobs.connections.BuildFacts;
import org.hangup.jobs.connections.Connections;
import org.hangup.jobs.events.AcceptFailures;
import org.hangup.jobs.events.EventCounts;
import org.hangup.jobs.events.EventPlan;
import org.hangup.jobs.events.Events;
import org.hangup.jobs.incidents.Incidents;
import org.hangup.jobs.people.Privacy;
import org.hangup.jobs.sessions.SettledRows;
import org.hangup.jobs.state.State;
import org.hangup.spark.Extras;

/** Records to events to connections to sessions to tables and statistics, written as the days' partitions of every table. */
final class Pipeline implements DayBuilder {
    /** Records of the input for each task of a shuffle. */
    private static final long RECORDS_PER_TASK = 750_000;
    /** Below it a run is done before the code that Spark would generate and compile for it pays. */
    private static final long FEW_RECORDS = 100_000;
    /** The beginning of time for an input that is read from its beginning: year 1. */
    private static final long BEGINNING = -62_135_596_800_000_000L;

    @Override
    public BuiltDays build(
            SparkSession spark,
            Survey survey,
            AnalyzeOptions options,
            NavigableSet<LocalDate> days,
            String stateFolder,
            TakenOver taken,
            String staging) {
        SparkSession session = session(spark, options);
        if (records(survey) < FEW_RECORDS) {
            session.conf().set("spark.sql.codegen.wholeStage", false);
            session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        }
        return new Build(session, survey, options, days, stateFolder, taken, staging).run();
    }

    private static long records(Survey survey) {
        return survey.files().stream().mapToLong(SurveyedFile::records).sum();
    }

    /** A session of its own, with the operator's tables of this run; the rest is as {@link SparkSessions} sets it. */
    private static SparkSession session(SparkSession spark, AnalyzeOptions options) {
        SparkSession session = spark.newSession();
        session.conf().set("spark.sql.catalog.ejabberd.messages", Extras.option(options.messages()));
        session.conf().set("spark.sql.catalog.ejabberd.causes", Extras.option(options.causes()));
        if (!spark.sparkContext().conf().contains("spark.sql.adaptive.enabled")) {
            // the tasks are planned here, and a plan that is made anew at each stage only costs time
            session.conf().set("spark.sql.adaptive.enabled", false);
        }
        return session;
    }

    /** One build of some days. */
    private static final class Build {
        private final SparkSession spark;
        private final Survey survey;
        private final AnalyzeOptions options;
        private final NavigableSet<LocalDate> days;
        private final State state;
        private final Logs logs;
        private final String staging;
        private final TakenOver taken;
        private final BuildFacts facts;
        private final Privacy privacy;
        private final int tasks;
        /** Uncompressed bytes that are read, by the name of the file. */
        private final Map<String, Long> bytes = new HashMap<>();
        /** What is asked for more than once, until the tables are written. */
        private final List<Dataset<Row>> kept = new ArrayList<>();

        Build(
                SparkSession spark,
                Survey survey,
                AnalyzeOptions options,
                NavigableSet<LocalDate> days,
                String stateFolder,
                TakenOver taken,
                String staging) {
            this.spark = spark;
            this.survey = survey;
            this.options = options;
            this.days = days;
            this.staging = staging;
            this.taken = taken;
            Configuration conf = spark.sparkContext().hadoopConfiguration();
            state = new State(spark, stateFolder);
            logs = new Logs(survey, state.logs());
            List<String> causes = options.causes().stream()
                    .map(file -> Extras.text(file, conf))
                    .toList();
            privacy = privacy(causes, conf);
            facts = new BuildFacts(
                    options.zone(),
                    days.stream().mapToInt(day -> (int) day.toEpochDay()).toArray(),
                    Zones.start(days.last().plusDays(1), options.zone()),
                    logs.table(options.zone(), state.exists() ? days.first() : null),
                    causes,
                    privacy.key());
            tasks = tasks();
            spark.conf().set("spark.sql.shuffle.partitions", tasks);
        }

        private Privacy privacy(List<String> causes, Configuration conf) {
            try {
                return Privacy.of(Privacy.key(options.pseudonyms(), conf), options.output(), causes, conf);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read what is kept of people", e);
            }
        }

        /** A whole number of tasks for each core, so that none waits for the last task of another. */
        private int tasks() {
            String asked = spark.sparkContext().conf().get("spark.sql.shuffle.partitions", null);
            if (asked != null) {
                return Integer.parseInt(asked);
            }
            int cores = spark.sparkContext().defaultParallelism();
            return cores * (int) Math.min(10_000 / cores + 1, records(survey) / RECORDS_PER_TASK / cores + 1);
        }

        BuiltDays run() {
            JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
            Broadcast<BuildFacts> build = context.broadcast(facts);
            EventCounts counts = new EventCounts();
            spark.sparkContext().register(counts);
            AcceptFailures failures = new AcceptFailures();
            spark.sparkContext().register(failures);
            Dataset<Row> folded = Connections.folded(gathered(counts, failures), tasks, build);
            Dataset<Row> connections = folded;
            Map<Integer, Map<Integer, Integer>> clientPorts = logs.clientPorts();
            long undecided = 0;
            if (logs.hasUndecidedPorts(survey)) {
                folded.persist(StorageLevel.DISK_ONLY());
                kept.add(folded);
                List<Row> seen = Connections.ports(folded).collectAsList();
                add(clientPorts, seen);
                undecided = Connections.undecided(seen, clientPorts);
                connections = Connections.ofClients(folded, spark, clientPorts);
            }
            SettledRows.of(connections, state.endedSessions(days.first()), severalNodes(), tasks, build)
                    .write()
                    .option("compression", "lz4_raw")
                    .option("parquet.enable.dictionary", false)
                    .option("parquet.column.statistics.enabled", false)
                    .parquet(staging + "/settled");
            Map<String, Long> events = counts.value();
            try {
                new DayTables(spark, staging, days, taken, privacy.isNone())
                        .write(
                                spark.read().parquet(staging + "/settled"),
                                left(clientPorts),
                                survey,
                                logs,
                                new Incidents(
                                        survey,
                                        logs,
                                        facts.boots(),
                                        failures.value(),
                                        state.incidents(days.first()),
                                        options.zone()),
                                options.zone());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write the tables to " + staging, e);
            }
            kept.forEach(Dataset::unpersist);
            build.destroy();
            return new BuiltDays(
                    events.values().stream().mapToLong(Long::longValue).sum(),
                    events,
                    logs.nodes(),
                    bytes,
                    notes(undecided));
        }

        private Dataset<Row> gathered(EventCounts counts, AcceptFailures failures) {
            String archive = staging + "/archive.json";
            Configuration conf = spark.sparkContext().hadoopConfiguration();
            long from = state.exists() ? Zones.start(days.first(), options.zone()) : Long.MIN_VALUE;
            List<ReadFile> files = ReadFiles.of(survey, logs, from, facts.end());
            bytes.putAll(ReadFiles.bytes(files));
            try {
                ArchiveFile.write(new Path(archive), files, conf);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + archive, e);
            }
            EventPlan plan = new EventPlan(
                    archive,
                    Math.max(from, BEGINNING),
                    facts.end(),
                    options.zone(),
                    options.messages(),
                    options.splitSize(),
                    numbers(LogSummary::aliases),
                    numbers(LogSummary::console),
                    numbers(log -> log.console() && log.debug()),
                    privacy);
            Dataset<Row> gathered = new Events(spark, plan).gathered(counts, failures, kept::add);
            return state.exists() ? gathered.unionByName(state.connections(logs, taken.logs())) : gathered;
        }

        private List<Integer> numbers(Predicate<LogSummary> wanted) {
            return survey.logs().stream()
                    .filter(wanted)
                    .map(log -> logs.number(log.log()))
                    .toList();
        }

        private boolean severalNodes() {
            return logs.nodes().values().stream().distinct().count() > 1;
        }

        private static void add(Map<Integer, Map<Integer, Integer>> known, List<Row> seen) {
            for (Row port : seen) {
                if (port.<Long>getAs("clients") > 0) {
                    known.computeIfAbsent(port.getInt(0), log -> new TreeMap<>())
                            .merge(port.getInt(1), port.getInt(2), Math::min);
                }
            }
        }

        private Map<LocalDate, List<CarriedLog>> left(Map<Integer, Map<Integer, Integer>> clientPorts) {
            Map<LocalDate, List<CarriedLog>> left = new HashMap<>();
            for (LocalDate day : days) {
                left.put(day, logs.atEndOf(day, survey, options.zone(), clientPorts));
            }
            return left;
        }

        private static List<String> notes(long undecided) {
            return undecided == 0
                    ? List.of()
                    : List.of(String.format(
                            Locale.ROOT,
                            "%,d accepted connections gave no row: no record says whose listener their port has, and no"
                                    + " client was seen on it (most will be http requests)",
                            undecided));
        }
    }
}
