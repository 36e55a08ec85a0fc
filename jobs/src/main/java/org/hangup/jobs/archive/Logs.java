package org.hangup.jobs.archive;

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
import org.hangup.log.LogRecord;

/**
 * The logs and boots of a run, with what the state of the day before knows of them: a boot whose start has been rotated
 * away keeps its name, version and listeners.
 */
public final class Logs {
    private final Map<String, Integer> numbers = new TreeMap<>();
    private final Map<String, LogSummary> summaries = new HashMap<>();
    private final Map<List<Object>, Boot> boots = new HashMap<>();
    private final Map<String, List<Gap>> gaps;
    private final Map<String, CarriedLog> carried;

    public Logs(Survey survey, Map<String, CarriedLog> carried) {
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

    public int number(String log) {
        return numbers.get(log);
    }

    /** Name of the node: a log that lost the record of its start keeps the name that it had the day before. */
    public String node(String log) {
        var summary = summaries.get(log);
        var state = carried.get(log);
        boolean known = state != null && state.node() != null;
        return summary == null || (summary.isNamedByFolder() && known) ? state.node() : summary.node();
    }

    /** Names of the nodes by log. */
    public Map<String, String> nodes() {
        Map<String, String> nodes = new HashMap<>();
        numbers.keySet().forEach(log -> nodes.put(log, node(log)));
        return nodes;
    }

    private String node(String log, Boot boot) {
        var summary = summaries.get(log);
        boolean named = boot != null && boot.node() != null && summary != null && !summary.isNamedByFolder();
        return named ? boot.node() : node(log);
    }

    public String version(String log, int boot) {
        var known = boots.get(List.of(log, boot));
        if (known != null && known.version() != null) {
            return known.version();
        }
        return isCarried(log, boot) ? carried.get(log).version() : null;
    }

    public List<Listener> listeners(Map<List<Object>, List<Listener>> seen, String log, int boot) {
        var own = seen.getOrDefault(List.of(log, boot), List.of());
        return own.isEmpty() && isCarried(log, boot) ? carried.get(log).listeners() : own;
    }

    /**
     * Number of the boot with this name in its log; if its start is no longer there the first boot of the input, or one
     * behind all of them, if that began later.
     */
    public int boot(String log, String bootId) {
        return boots.values().stream()
                .filter(boot -> boot.log().equals(log) && boot.id().equals(bootId))
                .mapToInt(Boot::boot)
                .findFirst()
                .orElseGet(() -> isGone(log) ? count(log) : first(log));
    }

    /**
     * The boot that was running when the day before ended has no records in the input: the log goes on with the start of
     * another one.
     */
    private boolean isGone(String log) {
        var state = carried.get(log);
        var next = boots.get(List.of(log, first(log)));
        return state != null
                && state.lastAt() != LogRecord.NO_TIME
                && next != null
                && !next.id().isEmpty()
                && next.fromTs() >= state.lastAt()
                && boots.values().stream()
                        .noneMatch(boot -> boot.log().equals(log) && boot.id().equals(state.bootId()));
    }

    /** How many boots the log has in the input; one if it has none. */
    private int count(String log) {
        return boots.values().stream()
                .filter(boot -> boot.log().equals(log))
                .mapToInt(boot -> boot.boot() + 1)
                .max()
                .orElse(1);
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

    public String bootId(String log, int boot) {
        var known = boots.get(List.of(log, boot));
        if (isCarried(log, boot)) {
            return carried.get(log).bootId();
        }
        return known == null ? "" : known.id();
    }

    /** Some boot does not say which ports its listeners have (until 16.09 none does). */
    public boolean hasUndecidedPorts(Survey survey) {
        Map<List<Object>, List<Listener>> seen =
                survey.listeners().stream().collect(Collectors.groupingBy(l -> List.of(l.log(), l.boot())));
        return survey.segments().stream()
                .anyMatch(s -> listeners(seen, s.log(), s.boot()).isEmpty());
    }

    /** The client ports that the state knows: number of the log to port to the first day on which a client was seen. */
    public Map<Integer, Map<Integer, Integer>> clientPorts() {
        Map<Integer, Map<Integer, Integer>> ports = new TreeMap<>();
        carried.values().forEach(log -> ports.put(number(log.log()), new TreeMap<>(log.clientPorts())));
        return ports;
    }

    /**
     * What the day after a day must know of each log's boot that runs at its end.
     *
     * @param clientPorts as those of {@link #clientPorts}, with what the input shows
     */
    public List<CarriedLog> atEndOf(
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
            var state = carried.get(log);
            long lastAt = lastAt(log, day);
            if (running.isEmpty() && isGone(log)) {
                left.add(state.until(lastAt));
                continue;
            }
            int number = running.map(Boot::boot).orElseGet(() -> first(log));
            var node = node(log, running.orElse(null));
            var ports = new TreeMap<>(clientPorts.getOrDefault(number(log), Map.of()));
            ports.values().removeIf(since -> since > day.toEpochDay());
            left.add(new CarriedLog(
                    log, bootId(log, number), node, version(log, number), listeners(seen, log, number), ports, lastAt));
        }
        return left;
    }

    /**
     * The boots by number of log and boot; a log of the state that has no files any more has one as well.
     *
     * @param from the first day that is read; null: from the beginning
     */
    public LoggedBoot[][] table(ZoneId zone, LocalDate from) {
        var table = new LoggedBoot[numbers.size()][];
        numbers.forEach((log, number) -> {
            int count = count(log);
            boolean gone = isGone(log);
            table[number] = new LoggedBoot[gone ? count + 1 : count];
            LoggedDays days = days(log, zone, from);
            for (int i = 0; i < count; i++) {
                table[number][i] = logged(log, i, boots.get(List.of(log, i)), days);
            }
            if (gone) {
                table[number][count] = gone(carried.get(log), days);
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

    private long lastAt(String log, LocalDate day) {
        var summary = summaries.get(log);
        var state = carried.get(log);
        var last = summary == null ? null : summary.days().headMap(day, true).lastEntry();
        long before = state == null ? LogRecord.NO_TIME : state.lastAt();
        return last == null ? before : Math.max(before, last.getValue().lastTs());
    }

    /** The file with its last record is no longer there, so nothing names it. */
    private LoggedBoot gone(CarriedLog state, LoggedDays days) {
        return new LoggedBoot(
                bytes(state.log()),
                bytes(state.bootId()),
                bytes(node(state.log())),
                bytes(state.version()),
                LoggedBoot.End.CRASH,
                new Place(state.lastAt(), null, LogRecord.NO_TIME),
                boots.get(List.of(state.log(), first(state.log()))).fromTs(),
                days,
                gaps(state.log()));
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
                ended ? new Place(boot.endTs(), bytes(boot.endFile()), boot.endOffset()) : null,
                ended ? boot.settledTs() : LogRecord.NO_TIME,
                days,
                gaps(log));
    }

    private long[] gaps(String log) {
        return gaps.getOrDefault(log, List.of()).stream()
                .flatMapToLong(gap -> LongStream.of(gap.fromTs(), gap.toTs()))
                .toArray();
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
