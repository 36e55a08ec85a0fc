package org.hangup.jobs.pipeline;

import java.sql.Date;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.hangup.jobs.archive.Boot;
import org.hangup.jobs.archive.Gap;
import org.hangup.jobs.archive.Listener;
import org.hangup.jobs.archive.LogSummary;
import org.hangup.jobs.archive.Survey;

/**
 * The logs and boots of a run, with what the state of the day before knows of them: a boot whose start has been rotated
 * away keeps its name, version and listeners.
 */
final class Logs {
    private static final StructType STATE = new StructType()
            .add("kind", DataTypes.StringType)
            .add("log", DataTypes.StringType)
            .add("boot_id", DataTypes.StringType)
            .add("node", DataTypes.StringType)
            .add("version", DataTypes.StringType)
            .add("listeners", DataTypes.createMapType(DataTypes.IntegerType, DataTypes.StringType))
            .add("client_ports", DataTypes.createMapType(DataTypes.IntegerType, DataTypes.IntegerType))
            .add("date", DataTypes.DateType);

    private static final StructType BOOT = new StructType()
            .add("log", DataTypes.IntegerType)
            .add("boot", DataTypes.IntegerType)
            .add("log_name", DataTypes.StringType)
            .add("log_last_at", DataTypes.LongType)
            .add("boot_id", DataTypes.StringType)
            .add("node", DataTypes.StringType)
            .add("version", DataTypes.StringType)
            .add("boot_end", DataTypes.StringType)
            .add("boot_end_at", DataTypes.LongType)
            .add("boot_end_file", DataTypes.StringType)
            .add("boot_end_offset", DataTypes.LongType)
            .add("boot_settled_at", DataTypes.LongType)
            .add("gaps", DataTypes.createArrayType(DataTypes.LongType));

    private final Map<String, Integer> numbers = new TreeMap<>();
    private final Map<String, LogSummary> summaries = new HashMap<>();
    private final Map<List<Object>, Boot> boots = new HashMap<>();
    private final Map<String, List<Gap>> gaps;
    private final Map<String, CarriedLog> carried;

    Logs(Survey survey, Map<String, CarriedLog> carried) {
        this.carried = carried;
        survey.logs().forEach(log -> summaries.put(log.log(), log));
        survey.logs().forEach(log -> numbers.put(log.log(), 0));
        carried.keySet().forEach(log -> numbers.putIfAbsent(log, 0));
        // A burst may have dropped records in silence or not at all; only what is told forbids a conclusion.
        gaps = survey.gaps().stream()
                .filter(gap -> !Gap.BURST.equals(gap.kind()))
                .collect(Collectors.groupingBy(Gap::log));
        int next = 0;
        for (var entry : numbers.entrySet()) {
            entry.setValue(next++);
        }
        survey.boots().forEach(boot -> boots.put(List.of(boot.log(), boot.boot()), boot));
    }

    /** What the state of the day before says of a log's last boot. */
    record CarriedLog(
            String log,
            String bootId,
            String node,
            String version,
            List<Listener> listeners,
            Map<Integer, Integer> clientPorts) {}

    int number(String log) {
        return numbers.get(log);
    }

    String version(String log, int boot) {
        var known = boots.get(List.of(log, boot));
        if (known != null && known.version() != null) {
            return known.version();
        }
        return isCarried(log, boot) ? carried.get(log).version() : null;
    }

    List<Listener> listeners(Map<List<Object>, List<Listener>> seen, String log, int boot) {
        var own = seen.getOrDefault(List.of(log, boot), List.of());
        return own.isEmpty() && isCarried(log, boot) ? carried.get(log).listeners() : own;
    }

    /** Number of the boot with this name in its log; the first boot of the input if its start is no longer there. */
    int boot(String log, String bootId) {
        return boots.values().stream()
                .filter(boot -> boot.log().equals(log) && boot.id().equals(bootId))
                .mapToInt(Boot::boot)
                .findFirst()
                .orElseGet(() -> first(log));
    }

    private int first(String log) {
        return boots.values().stream()
                .filter(boot -> boot.log().equals(log))
                .mapToInt(Boot::boot)
                .min()
                .orElse(0);
    }

    /** The boot that was running when the day before ended, its start being no longer in the input. */
    private boolean isCarried(String log, int boot) {
        var state = carried.get(log);
        var known = boots.get(List.of(log, boot));
        return state != null
                && boot == first(log)
                && (known == null || known.id().isEmpty());
    }

    String bootId(String log, int boot) {
        var known = boots.get(List.of(log, boot));
        if (isCarried(log, boot)) {
            return carried.get(log).bootId();
        }
        return known == null ? "" : known.id();
    }

    /** Some boot does not say which ports its listeners have (until 16.09 none does). */
    boolean hasUndecidedPorts(Survey survey) {
        Map<List<Object>, List<Listener>> seen =
                survey.listeners().stream().collect(Collectors.groupingBy(l -> List.of(l.log(), l.boot())));
        return survey.segments().stream()
                .anyMatch(s -> listeners(seen, s.log(), s.boot()).isEmpty());
    }

    /** Some boot says which ports its listeners have. */
    boolean knowsListeners(Survey survey) {
        return !survey.listeners().isEmpty()
                || carried.values().stream().anyMatch(log -> !log.listeners().isEmpty());
    }

    /** The client ports that the state knows: log and port to the first day on which a client was seen. */
    Map<List<Object>, Integer> clientPorts() {
        Map<List<Object>, Integer> ports = new HashMap<>();
        carried.values()
                .forEach(log -> log.clientPorts().forEach((port, day) -> ports.put(List.of(log.log(), port), day)));
        return ports;
    }

    /** For each built day and log what the next day must know of the boot that runs at its end. */
    Dataset<Row> stateRows(
            SparkSession spark, Survey survey, NavigableSet<LocalDate> days, ZoneId zone, List<Row> clientPorts) {
        var rows = new ArrayList<Row>();
        Map<List<Object>, List<Listener>> seen =
                survey.listeners().stream().collect(Collectors.groupingBy(l -> List.of(l.log(), l.boot())));
        for (LocalDate day : days) {
            long end = Zones.start(day.plusDays(1), zone);
            for (String log : numbers.keySet()) {
                var running = boots.values().stream()
                        .filter(boot -> boot.log().equals(log) && boot.fromTs() < end)
                        .max(Comparator.comparingInt(Boot::boot));
                int number = running.map(Boot::boot).orElseGet(() -> first(log));
                var node = running.map(Boot::node)
                        .orElseGet(() ->
                                carried.containsKey(log) ? carried.get(log).node() : null);
                var listeners = new TreeMap<Integer, String>();
                listeners(seen, log, number).forEach(l -> listeners.put(l.port(), l.module()));
                var ports = new TreeMap<Integer, Integer>();
                for (Row port : clientPorts) {
                    if (port.getString(0).equals(log) && port.getInt(2) <= day.toEpochDay()) {
                        ports.put(port.getInt(1), port.getInt(2));
                    }
                }
                rows.add(RowFactory.create(
                        "log",
                        log,
                        bootId(log, number),
                        node,
                        version(log, number),
                        listeners,
                        ports,
                        Date.valueOf(day)));
            }
        }
        return spark.createDataFrame(rows, STATE);
    }

    /** One row a boot; a log of the state that has no files any more has a row as well. */
    Dataset<Row> boots(SparkSession spark) {
        var rows = new ArrayList<Row>();
        for (var log : numbers.keySet()) {
            var ofLog = boots.values().stream()
                    .filter(boot -> boot.log().equals(log))
                    .toList();
            for (Boot boot : ofLog) {
                rows.add(row(log, boot.boot(), boot));
            }
            if (ofLog.isEmpty()) {
                rows.add(row(log, 0, null));
            }
        }
        return spark.createDataFrame(rows, BOOT);
    }

    private Row row(String log, int number, Boot boot) {
        var summary = summaries.get(log);
        var state = carried.get(log);
        boolean ended = boot != null && boot.end() != null;
        String node =
                boot != null && boot.node() != null ? boot.node() : summary != null ? summary.node() : state.node();
        return RowFactory.create(
                numbers.get(log),
                number,
                log,
                summary == null ? null : summary.lastTs(),
                bootId(log, number),
                node,
                version(log, number),
                ended ? boot.end() : null,
                ended ? boot.endTs() : null,
                ended ? boot.endFile() : null,
                ended ? boot.endOffset() : null,
                ended ? boot.settledTs() : null,
                gaps.getOrDefault(log, List.of()).stream()
                        .flatMap(gap -> Stream.of(gap.fromTs(), gap.toTs()))
                        .toArray(Long[]::new));
    }
}
