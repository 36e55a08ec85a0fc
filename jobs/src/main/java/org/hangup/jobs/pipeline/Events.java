package org.hangup.jobs.pipeline;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.hangup.archive.LogFile;
import org.hangup.jobs.AnalyzeOptions;
import org.hangup.jobs.archive.Listener;
import org.hangup.jobs.archive.LogSummary;
import org.hangup.jobs.archive.Survey;
import org.hangup.jobs.archive.SurveyedFile;

/**
 * The events of client connections in an archive: one row an event, with the log, the boot and the id of the connection
 * that it belongs to, and the columns of {@link EventColumn}.
 */
final class Events {
    /** Modules whose accepted connections are XMPP clients. */
    private static final Set<String> CLIENT_LISTENERS = Set.of("ejabberd_c2s");

    private static final StructType SEGMENT = new StructType()
            .add("s_file", DataTypes.StringType)
            .add("s_from", DataTypes.LongType)
            .add("s_to", DataTypes.LongType)
            .add("log", DataTypes.IntegerType)
            .add("boot", DataTypes.IntegerType)
            .add("file_order", DataTypes.IntegerType)
            .add("s_version", DataTypes.StringType)
            .add("c2s_ports", DataTypes.createArrayType(DataTypes.IntegerType))
            .add("other_ports", DataTypes.createArrayType(DataTypes.IntegerType))
            .add("double_encoded", DataTypes.BooleanType);

    private final SparkSession spark;
    private final Survey survey;
    private final AnalyzeOptions options;
    private final Logs logs;
    private final Set<String> doubled;
    private final boolean anyListener;

    Events(SparkSession spark, Survey survey, AnalyzeOptions options, Logs logs) {
        this.spark = spark;
        this.survey = survey;
        this.options = options;
        this.logs = logs;
        this.doubled = survey.logs().stream()
                .filter(LogSummary::doubleEncoded)
                .map(LogSummary::log)
                .collect(Collectors.toSet());
        this.anyListener = logs.knowsListeners(survey);
    }

    /** The events with {@code from <= time < to}, both in microseconds since the epoch. */
    Dataset<Row> between(long from, long to) {
        var whole = survey.logs().stream()
                .filter(log -> !log.aliases() && !log.console())
                .map(LogSummary::log)
                .collect(Collectors.toSet());
        var direct = read(whole::contains, from, to)
                .withColumn(
                        "id", expr("coalesce(connection, if(e_kind = %d, null, pid))".formatted(Kind.ACCEPTED.code())))
                .where("id IS NOT NULL")
                .select(columns());
        boolean allWhole = whole.size() == survey.logs().size();
        if (allWhole) {
            return direct;
        }
        var united = new Identities(consoles(log -> true), consoles(LogSummary::debug))
                .unite(read(log -> !whole.contains(log), from, to))
                .select(columns());
        return whole.isEmpty() ? united : direct.unionByName(united);
    }

    static Column[] columns() {
        var columns = new ArrayList<Column>(List.of(new Column("log"), new Column("boot"), new Column("id")));
        for (EventColumn column : EventColumn.ALL) {
            columns.add(new Column(column.column()));
        }
        return columns.toArray(Column[]::new);
    }

    private List<Integer> consoles(Predicate<LogSummary> wanted) {
        return survey.logs().stream()
                .filter(log -> log.console() && wanted.test(log))
                .map(log -> logs.number(log.log()))
                .toList();
    }

    private Dataset<Row> read(Predicate<String> wanted, long from, long to) {
        var files = survey.files().stream()
                .filter(file -> SurveyedFile.LOG.equals(file.kind()) && wanted.test(file.log()))
                .map(SurveyedFile::file)
                .toList();
        var reader = spark.read()
                .format("ejabberd")
                .option("archive", LogFile.encode(files))
                .option("records", "events")
                .option("zone", options.zone().getId());
        if (!options.messages().isEmpty()) {
            reader = reader.option("messages", String.join(",", options.messages()));
        }
        if (options.splitSize() > 0) {
            reader = reader.option("splitSize", options.splitSize());
        }
        var records =
                reader.load().where("ts >= timestamp_micros(%dL) AND ts < timestamp_micros(%dL)".formatted(from, to));
        return records.join(broadcast(segments()), expr("file = s_file AND offset >= s_from AND offset < s_to"))
                .select(
                        expr("*"),
                        expr("ejabberd.parse_event(message, module, s_version)").as("e"))
                .select(
                        expr("log"),
                        expr("boot"),
                        expr("pid"),
                        expr("module"),
                        expr("e.connection").as("connection"),
                        expr("e.receiver").as("receiver"),
                        expr("hangup.kind(e.event)").as("e_kind"),
                        expr("unix_micros(ts)").as("e_at"),
                        expr(day("ts")).as("e_day"),
                        expr("shiftleft(cast(" + day("ts") + " AS BIGINT), 32) + file_order")
                                .as("e_order"),
                        expr("offset").as("e_offset"),
                        expr("file").as("e_file"),
                        expr("e.transport").as("e_transport"),
                        decoded("e.user").as("e_user"),
                        decoded("e.server").as("e_server"),
                        decoded("e.resource").as("e_resource"),
                        expr("e.ip").as("e_ip"),
                        expr("e.port").as("e_port"),
                        expr("e.auth_mechanism").as("e_auth_mechanism"),
                        expr("e.auth_backend").as("e_auth_backend"),
                        decoded("e.reason").as("e_reason"),
                        decoded("e.text").as("e_text"),
                        expr("unix_micros(e.at)").as("e_sid_at"),
                        localPort().as("e_local_port"),
                        ofOther().as("of_other"),
                        lit(null).cast("string").as("e_nearby"),
                        lit(null).cast(Fact.SCHEMA).as("e_carried"))
                .where("e_kind <> %d AND NOT (of_other AND e_kind = %d)"
                        .formatted(KindFunction.NONE, Kind.ACCEPTED.code()));
    }

    /** Days since 1970-01-01 in the run's zone. */
    private String day(String ts) {
        return "unix_date(to_date(" + Zones.local(ts, options.zone()) + "))";
    }

    private Column decoded(String column) {
        return doubled.isEmpty()
                ? expr(column)
                : expr("if(double_encoded, hangup.undouble(%1$s), %1$s)".formatted(column));
    }

    /** The port of an accept line, where nothing tells whose listener it has. */
    private Column localPort() {
        return anyListener
                ? expr("if(array_contains(c2s_ports, e.local_port), null, e.local_port)")
                : expr("e.local_port");
    }

    private Column ofOther() {
        return anyListener ? expr("coalesce(array_contains(other_ports, e.local_port), false)") : lit(false);
    }

    private Dataset<Row> segments() {
        Map<List<Object>, List<Listener>> listeners =
                survey.listeners().stream().collect(Collectors.groupingBy(l -> List.of(l.log(), l.boot())));
        var rows = survey.segments().stream()
                .map(segment -> {
                    var known = logs.listeners(listeners, segment.log(), segment.boot());
                    return RowFactory.create(
                            segment.file(),
                            segment.from(),
                            segment.to(),
                            logs.number(segment.log()),
                            segment.boot(),
                            segment.order(),
                            logs.version(segment.log(), segment.boot()),
                            ports(known, true),
                            ports(known, false),
                            doubled.contains(segment.log()));
                })
                .toList();
        return spark.createDataFrame(rows, SEGMENT);
    }

    private static Integer[] ports(List<Listener> listeners, boolean ofClients) {
        return listeners.stream()
                .filter(listener -> CLIENT_LISTENERS.contains(listener.module()) == ofClients)
                .map(Listener::port)
                .distinct()
                .toArray(Integer[]::new);
    }
}
