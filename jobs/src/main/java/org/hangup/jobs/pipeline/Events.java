package org.hangup.jobs.pipeline;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.hangup.archive.LogFile;
import org.hangup.jobs.archive.Listener;
import org.hangup.jobs.archive.LogSummary;
import org.hangup.jobs.archive.Segment;
import org.hangup.jobs.archive.Survey;
import org.hangup.jobs.archive.SurveyedFile;
import org.hangup.jobs.exchange.Exchange;
import org.hangup.spark.source.FileSplit;
import org.hangup.spark.source.SplitPlanner;

/** The events of client connections in an archive, each with the log, the boot and the id of its connection: {@link EventRows}. */
final class Events {
    /** Modules whose accepted connections are XMPP clients. */
    private static final Set<String> CLIENT_LISTENERS = Set.of("ejabberd_c2s");
    /** Bytes of a plain file that one task reads: the more, the fewer connections are cut. */
    private static final long SPLIT_SIZE = 128L << 20;

    private final SparkSession spark;
    private final Survey survey;
    private final Logs logs;
    private final long splitSize;
    private final EventReading reading;
    private final TaskCounts counts;

    /**
     * @param splitSize bytes of a split, 0 for the default
     * @param counts gets the events by file
     */
    Events(SparkSession spark, Survey survey, Logs logs, long splitSize, EventReading reading, TaskCounts counts) {
        this.spark = spark;
        this.survey = survey;
        this.logs = logs;
        this.splitSize = splitSize;
        this.reading = reading;
        this.counts = counts;
    }

    /** What the tasks need to read the events with {@code from <= time < to}, both in microseconds since the epoch. */
    static EventReading reading(
            Survey survey,
            Logs logs,
            long from,
            long to,
            ZoneId zone,
            List<String> messages,
            List<String> causes,
            Configuration conf) {
        Map<List<Object>, List<Listener>> listeners =
                survey.listeners().stream().collect(Collectors.groupingBy(l -> List.of(l.log(), l.boot())));
        Set<String> doubled = names(survey, LogSummary::doubleEncoded);
        Map<String, FileSegments> files = new HashMap<>();
        survey.segments().stream()
                .collect(Collectors.groupingBy(Segment::file))
                .forEach((file, segments) -> files.put(file, segments(segments, logs, listeners, doubled)));
        return new EventReading(files, from, to, zone, messages, causes, new SerializableConfiguration(conf));
    }

    private static FileSegments segments(
            List<Segment> segments, Logs logs, Map<List<Object>, List<Listener>> listeners, Set<String> doubled) {
        Segment any = segments.get(0);
        return new FileSegments(
                logs.number(any.log()),
                any.order(),
                doubled.contains(any.log()),
                segments.stream()
                        .sorted(Comparator.comparingLong(Segment::from))
                        .map(segment -> {
                            var known = logs.listeners(listeners, segment.log(), segment.boot());
                            return new FileSegments.Segment(
                                    segment.from(),
                                    segment.to(),
                                    segment.boot(),
                                    segment.day(),
                                    logs.version(segment.log(), segment.boot()),
                                    ports(known, true),
                                    ports(known, false));
                        })
                        .collect(Collectors.toCollection(ArrayList::new)));
    }

    private static int[] ports(List<Listener> listeners, boolean ofClients) {
        return listeners.stream()
                .filter(listener -> CLIENT_LISTENERS.contains(listener.module()) == ofClients)
                .mapToInt(Listener::port)
                .distinct()
                .toArray();
    }

    JavaPairRDD<Integer, byte[]> all(Exchange exchange) {
        Set<String> whole = names(survey, log -> !log.aliases() && !log.console());
        var direct = splits(whole::contains);
        var named = splits(log -> !whole.contains(log));
        if (named == null) {
            return gathered(direct, exchange);
        }
        return direct == null
                ? united(named, exchange)
                : gathered(direct, exchange).union(united(named, exchange));
    }

    private JavaPairRDD<Integer, byte[]> gathered(JavaRDD<List<FileSplit>> splits, Exchange exchange) {
        EventReading what = reading;
        TaskCounts found = counts;
        return exchange.rows(splits, tasks -> new EventScan(new EventReader(flat(tasks), what, found)));
    }

    private JavaPairRDD<Integer, byte[]> united(JavaRDD<List<FileSplit>> splits, Exchange exchange) {
        EventReading what = reading;
        TaskCounts found = counts;
        var named = splits.flatMap(task -> new NamedEvents(new EventReader(task, what, found)));
        var events = spark.createDataFrame(named, NamedEvents.SCHEMA)
                .withColumn("e_nearby", lit(null).cast("string"));
        var united = new Identities(consoles(log -> true), consoles(LogSummary::debug)).unite(events);
        return exchange.rows(united.select(columns(NamedEvents.UNITED)).javaRDD(), NamedEvents::rows);
    }

    private static List<FileSplit> flat(Iterator<List<FileSplit>> tasks) {
        List<FileSplit> splits = new ArrayList<>();
        tasks.forEachRemaining(splits::addAll);
        return splits;
    }

    private static Column[] columns(String... names) {
        Column[] columns = new Column[names.length];
        for (int i = 0; i < names.length; i++) {
            columns[i] = expr(names[i]);
        }
        return columns;
    }

    private List<Integer> consoles(Predicate<LogSummary> wanted) {
        return survey.logs().stream()
                .filter(log -> log.console() && wanted.test(log))
                .map(log -> logs.number(log.log()))
                .toList();
    }

    private static Set<String> names(Survey survey, Predicate<LogSummary> wanted) {
        return survey.logs().stream().filter(wanted).map(LogSummary::log).collect(Collectors.toSet());
    }

    /** The splits of these logs, those of a task together; null if there are none. */
    private JavaRDD<List<FileSplit>> splits(Predicate<String> wanted) {
        List<LogFile> files = survey.files().stream()
                .filter(file -> SurveyedFile.LOG.equals(file.kind()) && wanted.test(file.log()))
                .map(SurveyedFile::file)
                .toList();
        if (files.isEmpty()) {
            return null;
        }
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        var planner = new SplitPlanner(
                splitSize > 0 ? splitSize : SPLIT_SIZE,
                splitSize > 0,
                context.defaultParallelism(),
                reading.conf().value());
        List<List<FileSplit>> tasks = planner.tasks(files);
        return context.parallelize(tasks, tasks.size());
    }
}
