package org.hangup.jobs.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.hangup.archive.Archives;
import org.hangup.archive.FoundFile;
import org.hangup.archive.Listing;
import org.hangup.archive.LogName;
import org.hangup.archive.NoSuchInputException;
import org.hangup.archive.Sniffer;
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
        return survey(session, options, Ledger.NONE);
    }

    /**
     * The same, without reading again what earlier runs read.
     *
     * @throws NoSuchInputException if an input is not there
     */
    public static Survey survey(SparkSession session, AnalyzeOptions options, Ledger ledger) {
        return new Archive(session, options).survey(ledger);
    }

    private Survey survey(Ledger ledger) {
        List<FoundFile> found = listing();
        Ledger.Recognized[] known = ledger.recognize(found, spark, conf);
        List<InputFile> files = new ArrayList<>();
        for (int i = 0; i < known.length; i++) {
            files.add(new InputFile(found.get(i), known[i]));
        }
        Map<String, Long> read = new HashMap<>();
        look(files, read);
        unpack(files);
        Set<String> companions = companions(files);
        List<InputFile> logs = new ArrayList<>();
        List<SurveyedFile> others = new ArrayList<>();
        for (InputFile file : files) {
            if (file.isLog() && !companions.contains(file.name())) {
                place(file);
                logs.add(file);
            } else {
                others.add(other(file));
            }
        }
        List<FileScan> all = scan(logs);
        List<FileScan> scans = apart(all);
        var comparisons = new Comparisons();
        logs.stream()
                .filter(InputFile::isScanned)
                .forEach(file -> comparisons.add(file.known.scanned().comparisons()));
        SurveyBuilder survey = assemble(scans, others, comparisons);
        Stream.concat(all.stream(), scans.stream().filter(scan -> scan.input.apart))
                .filter(scan -> !scan.isRemembered())
                .forEach(scan -> read.merge(scan.name(), scan.bytesRead(), Long::sum));
        return survey.survey(remembered(files, scans, comparisons), read);
    }

    private List<FoundFile> listing() {
        try {
            return Listing.of(options.inputs(), options.output(), conf);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + options.inputs() + ": " + e.getMessage(), e);
        }
    }

    /** Looks into the files that are not known, and adds what that takes at most. */
    private void look(List<InputFile> files, Map<String, Long> read) {
        List<InputFile> unknown = files.stream().filter(file -> !file.isKnown()).toList();
        List<Look.Seen> seen = seen(unknown.stream().map(file -> file.found).toList());
        for (int i = 0; i < seen.size(); i++) {
            unknown.get(i).sniffed = seen.get(i).sniffed();
            unknown.get(i).print = seen.get(i).print();
        }
        unknown.forEach(file -> read.put(file.name(), Math.min(file.found.length(), Sniffer.SAMPLE)));
    }

    /** Puts the files in archives in the place of these. */
    private void unpack(List<InputFile> files) {
        for (int i = files.size() - 1; i >= 0; i--) {
            if (files.get(i).sniffed.kind().equals(SurveyedFile.ARCHIVE)) {
                FoundFile archive = files.get(i).found;
                var members = new Members(archive, content(archive));
                members.look(sniff(members.files()));
                files.remove(i);
                for (int k = members.files().size() - 1; k >= 0; k--) {
                    var member = new InputFile(members.files().get(k), null);
                    member.sniffed = members.looks().get(k);
                    files.add(i, member);
                }
            }
        }
    }

    private Archives.Content content(FoundFile archive) {
        var shared = new SerializableConfiguration(conf);
        return spark.parallelize(List.of(archive), 1)
                .map(file -> Archives.of(file.path(), file.length(), shared.value()))
                .first();
    }

    private List<Sniffed> sniff(List<FoundFile> found) {
        return seen(found).stream().map(Look.Seen::sniffed).toList();
    }

    private List<Look.Seen> seen(List<FoundFile> found) {
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

    private List<FileScan> scan(List<InputFile> logs) {
        new FirstDays(spark, conf, options).tell(logs);
        new SecondPasses(spark, conf, zone).tell(logs);
        return ScanJob.run(spark, conf, logs, options);
    }

    /** Logs with a file that holds several servers are read again, one server at a time. */
    private List<FileScan> apart(List<FileScan> scans) {
        var servers = new Servers(scans);
        if (!servers.any()) {
            return scans;
        }
        List<InputFile> each = new ArrayList<>();
        for (FileScan scan : scans) {
            for (String layout : servers.layouts(scan)) {
                each.add(scan.input.of(layout));
            }
        }
        return servers.logs(scan(each));
    }

    /** error.log and crash.log in a folder with another log. */
    private static Set<String> companions(List<InputFile> files) {
        Set<String> folders = new HashSet<>();
        for (InputFile file : files) {
            if (file.isLog() && !LogName.isCompanion(file.name())) {
                folders.add(LogName.folder(file.name()));
            }
        }
        return files.stream()
                .map(InputFile::name)
                .filter(name -> LogName.isCompanion(name) && folders.contains(LogName.folder(name)))
                .collect(Collectors.toSet());
    }

    private SurveyedFile other(InputFile file) {
        return SurveyedFile.notCounted(
                file.file(zone),
                file.isLog() ? SurveyedFile.COMPANION : file.sniffed.kind(),
                file.isLog() ? "repeats records of the log beside it" : file.sniffed.note());
    }

    /** The log that a file belongs to, and its node if the pattern tells. */
    private void place(InputFile file) {
        Pattern pattern = options.nodePattern();
        if (pattern != null) {
            Matcher m = pattern.matcher(StoredFiles.text(file.found.path()));
            if (m.find() && m.group("node") != null) {
                String name = file.name();
                file.node = m.group("node");
                file.log = file.node + "/" + LogName.stem(name.substring(name.lastIndexOf('/') + 1));
                return;
            }
        }
        file.log = LogName.of(file.name());
    }

    private Ledger remembered(List<InputFile> files, List<FileScan> scans, Comparisons comparisons) {
        Map<InputFile, FileScan> scanned = new HashMap<>();
        scans.forEach(scan -> scanned.put(scan.input, scan));
        List<KnownFile> known = new ArrayList<>();
        for (InputFile file : files) {
            boolean told = file.print != null && !file.sniffed.kind().equals(SurveyedFile.UNREADABLE);
            FileScan scan = scanned.get(file);
            if (told && isOneLog(file, scan) && (scan == null || scan.isWhole())) {
                known.add(new KnownFile(
                        file.found.path(),
                        file.found.modified(),
                        file.print,
                        file.content(),
                        file.sniffed,
                        scan != null
                                ? scan.scanned(comparisons.of(scan))
                                : file.isKnown() ? file.known.scanned() : null));
            }
        }
        return new Ledger(known);
    }

    /** A file with several servers is read anew, as its companion is when it is needed. */
    private static boolean isOneLog(InputFile file, FileScan scan) {
        return scan != null || !file.isLog() || file.log == null;
    }

    private SurveyBuilder assemble(List<FileScan> scans, List<SurveyedFile> others, Comparisons comparisons) {
        var duplicates = new Duplicates(spark, conf, zone, comparisons);
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
        return result;
    }

    /** By first dated record, then last dated record, then by what the names tell. */
    private static Comparator<FileScan> order() {
        Comparator<String> oldestFirst = LogName.oldestFirst();
        return Comparator.comparingLong(FileScan::firstTs)
                .thenComparingLong(FileScan::lastTs)
                .thenComparing(FileScan::name, oldestFirst);
    }
}
