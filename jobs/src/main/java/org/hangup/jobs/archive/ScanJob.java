package org.hangup.jobs.archive;

import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.hangup.archive.LogFile;
import org.hangup.archive.LogFiles;
import org.hangup.jobs.AnalyzeOptions;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;

/** Scans all parts of logs that are not known, each by one task or several by one. */
final class ScanJob {
    private ScanJob() {}

    static List<FileScan> run(
            JavaSparkContext spark, Configuration conf, List<InputFile> logs, AnalyzeOptions options) {
        ZoneId zone = options.zone();
        List<LogFile> files = logs.stream().map(log -> log.file(zone)).toList();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            InputFile log = logs.get(i);
            if (!log.isKnown() || log.scans().isEmpty()) {
                parts.addAll(Parts.of(i, files.get(i), log.sniffed.whole(), options.splitSize(), log.restFrom()));
            }
        }
        Map<Integer, List<Scan>> scans = new HashMap<>();
        for (Scan scan : scan(spark, conf, parts, zone)) {
            scans.computeIfAbsent(scan.file(), file -> new ArrayList<>()).add(scan);
        }
        List<FileScan> all = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            all.add(new FileScan(logs.get(i), files.get(i), scans.getOrDefault(i, List.of())));
        }
        Forgeries.takeOut(spark, conf, all, zone);
        return all;
    }

    private static List<Scan> scan(JavaSparkContext spark, Configuration conf, List<Part> parts, ZoneId zone) {
        if (parts.isEmpty()) {
            return List.of();
        }
        List<ArrayList<Part>> bins = Parts.bins(parts, spark.defaultParallelism()).stream()
                .map(ArrayList::new)
                .toList();
        var shared = new SerializableConfiguration(conf);
        String zoneId = zone.getId();
        return spark.parallelize(bins, bins.size())
                .flatMap(bin -> scanAll(bin, ZoneId.of(zoneId), shared.value()))
                .collect();
    }

    private static Iterator<Scan> scanAll(List<Part> parts, ZoneId zone, Configuration conf) {
        return parts.stream().map(part -> scan(part, zone, conf)).iterator();
    }

    /** What cannot be read is tried once more, since no task fails that Spark would run again: what stays unread is told. */
    static Scan scan(Part part, ZoneId zone, Configuration conf) {
        Scan scan = scanOnce(part, zone, conf);
        return scan.isRead() ? scan : scanOnce(part, zone, conf);
    }

    private static Scan scanOnce(Part part, ZoneId zone, Configuration conf) {
        var scanner = new Scanner(part, zone);
        try (RecordReader records = LogFiles.open(part.log(), part.from(), part.to(), conf)) {
            var r = new LogRecord();
            while (records.next(r)) {
                scanner.accept(r);
            }
            return scanner.scan(records.readFailed() ? NOT_READ + records.problem() : records.problem(), records);
        } catch (IOException e) {
            return scanner.scan(NOT_READ + e.getMessage(), null);
        }
    }

    /** How the problem of a file begins that could not be read, and may be the next time. */
    static final String NOT_READ = "cannot be read: ";
}
