package org.hangup.jobs;

import java.io.IOException;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.archive.DayOfLog;
import org.hangup.jobs.archive.Gap;
import org.hangup.jobs.archive.LedgerTable;
import org.hangup.jobs.archive.LogSummary;
import org.hangup.jobs.archive.Reject;
import org.hangup.jobs.archive.Survey;
import org.hangup.jobs.archive.Zones;
import org.hangup.jobs.publish.Publication;
import org.hangup.jobs.tables.Folder;
import org.hangup.jobs.tables.OneFile;
import org.hangup.jobs.tables.Tables;
import org.hangup.jobs.tables.Times;
import org.hangup.log.LogRecord;

/** The tables that each run writes anew: {@code rejects}, {@code files} and {@code days}. */
final class RunTables {
    private static final double SECOND = 1e6;

    private final SparkSession spark;
    private final Publication publication;
    private final Survey survey;
    private final ZoneId zone;
    private final LocalDate keptFrom;

    /** @param keptFrom the first day that stays; null: all do */
    RunTables(SparkSession spark, Publication publication, Survey survey, ZoneId zone, LocalDate keptFrom) {
        this.keptFrom = keptFrom;
        this.spark = spark;
        this.publication = publication;
        this.survey = survey;
        this.zone = zone;
    }

    /**
     * Writes them under a staging folder.
     *
     * @param built the days that were built, each with the reason by log
     * @param takenOver logs whose rows of such a day stay as they were
     */
    void write(String staging, Map<LocalDate, Map<String, String>> built, Map<LocalDate, Set<String>> takenOver)
            throws IOException {
        Folder folder = Folder.at(staging, spark.sparkContext().hadoopConfiguration());
        write(folder, Tables.REJECTS, rejects());
        write(folder, Tables.FILES, LedgerTable.rows(survey, Version.text()));
        write(folder, Tables.DAYS, days(built, takenOver));
    }

    private void write(Folder folder, String table, List<Row> rows) throws IOException {
        OneFile.write(spark, rows, Tables.schema(table), folder, table + "/part-00000.parquet");
    }

    private List<Row> before(String table) throws IOException {
        String folder = publication.table(table);
        return folder == null
                ? List.of()
                : spark.read().schema(Tables.schema(table)).parquet(folder).collectAsList();
    }

    /** A reject is the same one under another name of its file. */
    private List<Row> rejects() throws IOException {
        if (survey.rejects().isEmpty()) {
            return List.of(); // most inputs: what was met before need not be read
        }
        Map<List<Object>, String> met = new HashMap<>();
        for (Row row : before(Tables.REJECTS)) {
            met.putIfAbsent(what(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)), row.getString(5));
        }
        List<Row> rows = new ArrayList<>();
        for (Reject reject : survey.rejects()) {
            String run = met.get(what(reject.offset(), reject.length(), reject.why(), reject.head()));
            rows.add(RowFactory.create(
                    reject.file(),
                    reject.offset(),
                    reject.length(),
                    reject.why(),
                    reject.head(),
                    run == null ? publication.run() : run));
        }
        return rows;
    }

    private static List<Object> what(long offset, long length, String why, String head) {
        return Arrays.asList(offset, length, why, head);
    }

    private List<Row> days(Map<LocalDate, Map<String, String>> built, Map<LocalDate, Set<String>> takenOver)
            throws IOException {
        Map<String, LogSummary> logs = survey.logs().stream().collect(Collectors.toMap(LogSummary::log, log -> log));
        List<Row> rows = new ArrayList<>();
        for (Row row : before(Tables.DAYS)) {
            LocalDate day = row.getDate(0).toLocalDate();
            boolean stays = !built.containsKey(day) || takenOver.get(day).contains(row.getString(1));
            if (stays && (keptFrom == null || !day.isBefore(keptFrom))) {
                rows.add(later(row, day, logs.get(row.getString(1))));
            }
        }
        Timestamp now = Timestamp.from(Instant.now());
        built.forEach((day, reasons) -> reasons.forEach((log, why) -> {
            if (logs.containsKey(log)) {
                rows.add(row(day, logs.get(log), why, now));
            }
        }));
        rows.sort(Comparator.comparing((Row row) -> row.getDate(0)).thenComparing(row -> row.getString(1)));
        return rows;
    }

    private Row row(LocalDate day, LogSummary log, String why, Timestamp now) {
        DayOfLog found = log.days().get(day);
        return RowFactory.create(
                Date.valueOf(day),
                log.log(),
                isComplete(day, log),
                Times.of(found.lastTs()),
                found.records(),
                gapSeconds(day, log.log()),
                publication.run(),
                now,
                why);
    }

    /** A day that stays: its log may have gone on since. */
    private Row later(Row row, LocalDate day, LogSummary log) {
        boolean complete = row.getBoolean(2) || (log != null && isComplete(day, log));
        return RowFactory.create(
                row.get(0),
                row.get(1),
                complete,
                row.get(3),
                row.get(4),
                row.get(5),
                row.get(6),
                row.get(7),
                row.get(8));
    }

    private boolean isComplete(LocalDate day, LogSummary log) {
        return log.lastTs() != LogRecord.NO_TIME && log.lastTs() >= Zones.start(day.plusDays(1), zone);
    }

    private double gapSeconds(LocalDate day, String log) {
        long from = Zones.start(day, zone);
        long to = Zones.start(day.plusDays(1), zone);
        return survey.gaps().stream()
                        .filter(gap -> gap.log().equals(log) && gap.mayHideEnds())
                        .mapToLong(gap -> missing(gap, from, to))
                        .sum()
                / SECOND;
    }

    private static long missing(Gap gap, long from, long to) {
        return Math.max(0, Math.min(gap.toTs(), to) - Math.max(gap.fromTs(), from));
    }
}
