package org.hangup.jobs.archive;

import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.hangup.archive.LogFile;
import org.hangup.archive.LogFiles;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;

/** Takes what strangers forged out of the scans of files; a pass of its own over the places where something is odd, of which there mostly are none. */
final class Forgeries {
    private Forgeries() {}

    /** A region of a file that holds all that must be known of the odd records in it. */
    private record Region(LogFile file, long from, long to) implements Serializable {}

    static void takeOut(JavaSparkContext spark, Configuration conf, List<FileScan> files, ZoneId zone) {
        List<FileScan> odd = files.stream()
                .filter(file -> !file.isRemembered())
                .filter(file -> file.parts.stream().anyMatch(part -> part.suspectFrom() >= 0))
                .toList();
        if (odd.isEmpty()) {
            return;
        }
        List<Region> regions = new ArrayList<>();
        odd.forEach(file -> regions.add(region(file)));
        var shared = new SerializableConfiguration(conf);
        String zoneId = zone.getId();
        List<Forged> found = spark.parallelize(regions, regions.size())
                .map(region -> read(region, ZoneId.of(zoneId), shared.value()))
                .collect();
        for (int i = 0; i < odd.size(); i++) {
            if (!found.get(i).ranges().isEmpty()) {
                odd.get(i).without(found.get(i));
            }
        }
    }

    private static Region region(FileScan file) {
        long first = Long.MAX_VALUE;
        long last = 0;
        for (Scan part : file.parts) {
            if (part.suspectFrom() >= 0) {
                first = Math.min(first, part.suspectFrom());
                last = Math.max(last, part.suspectTo());
            }
        }
        // a file in one part may be one whose records depend on those before
        boolean whole = file.parts.size() == 1;
        long from = whole ? 0 : Math.max(0, first - 2 * ForgeryFinder.REACH);
        return new Region(file.file, from, last + ForgeryFinder.REACH);
    }

    /** What could not be read here, the scan has reported. */
    private static Forged read(Region region, ZoneId zone, Configuration conf) {
        var finder = new ForgeryFinder(region.file.name(), ts -> day(ts, zone));
        try (RecordReader records = LogFiles.open(region.file, region.from, region.to, conf)) {
            var r = new LogRecord();
            while (records.next(r)) {
                finder.accept(r);
            }
        } catch (IOException e) {
            return finder.found();
        }
        return finder.found();
    }

    private static long day(long ts, ZoneId zone) {
        return Instant.ofEpochSecond(Math.floorDiv(ts, 1_000_000L))
                .atZone(zone)
                .toLocalDate()
                .toEpochDay();
    }
}
