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
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.hangup.jobs.AnalyzeOptions;
import org.hangup.jobs.BuiltDays;
import org.hangup.jobs.DayBuilder;
import org.hangup.jobs.archive.Survey;
import org.hangup.jobs.archive.SurveyedFile;
import org.hangup.jobs.exchange.Exchange;
import org.hangup.jobs.exchange.SortedRows;
import org.hangup.jobs.publish.TableFiles;

/**
 * Events to connections to sessions to statistics, written as the days' partitions of every table. Three windows, each over
 * rows that an exchange has brought together and sorted: by the id of a connection ({@link FoldTask}), by user
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
        private final Exchange exchange;

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
            // a whole number of tasks for each core, so that none waits for the last task of another
            int tasks = cores * (int) Math.min(10_000 / cores + 1, records / RECORDS_PER_TASK / cores + 1);
            exchange = new Exchange(tasks);
            spark.conf().set("spark.sql.shuffle.partitions", tasks);
        }

        BuiltDays run() {
            TaskCounts counts = counts();
            Map<Integer, Map<Integer, Integer>> clientPorts = logs.clientPorts();
            JavaPairRDD<Integer, byte[]> connections = folded(events(counts));
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

        private void build(JavaPairRDD<Integer, byte[]> connections, BuildPlan whole, TaskCounts counts) {
            JavaPairRDD<Integer, byte[]> marks = state.lastSessions(days.first(), exchange);
            var parts = exchange.rows(
                    marks == null ? connections : connections.union(marks),
                    rows -> new HistoryTask(rows, whole, counts));
            exchange.together(parts).foreachPartition(packets -> TallyTask.run(new SortedRows(packets), whole, counts));
        }

        private JavaPairRDD<Integer, byte[]> events(TaskCounts counts) {
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
            JavaPairRDD<Integer, byte[]> events =
                    new Events(spark, survey, logs, options.splitSize(), reading, counts).all(exchange);
            return state.exists() ? events.union(state.connections(logs, exchange)) : events;
        }

        private JavaPairRDD<Integer, byte[]> folded(JavaPairRDD<Integer, byte[]> events) {
            BuildPlan with = plan;
            return exchange.rows(events, rows -> new FoldTask(rows, with));
        }

        /** Ports on which clients are seen: number of the log, port, first day. */
        private static List<int[]> portsOfClients(JavaPairRDD<Integer, byte[]> connections) {
            return connections.mapPartitions(ClientPorts::of).collect();
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
