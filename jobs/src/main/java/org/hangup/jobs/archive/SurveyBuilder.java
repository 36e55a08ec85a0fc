package org.hangup.jobs.archive;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hangup.archive.LogFile;
import org.hangup.archive.LogName;
import org.hangup.log.Layouts;
import org.hangup.log.LogRecord;

/** Puts the survey together, log by log. */
final class SurveyBuilder {
    /** {@code Start accepting TCP connections at [::]:5280 for ejabberd_http}; the words may stand on several lines, and lines of others behind them. */
    private static final Pattern LISTENER = Pattern.compile(
            "^Start accepting\\s+(\\S+)\\s+connections\\s+at\\s+\\S*?:?([0-9]{1,5})\\s+for\\s+('[^'\n]*'|\\S+)");

    private static final Pattern YEAR_MONTH = Pattern.compile("^([0-9]+)\\.([0-9]+)");
    private static final int LAGER_RIGHT_FROM = 1909;

    private final List<SurveyedFile> files = new ArrayList<>();
    /** Those that are no logs, by the log whose rotation they would be part of. */
    private final Map<String, List<SurveyedFile>> noLogs = new HashMap<>();
    /** Folders with an error.log.0 or crash.log.0: there ejabberd itself rotates, and not logrotate, which begins with .1. */
    private final Set<String> countingFromZero = new HashSet<>();

    private final List<Segment> segments = new ArrayList<>();
    private final List<Boot> boots = new ArrayList<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Reject> rejects = new ArrayList<>();
    private final List<LogSummary> logs = new ArrayList<>();

    /** A file that is no log. */
    void file(SurveyedFile file) {
        files.add(file);
        String name = file.file().name();
        noLogs.computeIfAbsent(LogName.of(name), n -> new ArrayList<>()).add(file);
        if (LogName.isCompanion(name) && LogName.number(name) == 0) {
            countingFromZero.add(LogName.folder(name));
        }
    }

    /** A file of a rotation that is a log, though perhaps not of each server that has records in the others. */
    void beside(SurveyedFile file) {
        noLogs.computeIfAbsent(LogName.of(file.file().name()), n -> new ArrayList<>())
                .add(file);
    }

    /**
     * @param all files of the log, in order
     * @param counted those that are no copies, with their overlaps marked
     */
    void log(String log, List<FileScan> all, List<FileScan> counted) {
        var timeline = new Timeline(counted);
        String byPattern = all.get(0).file.node();
        List<Boot> named = timeline.named(log, byPattern);
        String node = byPattern != null ? byPattern : nodeOf(log, named);
        List<Boot> withNodes = named.stream().map(b -> withNode(b, node)).toList();
        boots.addAll(withNodes);
        segments.addAll(timeline.segments(log, counted));
        timeline.listeners().forEach(placed -> listener(log, placed));
        Set<FileScan> counting = new HashSet<>(counted);
        List<SurveyedFile> others = new ArrayList<>();
        Set<String> rotations = new TreeSet<>();
        for (FileScan scan : all) {
            SurveyedFile file = surveyed(scan, node);
            files.add(file);
            if (!counting.contains(scan)) {
                others.add(file);
            }
            rotations.add(LogName.of(scan.name()));
        }
        rotations.forEach(rotation -> others.addAll(noLogs.getOrDefault(rotation, List.of())));
        gaps.addAll(Gaps.of(log, node, counted, others, countingFromZero));
        if (!counted.isEmpty()) {
            logs.add(summary(log, node, counted, withNodes));
        }
    }

    private static String nodeOf(String log, List<Boot> boots) {
        return boots.stream()
                .map(Boot::node)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(LogName.folder(log));
    }

    private static Boot withNode(Boot b, String node) {
        return b.node() != null
                ? b
                : new Boot(
                        b.log(),
                        b.boot(),
                        b.id(),
                        node,
                        b.version(),
                        b.fromTs(),
                        b.end(),
                        b.endTs(),
                        b.endFile(),
                        b.endOffset(),
                        b.settledTs());
    }

    private void listener(String log, Timeline.Placed placed) {
        Matcher m = LISTENER.matcher(placed.mark().text());
        if (m.find() && !m.group(1).equals("UDP")) {
            listeners.add(new Listener(log, placed.boot(), Integer.parseInt(m.group(2)), m.group(3)));
        }
    }

    private SurveyedFile surveyed(FileScan scan, String node) {
        LogFile f = scan.file;
        boolean unread = scan.records() == 0 && scan.problem() != null;
        boolean copy = scan.original != null;
        if (scan.problem() != null) {
            scan.notes.add(scan.problem());
        }
        if (scan.unfinished() >= 0 && scan.lost == null) {
            scan.notes.add("last record has no line end yet");
        }
        long zeros = scan.parts.stream().mapToLong(Scan::zeros).sum();
        if (zeros > 0) {
            scan.notes.add(zeros + " zero bytes were skipped");
        }
        Map<LocalDate, Long> days = new LinkedHashMap<>();
        if (!copy) {
            scan.days().forEach((day, n) -> days.put(LocalDate.ofEpochDay(day), n));
            rejects.addAll(scan.rejects());
        }
        return new SurveyedFile(
                f.withNode(node),
                unread ? SurveyedFile.UNREADABLE : copy ? SurveyedFile.COPY : SurveyedFile.LOG,
                scan.log,
                node,
                scan.firstTs(),
                scan.lastTs(),
                scan.records(),
                days,
                copy ? 0 : scan.foreign(),
                copy ? 0 : scan.rejected(),
                !copy && scan.problem() != null,
                scan.notes.isEmpty() ? "ok" : String.join("; ", scan.notes));
    }

    private static LogSummary summary(String log, String node, List<FileScan> files, List<Boot> boots) {
        List<Scan> scans = files.stream().flatMap(f -> f.parts.stream()).toList();
        String version = null;
        for (Boot boot : boots) {
            version = boot.version() != null ? boot.version() : version;
        }
        return new LogSummary(
                log,
                node,
                files.stream()
                        .mapToLong(FileScan::firstTs)
                        .filter(ts -> ts != LogRecord.NO_TIME)
                        .min()
                        .orElse(LogRecord.NO_TIME),
                files.stream().mapToLong(FileScan::lastTs).max().orElse(LogRecord.NO_TIME),
                days(files),
                scans.stream().anyMatch(Scan::aliases),
                scans.stream().anyMatch(Scan::pidless),
                scans.stream().anyMatch(Scan::debug),
                encodedTwice(scans, boots),
                version);
    }

    /** The days of which there is a record that counts. */
    private static NavigableMap<LocalDate, DayOfLog> days(List<FileScan> files) {
        NavigableMap<LocalDate, DayOfLog> days = new TreeMap<>();
        for (FileScan file : files) {
            Set<Long> counted = file.days().keySet();
            for (Scan part : file.parts) {
                part.days().forEach((day, found) -> {
                    if (counted.contains(day)) {
                        days.merge(LocalDate.ofEpochDay(day), found, DayOfLog::and);
                    }
                });
            }
        }
        return days;
    }

    /** lager's files before 19.09; where no record names the version, by the text itself. */
    private static boolean encodedTwice(List<Scan> scans, List<Boot> boots) {
        if (scans.stream().noneMatch(scan -> scan.layouts().stream()
                .anyMatch(name -> Layouts.inner(name).equals("lager")))) {
            return false;
        }
        List<String> versions =
                boots.stream().map(Boot::version).filter(Objects::nonNull).toList();
        if (versions.isEmpty()) {
            return scans.stream().mapToLong(Scan::once).sum() == 0;
        }
        return versions.stream().anyMatch(version -> yearMonth(version) < LAGER_RIGHT_FROM);
    }

    /** {@code 19.09.1} as 1909, {@code 2.1.13} as 201; what is no version as a new one. */
    private static int yearMonth(String version) {
        Matcher m = YEAR_MONTH.matcher(version);
        return m.find() && m.group(1).length() < 5 && m.group(2).length() < 5
                ? Integer.parseInt(m.group(1)) * 100 + Integer.parseInt(m.group(2))
                : Integer.MAX_VALUE;
    }

    Survey survey(Ledger ledger, Map<String, Long> bytesRead) {
        files.sort(Comparator.comparing(f -> f.file().name()));
        return new Survey(files, segments, boots, listeners, gaps, rejects, logs, ledger, bytesRead);
    }
}
