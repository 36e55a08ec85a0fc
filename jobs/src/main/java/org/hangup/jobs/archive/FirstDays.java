package org.hangup.jobs.archive;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.hangup.archive.LogFile;
import org.hangup.jobs.AnalyzeOptions;

/** The first days of the files whose layout prints none; a pass of its own over these, which are few and small. */
final class FirstDays {
    private final JavaSparkContext spark;
    private final Configuration conf;
    private final LocalDate date;
    private final ZoneId zone;

    FirstDays(JavaSparkContext spark, Configuration conf, AnalyzeOptions options) {
        this.spark = spark;
        this.conf = conf;
        this.date = options.date();
        this.zone = options.zone();
    }

    /** Sets the day of the files that need one. */
    void tell(List<InputFile> logs) {
        Stream<InputFile> undated = logs.stream().filter(file -> Parts.dateless(file.sniffed.layout()));
        for (List<InputFile> log : InputFile.byLog(undated)) {
            read(log.stream().filter(file -> file.reading == null).toList());
            Dateless.Day[] days = Dateless.days(
                    log.stream().map(file -> file.found).toList(),
                    log.stream().map(file -> file.reading).toList(),
                    date,
                    zone);
            for (int i = 0; i < days.length; i++) {
                log.get(i).day = days[i];
            }
        }
    }

    private void read(List<InputFile> files) {
        if (files.isEmpty()) {
            return;
        }
        List<LogFile> asked = files.stream().map(file -> file.file(zone)).toList();
        var shared = new SerializableConfiguration(conf);
        String zoneId = zone.getId();
        List<Dateless.Reading> readings = spark.parallelize(asked, asked.size())
                .map(file -> Dateless.read(file, ZoneId.of(zoneId), shared.value()))
                .collect();
        for (int i = 0; i < readings.size(); i++) {
            files.get(i).reading = readings.get(i);
        }
    }
}
