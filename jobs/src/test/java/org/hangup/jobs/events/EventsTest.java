package org.hangup.jobs.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.hangup.archive.ArchiveFile;
import org.hangup.jobs.AnalyzeOptions;
import org.hangup.jobs.TestSpark;
import org.hangup.jobs.archive.Archive;
import org.hangup.jobs.archive.Logs;
import org.hangup.jobs.archive.ReadFiles;
import org.hangup.jobs.archive.Survey;
import org.hangup.jobs.people.Privacy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job's events are made in Spark's plan, by what users get from SQL. */
class EventsTest {
    private static final SparkSession SPARK = TestSpark.session();

    @Test
    void thePlanShowsTheDataSourceAndParseEvent(@TempDir Path folder) throws Exception {
        Path log = Files.write(
                folder.resolve("ejabberd.log"),
                List.of(
                        "2023-01-01 00:00:00.000000+00:00 [info] <0.701.0>@ejabberd_c2s:bind/2:542 (tls|<0.701.0>)"
                                + " Opened c2s session for romeo@example.net/home",
                        "2023-01-01 00:00:01.000000+00:00 [info] <0.371.0>@mod_nothing:run/0:1 Nothing about clients"));
        Survey survey = Archive.survey(
                SPARK,
                AnalyzeOptions.of(
                        List.of(log.toString()), folder.resolve("tables").toString()));
        String archive = folder.resolve("archive.json").toString();
        ArchiveFile.write(
                new org.apache.hadoop.fs.Path(archive),
                ReadFiles.of(survey, new Logs(survey, Map.of()), Long.MIN_VALUE, Long.MAX_VALUE),
                SPARK.sparkContext().hadoopConfiguration());
        var plan = new EventPlan(
                archive,
                0,
                Long.MAX_VALUE / 2,
                ZoneOffset.UTC,
                List.of(),
                0,
                List.of(),
                List.of(),
                List.of(),
                Privacy.none());
        var events = new Events(SPARK, plan).events();
        events.createOrReplaceTempView("events_of_the_job");
        String explained =
                SPARK.sql("EXPLAIN SELECT * FROM events_of_the_job").first().getString(0);
        assertThat(explained)
                .containsPattern("BatchScan ejabberd.*")
                .containsPattern("ParseEvent[^ ]*invoke\\(message");
        assertThat(events.where("event IS NOT NULL")
                        .select("event.event", "event.user")
                        .collectAsList())
                .extracting(Object::toString)
                .containsExactly("[session_opened,romeo]");
    }
}
