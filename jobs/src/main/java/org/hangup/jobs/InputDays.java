package org.hangup.jobs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.hangup.jobs.archive.LogSummary;
import org.hangup.jobs.archive.Survey;
import org.hangup.jobs.archive.SurveyedFile;
import org.hangup.jobs.publish.DayMark;
import org.hangup.spark.Extras;

/** The days of an input as they will be remembered once they are published. */
final class InputDays {
    private InputDays() {}

    /** The days that have records, of those that --keep leaves. */
    static NavigableMap<LocalDate, DayMark> of(Survey survey, AnalyzeOptions options, Configuration conf) {
        NavigableMap<LocalDate, Map<String, Long>> records = records(survey);
        if (options.keep() > 0 && !records.isEmpty()) {
            records.headMap(records.lastKey().minusDays(options.keep() - 1L)).clear();
        }
        Map<LocalDate, Map<String, Long>> firsts = new HashMap<>();
        Map<LocalDate, Map<String, Long>> digests = new HashMap<>();
        long settings = settings(options, conf);
        for (LogSummary log : survey.logs()) {
            log.days().forEach((day, found) -> {
                firsts.computeIfAbsent(day, d -> new HashMap<>()).put(log.log(), found.firstTs());
                digests.computeIfAbsent(day, d -> new HashMap<>()).put(log.log(), 31 * found.digest() + settings);
            });
        }
        NavigableMap<LocalDate, DayMark> days = new TreeMap<>();
        records.forEach((day, byLog) -> days.put(
                day,
                new DayMark(
                        Version.text(),
                        byLog,
                        firsts.getOrDefault(day, Map.of()),
                        digests.getOrDefault(day, Map.of()))));
        return days;
    }

    /** A day without a record. */
    static DayMark quiet() {
        return new DayMark(Version.text(), Map.of(), Map.of(), Map.of());
    }

    private static NavigableMap<LocalDate, Map<String, Long>> records(Survey survey) {
        NavigableMap<LocalDate, Map<String, Long>> days = new TreeMap<>();
        for (SurveyedFile file : survey.files()) {
            if (file.log() != null) {
                file.recordsByDay().forEach((day, count) -> days.computeIfAbsent(day, d -> new TreeMap<>())
                        .merge(file.log(), count, Long::sum));
            }
        }
        return days;
    }

    /** A digest of the settings that say what is made of the records. */
    private static long settings(AnalyzeOptions options, Configuration conf) {
        List<String> settings = new ArrayList<>();
        settings.add(String.valueOf(options.date()));
        settings.add(String.valueOf(options.nodePattern()));
        Stream.of(options.messages(), options.causes())
                .forEach(files -> settings.add(files.stream()
                        .map(file -> Extras.text(file, conf))
                        .toList()
                        .toString()));
        return settings.hashCode();
    }
}
