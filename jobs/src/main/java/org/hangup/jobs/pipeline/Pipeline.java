package org.hangup.jobs.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.hangup.jobs.AnalyzeOptions;
import org.hangup.jobs.BuiltDays;
import org.hangup.jobs.DayBuilder;
import org.hangup.jobs.archive.Survey;
import org.hangup.jobs.archive.SurveyedFile;
import org.hangup.jobs.publish.TableFiles;
import scala.Tuple2;

/**
 * Events to connections to sessions to statistics, written as the days' partitions of every table. Three windows, each over
 * rows that Spark has brought together and sorted: by the id of a connection ({@link FoldTask}), by user
 * ({@link HistoryTask}), by the columns of a row of statistics ({@link TallyTask}). Rows are bytes that begin with what they
 * are sorted by; a window reads each once and holds little.
 */
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
        configure(spark);
        return new Build(spark, survey, options, days, new State(spark, stateFolder), staging).run();
    }

    private static void configure(SparkSession spark) {
        spark.conf().set("spark.sql.session.timeZone", "UTC");
        // the tasks are planned here, and a plan that is made anew at each stage only costs time
        spark.conf().set("spark.sql.adaptive.enabled", false);
    }

    /** One build of some days. */
    private static final class Build {
        private final SparkSession spark;
        private final Survey survey;
        private final AnalyzeOptions options;
        private final NavigableSet<LocalDate> days;
        private final State state;
        private final Logs logs;
        private final BuildPlan plan;
        private final int tasks;

        Build(
                SparkSession spark,
                Survey survey,
                AnalyzeOptions options,
                NavigableSet<LocalDate> days,
                State state,
                String staging) {
            this.spark = spark;
            this.survey = survey;
            this.options = options;
            this.days = days;
            this.state = state;
            logs = new Logs(survey, state.logs());
            plan = new BuildPlan(
                    options.zone(),
                    days.stream().mapToInt(day -> (int) day.toEpochDay()).toArray(),
                    Zones.start(days.last().plusDays(1), options.zone()),
                    logs.table(options.zone(), state.exists() ? days.first() : null),
                    null,
                    texts(options.causes()),
                    staging,
                    new SerializableConfiguration(spark.sessionState().newHadoopConf()));
            long records =
                    survey.files().stream().mapToLong(SurveyedFile::records).sum();
            int cores = spark.sparkContext().defaultParallelism();
            tasks = (int) Math.max(cores, Math.min(10_000, records / RECORDS_PER_TASK + 1));
            spark.conf().set("spark.sql.shuffle.partitions", tasks);
        }

        BuiltDays run() {
            TaskCounts counts = counts();
            Map<Integer, Map<Integer, Integer>> clientPorts = logs.clientPorts();
            Dataset<byte[]> connections = folded(events(counts));
            if (logs.hasUndecidedPorts(survey)) {
                connections = connections.persist(StorageLevel.DISK_ONLY());
                add(clientPorts, portsOfClients(connections));
                build(connections, plan.withClientPorts(clientPorts), counts);
                connections.unpersist();
            } else {
                build(connections, plan, counts);
            }
            Written.count(writeLogs(clientPorts), counts, "logs ");
            Map<String, Long> events = BuiltCounts.eventsByFile(counts.value());
            return new BuiltDays(
                    events.values().stream().mapToLong(Long::longValue).sum(),
                    events,
                    logs.nodes(),
                    notes(counts.value().getOrDefault(BuiltCounts.UNDECIDED, 0L)),
                    BuiltCounts.rows(counts.value()),
                    BuiltCounts.disconnects(counts.value()));
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

        private TaskCounts counts() {
            var counts = new TaskCounts();
            spark.sparkContext().register(counts);
            return counts;
        }

        private void build(Dataset<byte[]> connections, BuildPlan whole, TaskCounts counts) {
            Dataset<byte[]> marks = state.lastSessions(days.first());
            Dataset<byte[]> parts = together(marks == null ? connections : connections.union(marks))
                    .mapPartitions(
                            (MapPartitionsFunction<byte[], byte[]>) rows -> new HistoryTask(rows, whole, counts),
                            Encoders.BINARY());
            together(parts)
                    .foreachPartition((ForeachPartitionFunction<byte[]>) rows -> TallyTask.run(rows, whole, counts));
        }

        private Dataset<byte[]> events(TaskCounts counts) {
            long from = state.exists() ? Zones.start(days.first(), options.zone()) : BEGINNING;
            EventReading reading = Events.reading(
                    survey,
                    logs,
                    from,
                    plan.end(),
                    options.zone(),
                    texts(options.messages()),
                    plan.causes(),
                    plan.conf().value());
            Dataset<byte[]> events = new Events(spark, survey, logs, options.splitSize(), reading, counts).all();
            return state.exists() ? events.union(state.connections(logs)) : events;
        }

        private Dataset<byte[]> folded(Dataset<byte[]> events) {
            BuildPlan with = plan;
            return together(events)
                    .mapPartitions(
                            (MapPartitionsFunction<byte[], byte[]>) rows -> new FoldTask(rows, with),
                            Encoders.BINARY());
        }

        /** Rows with the same hash, which are their first bytes, in one task, sorted. */
        private Dataset<byte[]> together(Dataset<byte[]> rows) {
            int count = tasks;
            Dataset<Tuple2<Integer, byte[]>> placed = rows.mapPartitions(
                    (MapPartitionsFunction<byte[], Tuple2<Integer, byte[]>>)
                            all -> new MappedIterator<>(all, row -> new Tuple2<>(Hash.task(row, count), row)),
                    Encoders.tuple(Encoders.INT(), Encoders.BINARY()));
            return placed.repartitionById(count, placed.col("_1"))
                    .sortWithinPartitions("_2")
                    .select(placed.col("_2"))
                    .as(Encoders.BINARY());
        }

        /** Ports on which clients are seen: number of the log, port, first day. */
        private static List<int[]> portsOfClients(Dataset<byte[]> connections) {
            return connections
                    .mapPartitions((MapPartitionsFunction<byte[], int[]>) ClientPorts::of, ClientPorts.ENCODER)
                    .collectAsList();
        }

        private static void add(Map<Integer, Map<Integer, Integer>> known, List<int[]> seen) {
            for (int[] port : seen) {
                known.computeIfAbsent(port[0], log -> new TreeMap<>()).merge(port[1], port[2], Math::min);
            }
        }

        /** What each day has to know of the logs: small, and known here. */
        private Map<String, Map<Integer, Long>> writeLogs(Map<Integer, Map<Integer, Integer>> clientPorts) {
            var files =
                    new TableFiles(plan.staging(), "logs", "driver", plan.conf().value());
            var table = new StateTable(files);
            for (LocalDate day : days) {
                logs.atEndOf(day, survey, options.zone(), clientPorts)
                        .forEach(log -> table.log(log, (int) day.toEpochDay()));
            }
            var gaps = new GapTable(files);
            var clock = new LocalClock(options.zone());
            survey.gaps().stream()
                    .filter(gap -> plan.isBuilt(clock.day(gap.toTs())))
                    .forEach(gap -> gaps.write(gap, logs.node(gap.log()), clock.day(gap.toTs())));
            return files.commit();
        }

        private List<String> texts(List<String> files) {
            var texts = new ArrayList<String>();
            for (String file : files) {
                var path = new Path(file);
                try (var in =
                        path.getFileSystem(spark.sessionState().newHadoopConf()).open(path)) {
                    texts.add(new String(in.readAllBytes(), UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot read " + file, e);
                }
            }
            return texts;
        }
    }
}
