package org.hangup.jobs.publish;

import java.io.IOException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.archive.SurveyedFile;
import org.hangup.jobs.tables.Folder;
import org.hangup.jobs.tables.OneFile;
import org.hangup.jobs.tables.Tables;
import org.hangup.jobs.tables.Times;

/**
 * The row of a run in the table of runs.
 *
 * @param from first day that was built, null if none
 * @param to last day that was built, null if none
 * @param eventsByFile events by the name of the file
 * @param keyId name of the key of the pseudonyms; null if names stand in clear
 * @param nodes names of the nodes by log; where one is missing, that of the file stands
 * @param files all files of the input
 * @param bytesRead uncompressed bytes that the run read, by the name of the file
 */
public record RunRow(
        String run,
        Instant started,
        String version,
        LocalDate from,
        LocalDate to,
        String zone,
        String keyId,
        long records,
        long events,
        Counts counts,
        Map<String, Long> eventsByFile,
        Map<String, String> nodes,
        List<SurveyedFile> files,
        Map<String, Long> bytesRead) {

    /** Writes {@code run.parquet} under a staging folder. */
    public void write(SparkSession spark, String staging) throws IOException {
        Folder folder = Folder.at(staging, spark.sparkContext().hadoopConfiguration());
        OneFile.write(spark, List.of(row()), Tables.schema(Tables.RUNS), folder, "run.parquet");
    }

    private Row row() {
        return RowFactory.create(
                run,
                Timestamp.from(started),
                Timestamp.from(Instant.now()),
                version,
                from == null ? null : java.sql.Date.valueOf(from),
                to == null ? null : java.sql.Date.valueOf(to),
                zone,
                records,
                events,
                counts.connections(),
                counts.sessions(),
                counts.disconnects(),
                files.stream().mapToLong(SurveyedFile::rejects).sum(),
                files.stream().mapToLong(file -> file.file().length()).sum(),
                bytesRead.values().stream().mapToLong(Long::longValue).sum(),
                files.stream()
                        .filter(file -> bytesRead.containsKey(file.file().name()))
                        .map(this::file)
                        .toArray(Row[]::new),
                keyId);
    }

    private Row file(SurveyedFile file) {
        boolean log = file.kind().equals(SurveyedFile.LOG);
        return RowFactory.create(
                file.file().name(),
                file.file().length(),
                file.file().layout().isEmpty() ? null : file.file().layout(),
                file.log(),
                nodes.getOrDefault(file.log(), file.node()),
                Times.of(file.firstTs()),
                Times.of(file.lastTs()),
                file.records(),
                log ? eventsByFile.get(file.file().name()) : null,
                file.foreign(),
                file.rejects(),
                file.status().equals("ok") && !log ? file.kind() : file.status());
    }
}
