package org.hangup.jobs.archive;

import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.hangup.archive.LogFiles;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;

/** Scans all parts, each by one task or several by one. */
final class ScanJob {
    private ScanJob() {}

    static List<Scan> run(JavaSparkContext spark, Configuration conf, List<Part> parts, ZoneId zone) {
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

    static Scan scan(Part part, ZoneId zone, Configuration conf) {
        var scanner = new Scanner(part, zone);
        try (RecordReader records = LogFiles.open(part.log(), part.from(), part.to(), conf)) {
            var r = new LogRecord();
            while (records.next(r)) {
                scanner.accept(r);
            }
            return scanner.scan(records.problem(), records);
        } catch (IOException e) {
            return scanner.scan("cannot be read: " + e.getMessage(), null);
        }
    }
}
