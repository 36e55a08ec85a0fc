package org.hangup.jobs.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.hangup.archive.NoSuchInputException;
import org.hangup.jobs.AnalyzeOptions;
import scala.Tuple2;

/** Says what logs are before anyone trusts a number: the work of {@code hangup inspect}. */
public final class Inspection {
    private Inspection() {}

    /**
     * Surveys the inputs, holds every record against the message catalogue, and tells log by log what was found.
     *
     * @return a text for people, lines ended by {@code \n}
     * @throws NoSuchInputException if an input is not there
     */
    public static String report(SparkSession session, AnalyzeOptions options) {
        Survey survey = Archive.survey(session, options);
        Configuration conf = session.sparkContext().hadoopConfiguration();
        Map<String, Understood> understood = understand(session, survey, options, conf);
        return new InspectionText(survey, understood).text();
    }

    private static Map<String, Understood> understand(
            SparkSession session, Survey survey, AnalyzeOptions options, Configuration conf) {
        List<Part> parts = new ArrayList<>();
        List<String> logs = new ArrayList<>();
        for (SurveyedFile file : survey.files()) {
            if (file.kind().equals(SurveyedFile.LOG)) {
                boolean whole = !file.file().layout().startsWith("otp");
                parts.addAll(Parts.of(logs.size(), file.file(), whole, options.splitSize(), 0));
                logs.add(file.log());
            }
        }
        if (parts.isEmpty()) {
            return Map.of();
        }
        List<String> messages =
                options.messages().stream().map(path -> content(path, conf)).toList();
        var spark = JavaSparkContext.fromSparkContext(session.sparkContext());
        var shared = new SerializableConfiguration(conf);
        List<ArrayList<Part>> bins = Parts.bins(parts, spark.defaultParallelism()).stream()
                .map(ArrayList::new)
                .toList();
        List<Tuple2<Integer, Understood>> results = spark.parallelize(bins, bins.size())
                .flatMap(bin -> {
                    List<Tuple2<Integer, Understood>> each = new ArrayList<>();
                    for (Part part : bin) {
                        each.add(new Tuple2<>(part.file(), Understood.of(part, messages, shared.value())));
                    }
                    return each.iterator();
                })
                .collect();
        Map<String, Understood> byLog = new HashMap<>();
        results.forEach(result -> byLog.merge(logs.get(result._1()), result._2(), Understood::plus));
        return byLog;
    }

    private static String content(String path, Configuration conf) {
        Path p = new Path(path);
        try (InputStream in = p.getFileSystem(conf).open(p)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("--messages " + path + ": " + e.getMessage(), e);
        }
    }
}
