package org.hangup.jobs.archive;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.hangup.archive.Archives;
import org.hangup.archive.LogFile;
import org.hangup.archive.StoredFiles;
import org.hangup.jobs.AnalyzeOptions;

/**
 * The input of a run: which of its files are logs, which log each belongs to, and what one pass over all of them tells.
 */
public final class Archive {
    private final JavaSparkContext spark;
    private final Configuration conf;
    private final AnalyzeOptions options;
    private final ZoneId zone;

    private Archive(SparkSession session, AnalyzeOptions options) {
        this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
        this.conf = session.sparkContext().hadoopConfiguration();
        this.options = options;
        this.zone = options.zone();
    }

    /**
     * Lists the inputs and reads every header of every log once. Damaged files are reported in the survey and the rest
     * goes on.
     *
     * @throws NoSuchInputException if an input is not there
     */
    public static Survey survey(SparkSession session, AnalyzeOptions options) {
        return new Archive(session, options).survey();
    }

    private Survey survey() {
        List<FoundFile> found = new ArrayList<>(Listing.of(conf, options.inputs(), options.output()));
        List<Sniffed> sniffed = new ArrayList<>(sniff(found));
        unpack(found, sniffed);
        List<SurveyedFile> others = new ArrayList<>();
        List<Integer> logs = new ArrayList<>();
        Set<String> companions = companions(found, sniffed);
        for (int i = 0; i < found.size(); i++) {
            Sniffed s = sniffed.get(i);
            if (s.kind().equals(SurveyedFile.LOG)
                    && !companions.contains(found.get(i).name())) {
                logs.add(i);
            } else {
                others.add(other(found.get(i), s));
            }
        }
        List<FileScan> scans = apart(found, sniffed, logs, scan(found, sniffed, logs));
        return assemble(scans, others);
    }

    private List<Sniffed> sniff(List<FoundFile> found) {
        if (found.isEmpty()) {
            return List.of();
        }
        var shared = new SerializableConfiguration(conf);
        String zoneId = zone.getId();
        int slices = Math.min(found.size(), spark.defaultParallelism() * 4);
        return spark.parallelize(found, slices)
                .map(file -> Look.into(file, zoneId, shared.value()))
                .collect();
    }

    /** Puts the files in archives in the place of these. */
    private void unpack(List<FoundFile> found, List<Sniffed> sniffed) {
        for (int i = found.size() - 1; i >= 0; i--) {
            if (!sniffed.get(i).kind().equals(SurveyedFile.ARCHIVE)) {
                continue;
            }
            FoundFile archive = found.get(i);
            var members = new Members(archive, content(archive));
            members.look(sniff(members.files()));
            found.remove(i);
            found.addAll(i, members.files());
            sniffed.remove(i);
            sniffed.addAll(i, members.looks());
        }
    }

    private Archives.Content content(FoundFile archive) {
        var shared = new SerializableConfiguration(conf);
        return spark.parallelize(List.of(archive), 1)
                .map(file -> Archives.of(file.path(), file.length(), shared.value()))
                .first();
    }

    /** error.log and crash.log in a folder with another log. */
    private static Set<String> companions(List<FoundFile> found, List<Sniffed> sniffed) {
        Set<String> folders = new HashSet<>();
        Set<String> companions = new HashSet<>();
        for (int i = 0; i < found.size(); i++) {
            if (sniffed.get(i).kind().equals(SurveyedFile.LOG)
                    && !LogName.isCompanion(found.get(i).name())) {
                folders.add(LogName.folder(found.get(i).name()));
            }
        }
        for (FoundFile file : found) {
            if (LogName.isCompanion(file.name()) && folders.contains(LogName.folder(file.name()))) {
                companions.add(file.name());
            }
        }
        return companions;
    }

    private SurveyedFile other(FoundFile file, Sniffed s) {
        boolean log = s.kind().equals(SurveyedFile.LOG);
        LogFile read =
                new LogFile(file.path(), file.name(), file.length(), s.codec(), s.layout(), zone.getId(), null, null);
        return SurveyedFile.notCounted(
                read, log ? SurveyedFile.COMPANION : s.kind(), log ? "repeats records of the log beside it" : s.note());
    }

    /** The log a file belongs to, and its node if the pattern tells. */
    private record Place(String log, String node) {}

    private Place place(FoundFile file, Sniffed sniffed) {
        Place place = place(file);
        String log = place.log();
        return sniffed.server().isEmpty() ? place : new Place(Servers.log(log, sniffed.server()), place.node());
    }

    private Place place(FoundFile file) {
        Pattern pattern = options.nodePattern();
        if (pattern != null) {
            Matcher m = pattern.matcher(StoredFiles.text(file.path()));
            if (m.find() && m.group("node") != null) {
                String name = file.name();
                return new Place(
                        m.group("node") + "/" + LogName.stem(name.substring(name.lastIndexOf('/') + 1)),
                        m.group("node"));
            }
        }
        return new Place(LogName.of(file.name()), null);
    }

    /** Logs with a file that holds several servers are read again, one server at a time. */
    private List<FileScan> apart(
            List<FoundFile> found, List<Sniffed> sniffed, List<Integer> logs, List<FileScan> scans) {
        var servers = new Servers(scans);
        if (!servers.any()) {
            return scans;
        }
        List<FoundFile> files = new ArrayList<>();
        List<Sniffed> each = new ArrayList<>();
        for (int i = 0; i < scans.size(); i++) {
            for (String layout : servers.layouts(scans.get(i))) {
                files.add(found.get(logs.get(i)));
                each.add(sniffed.get(logs.get(i)).of(layout));
            }
        }
        List<Integer> all = IntStream.range(0, files.size()).boxed().toList();
        return servers.logs(scan(files, each, all));
    }

    private List<FileScan> scan(List<FoundFile> found, List<Sniffed> sniffed, List<Integer> logs) {
        Map<Integer, Dateless.Day> days = dateless(found, sniffed, logs);
        Map<Integer, LogFile> files = new LinkedHashMap<>();
        for (int i : logs) {
            FoundFile f = found.get(i);
            Sniffed s = sniffed.get(i);
            LocalDate date = days.containsKey(i) ? days.get(i).date() : null;
            files.put(
                    i,
                    new LogFile(
                            f.path(),
                            f.name(),
                            f.length(),
                            s.codec(),
                            s.layout(),
                            zone.getId(),
                            date,
                            place(f, s).node()));
        }
        repeatedHours(found, sniffed, files);
        List<Part> parts = new ArrayList<>();
        files.forEach((i, file) -> parts.addAll(Parts.of(i, file, sniffed.get(i).whole(), options.splitSize())));
        Map<Integer, List<Scan>> scans = new HashMap<>();
        for (Scan scan : ScanJob.run(spark, conf, parts, zone)) {
            scans.computeIfAbsent(scan.file(), f -> new ArrayList<>()).add(scan);
        }
        List<FileScan> all = new ArrayList<>();
        files.forEach((i, file) -> {
            var scanned = new FileScan(
                    found.get(i), file, place(found.get(i), sniffed.get(i)).log(), scans.getOrDefault(i, List.of()));
            if (days.containsKey(i)) {
                scanned.notes.add(days.get(i).source());
            }
            all.add(scanned);
        });
        Forgeries.takeOut(spark, conf, all, zone);
        return all;
    }

    /** The first days of the files whose layout prints none; a pass of their own over these, which are few and small. */
    private Map<Integer, Dateless.Day> dateless(List<FoundFile> found, List<Sniffed> sniffed, List<Integer> logs) {
        Map<String, List<Integer>> byLog = new TreeMap<>();
        for (int i : logs) {
            if (Parts.dateless(sniffed.get(i).layout())) {
                byLog.computeIfAbsent(place(found.get(i), sniffed.get(i)).log(), log -> new ArrayList<>())
                        .add(i);
            }
        }
        Map<Integer, Dateless.Day> days = new HashMap<>();
        Comparator<String> oldestFirst = LogName.oldestFirst();
        for (List<Integer> log : byLog.values()) {
            log.sort((a, b) ->
                    oldestFirst.compare(found.get(a).name(), found.get(b).name()));
            List<LogFile> files = log.stream()
                    .map(i -> new LogFile(
                            found.get(i).path(),
                            found.get(i).name(),
                            found.get(i).length(),
                            sniffed.get(i).codec(),
                            sniffed.get(i).layout(),
                            zone.getId(),
                            null,
                            null))
                    .toList();
            var shared = new SerializableConfiguration(conf);
            String zoneId = zone.getId();
            List<Dateless.Reading> readings = spark.parallelize(files, files.size())
                    .map(file -> Dateless.read(file, ZoneId.of(zoneId), shared.value()))
                    .collect();
            Dateless.Day[] resolved =
                    Dateless.days(log.stream().map(found::get).toList(), readings, options.date(), zone);
            for (int k = 0; k < resolved.length; k++) {
                days.put(log.get(k), resolved[k]);
            }
        }
        return days;
    }

    /** Marks the files that begin in the second pass of a repeated hour; a pass of its own over these and their neighbours. */
    private void repeatedHours(List<FoundFile> found, List<Sniffed> sniffed, Map<Integer, LogFile> files) {
        Map<String, List<Integer>> byLog = new TreeMap<>();
        for (int i : files.keySet()) {
            byLog.computeIfAbsent(place(found.get(i), sniffed.get(i)).log(), log -> new ArrayList<>())
                    .add(i);
        }
        byLog.values()
                .removeIf(log -> log.stream().noneMatch(i -> sniffed.get(i).repeated()));
        Comparator<String> oldestFirst = LogName.oldestFirst();
        var shared = new SerializableConfiguration(conf);
        String zoneId = zone.getId();
        for (List<Integer> log : byLog.values()) {
            log.sort((a, b) ->
                    oldestFirst.compare(found.get(a).name(), found.get(b).name()));
            List<Integer> near = new ArrayList<>();
            for (int k = 0; k < log.size(); k++) {
                boolean repeated = sniffed.get(log.get(k)).repeated();
                if (repeated
                        || (k + 1 < log.size() && sniffed.get(log.get(k + 1)).repeated())) {
                    near.add(log.get(k));
                }
            }
            List<LogFile> read = near.stream().map(files::get).toList();
            List<RepeatedHour.Reading> readings = spark.parallelize(read, read.size())
                    .map(file -> RepeatedHour.read(file, ZoneId.of(zoneId), shared.value()))
                    .collect();
            boolean[] second = RepeatedHour.secondPasses(readings);
            for (int k = 0; k < second.length; k++) {
                if (second[k]) {
                    files.computeIfPresent(near.get(k), (i, file) -> file.inSecondPass());
                }
            }
        }
    }

    private Survey assemble(List<FileScan> scans, List<SurveyedFile> others) {
        var duplicates = new Duplicates(spark, conf, zone);
        duplicates.markCopies(scans);
        Map<String, List<FileScan>> byLog = new TreeMap<>();
        for (FileScan file : scans) {
            byLog.computeIfAbsent(file.log, log -> new ArrayList<>()).add(file);
        }
        var result = new SurveyBuilder();
        others.forEach(result::file);
        scans.stream()
                .filter(file -> file.servers.size() > 1)
                .forEach(file -> result.beside(SurveyedFile.notCounted(file.file, SurveyedFile.COMPANION, "")));
        byLog.forEach((log, files) -> {
            files.sort(order());
            List<FileScan> counted = new ArrayList<>(
                    files.stream().filter(f -> f.original == null).toList());
            duplicates.markOverlaps(counted);
            counted.removeIf(file -> !file.counts());
            for (int i = 0; i < counted.size(); i++) {
                counted.get(i).order = i;
                boolean goesOn = i + 1 < counted.size() && counted.get(i + 1).start == 0;
                counted.get(i).lost = goesOn ? counted.get(i).open() : null;
            }
            result.log(log, files, counted);
        });
        return result.survey();
    }

    /** By first dated record, then last dated record, then by what the names tell. */
    private static Comparator<FileScan> order() {
        Comparator<String> oldestFirst = LogName.oldestFirst();
        return Comparator.comparingLong(FileScan::firstTs)
                .thenComparingLong(FileScan::lastTs)
                .thenComparing(FileScan::name, oldestFirst);
    }
}
