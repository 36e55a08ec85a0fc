package org.hangup.jobs.archive;

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
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.hangup.archive.Sniffer;
import org.hangup.jobs.AnalyzeOptions;
import org.hangup.log.LogRecord;

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
        List<FoundFile> found = Listing.of(conf, options.inputs(), options.output());
        Ledger.Recognized[] known = ledger.recognize(found, spark, conf);
        List<InputFile> files = new ArrayList<>();
        for (int i = 0; i < known.length; i++) {
            files.add(new InputFile(found.get(i), known[i]));
        }
        Map<String, Long> read = new HashMap<>();
        look(files, read);
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
        new FirstDays(spark, conf, options).tell(logs);
        new SecondPasses(spark, conf, zone).tell(logs);
        List<FileScan> scans = ScanJob.run(spark, conf, logs, options);
        var comparisons = new Comparisons();
        logs.stream()
                .filter(InputFile::isScanned)
                .forEach(file -> comparisons.add(file.known.scanned().comparisons()));
        SurveyBuilder survey = assemble(scans, others, comparisons);
        scans.stream()
                .filter(scan -> !scan.isRemembered())
                .forEach(scan -> read.merge(scan.name(), scan.bytesRead(), Long::sum));
        return survey.survey(remembered(files, scans, comparisons), read);
    }

    /** Looks into the files that are not known, and adds what that takes at most. */
    private void look(List<InputFile> files, Map<String, Long> read) {
        List<InputFile> unknown = files.stream().filter(file -> !file.isKnown()).toList();
        if (unknown.isEmpty()) {
            return;
        }
        var shared = new SerializableConfiguration(conf);
        String zoneId = zone.getId();
        int slices = Math.min(unknown.size(), spark.defaultParallelism() * 4);
        List<Look.Seen> seen = spark.parallelize(
                        unknown.stream().map(file -> file.found).toList(), slices)
                .map(file -> Look.into(file, zoneId, shared.value()))
                .collect();
        for (int i = 0; i < seen.size(); i++) {
            unknown.get(i).sniffed = seen.get(i).sniffed();
            unknown.get(i).print = seen.get(i).print();
        }
        unknown.forEach(file -> read.put(file.name(), Math.min(file.found.length(), Sniffer.SAMPLE)));
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
        return new SurveyedFile(
                file.file(zone),
                file.isLog() ? SurveyedFile.COMPANION : file.sniffed.kind(),
                null,
                null,
                LogRecord.NO_TIME,
                LogRecord.NO_TIME,
                0,
                Map.of(),
                0,
                0,
                file.isLog() ? "repeats records of the log beside it" : file.sniffed.note());
    }

    /** The log that a file belongs to, and its node if the pattern tells. */
    private void place(InputFile file) {
        Pattern pattern = options.nodePattern();
        if (pattern != null) {
            Matcher m = pattern.matcher(new Path(file.found.path()).toUri().getPath());
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
            if (told && (scan == null || scan.isWhole())) {
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

    private SurveyBuilder assemble(List<FileScan> scans, List<SurveyedFile> others, Comparisons comparisons) {
        var duplicates = new Duplicates(spark, conf, zone, comparisons);
        duplicates.markCopies(scans);
        Map<String, List<FileScan>> byLog = new TreeMap<>();
        for (FileScan file : scans) {
            byLog.computeIfAbsent(file.log, log -> new ArrayList<>()).add(file);
        }
        var result = new SurveyBuilder();
        others.forEach(result::file);
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
