package org.hangup.jobs.pipeline;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
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
        gaps = survey.gaps().stream().filter(Gap::mayHideEnds).collect(Collectors.groupingBy(Gap::log));
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
            Map<Integer, Integer> clientPorts) {
        private static final String NEXT = ",";
        private static final String OF = "=";

        static CarriedLog of(
                String log, String bootId, String node, String version, String listeners, String clientPorts) {
            return new CarriedLog(
                    log,
                    bootId,
                    node,
                    version,
                    pairs(listeners).entrySet().stream()
                            .map(pair -> new Listener(log, 0, pair.getKey(), pair.getValue()))
                            .toList(),
                    pairs(clientPorts).entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, pair -> Integer.valueOf(pair.getValue()))));
        }

        private static Map<Integer, String> pairs(String text) {
            Map<Integer, String> pairs = new TreeMap<>();
            for (String pair : text.isEmpty() ? new String[0] : text.split(NEXT, -1)) {
                int of = pair.indexOf(OF);
                pairs.put(Integer.valueOf(pair.substring(0, of)), pair.substring(of + 1));
            }
            return pairs;
        }

        /** Ports and modules as one text. */
        String listenersText() {
            return new TreeMap<>(
                            listeners.stream().collect(Collectors.toMap(Listener::port, Listener::module, (a, b) -> b)))
                    .entrySet().stream()
                            .map(listener -> listener.getKey() + OF + listener.getValue())
                            .collect(Collectors.joining(NEXT));
        }

        /** Ports and days as one text. */
        String clientPortsText() {
            return new TreeMap<>(clientPorts)
                    .entrySet().stream()
                            .map(port -> port.getKey() + OF + port.getValue())
                            .collect(Collectors.joining(NEXT));
        }
    }

    int number(String log) {
        return numbers.get(log);
    }

    /** Name of the node: a log that lost the record of its start keeps the name that it had the day before. */
    String node(String log) {
        var summary = summaries.get(log);
        var state = carried.get(log);
        boolean known = state != null && state.node() != null;
        return summary == null || (summary.isNamedByFolder() && known) ? state.node() : summary.node();
    }

    private String node(String log, Boot boot) {
        var summary = summaries.get(log);
        boolean named = boot != null && boot.node() != null && summary != null && !summary.isNamedByFolder();
        return named ? boot.node() : node(log);
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

    /** The client ports that the state knows: number of the log to port to the first day on which a client was seen. */
    Map<Integer, Map<Integer, Integer>> clientPorts() {
        Map<Integer, Map<Integer, Integer>> ports = new TreeMap<>();
        carried.values().forEach(log -> ports.put(number(log.log()), new TreeMap<>(log.clientPorts())));
        return ports;
    }

    /**
     * What the day after a day must know of each log's boot that runs at its end.
     *
     * @param clientPorts as those of {@link #clientPorts}, with what the input shows
     */
    List<CarriedLog> atEndOf(
            LocalDate day, Survey survey, ZoneId zone, Map<Integer, Map<Integer, Integer>> clientPorts) {
        var left = new ArrayList<CarriedLog>();
        Map<List<Object>, List<Listener>> seen =
                survey.listeners().stream().collect(Collectors.groupingBy(l -> List.of(l.log(), l.boot())));
        long end = Zones.start(day.plusDays(1), zone);
        for (String log : numbers.keySet()) {
            boolean begun = carried.containsKey(log)
                    || !summaries.get(log).days().headMap(day, true).isEmpty();
            if (!begun) {
                continue; // it is not known of on that day
            }
            var running = boots.values().stream()
                    .filter(boot -> boot.log().equals(log) && boot.fromTs() < end)
                    .max(Comparator.comparingInt(Boot::boot));
            int number = running.map(Boot::boot).orElseGet(() -> first(log));
            var node = node(log, running.orElse(null));
            var ports = new TreeMap<>(clientPorts.getOrDefault(number(log), Map.of()));
            ports.values().removeIf(since -> since > day.toEpochDay());
            left.add(new CarriedLog(
                    log, bootId(log, number), node, version(log, number), listeners(seen, log, number), ports));
        }
        return left;
    }

    /**
     * The boots by number of log and boot; a log of the state that has no files any more has one as well.
     *
     * @param from the first day that is read; null: from the beginning
     */
    LoggedBoot[][] table(ZoneId zone, LocalDate from) {
        var table = new LoggedBoot[numbers.size()][];
        numbers.forEach((log, number) -> {
            int count = boots.values().stream()
                    .filter(boot -> boot.log().equals(log))
                    .mapToInt(boot -> boot.boot() + 1)
                    .max()
                    .orElse(1);
            table[number] = new LoggedBoot[count];
            LoggedDays days = days(log, zone, from);
            for (int i = 0; i < count; i++) {
                table[number][i] = logged(log, i, boots.get(List.of(log, i)), days);
            }
        });
        return table;
    }

    private LoggedDays days(String log, ZoneId zone, LocalDate from) {
        LogSummary summary = summaries.get(log);
        if (summary == null) {
            return LoggedDays.NONE;
        }
        return LoggedDays.of(from == null ? summary.days() : summary.days().tailMap(from, true), zone);
    }

    private LoggedBoot logged(String log, int number, Boot boot, LoggedDays days) {
        boolean ended = boot != null && boot.end() != null;
        return new LoggedBoot(
                bytes(log),
                bytes(bootId(log, number)),
                bytes(node(log, boot)),
                bytes(version(log, number)),
                !ended
                        ? LoggedBoot.End.NONE
                        : Boot.STOP.equals(boot.end()) ? LoggedBoot.End.STOP : LoggedBoot.End.CRASH,
                ended ? new Around.Mark(boot.endTs(), bytes(boot.endFile()), boot.endOffset()) : null,
                ended ? boot.settledTs() : Facts.NONE,
                days,
                gaps.getOrDefault(log, List.of()).stream()
                        .flatMapToLong(gap -> LongStream.of(gap.fromTs(), gap.toTs()))
                        .toArray());
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
