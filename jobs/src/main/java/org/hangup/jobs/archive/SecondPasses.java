package org.hangup.jobs.archive;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.hangup.archive.LogFile;

/** Marks the files that begin in the second pass of a repeated hour; a pass of its own over these and their neighbours. */
final class SecondPasses {
    private final JavaSparkContext spark;
    private final Configuration conf;
    private final ZoneId zone;

    SecondPasses(JavaSparkContext spark, Configuration conf, ZoneId zone) {
        this.spark = spark;
        this.conf = conf;
        this.zone = zone;
    }

    /** Sets {@code secondPass} of the files that may be such. */
    void tell(List<InputFile> logs) {
        for (List<InputFile> log : InputFile.byLog(logs.stream())) {
            List<InputFile> near = near(log);
            if (near.stream().allMatch(file -> file.isKnown() && file.isScanned())) {
                near.forEach(file -> file.secondPass = file.known.scanned().secondPass());
            } else {
                read(near);
            }
        }
    }

    /** The files that begin in a repeated hour, and those before them. */
    private static List<InputFile> near(List<InputFile> log) {
        List<InputFile> near = new ArrayList<>();
        for (int k = 0; k < log.size(); k++) {
            boolean next = k + 1 < log.size() && log.get(k + 1).sniffed.repeated();
            if (log.get(k).sniffed.repeated() || next) {
                near.add(log.get(k));
            }
        }
        return near;
    }

    private void read(List<InputFile> near) {
        List<LogFile> asked = near.stream().map(file -> file.file(zone)).toList();
        var shared = new SerializableConfiguration(conf);
        String zoneId = zone.getId();
        List<RepeatedHour.Reading> readings = spark.parallelize(asked, asked.size())
                .map(file -> RepeatedHour.read(file, ZoneId.of(zoneId), shared.value()))
                .collect();
        boolean[] second = RepeatedHour.secondPasses(readings);
        for (int k = 0; k < second.length; k++) {
            near.get(k).secondPass = second[k];
        }
    }
}
