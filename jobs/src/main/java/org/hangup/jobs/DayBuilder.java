package org.hangup.jobs;

import java.time.LocalDate;
import java.util.NavigableSet;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.archive.Survey;

/** Makes the tables of some days out of the records of an archive. */
@FunctionalInterface
public interface DayBuilder {
    /**
     * Writes {@code STAGING/<table>/date=YYYY-MM-DD/*.parquet} for the tables connections, sessions,
     * disconnects_by_user, disconnects_by_ip, disconnects_by_cause, open_connections, online, incidents, log_gaps and _state. A day without rows
     * needs no folder. Rows of days that are not asked for are left out. Files other than Parquet are ignored.
     *
     * @param days days to build, in the zone of the options; no day between the first and the last that the input has
     *     records of is missing
     * @param state folder {@code .../_state/date=D} of the day that the first one follows: between D and the first day
     *     the input has no records; null: read the input from its beginning
     * @param taken logs whose rows of the one day that is built then are taken over from the published tables
     * @param staging folder to write under; it exists and is empty
     */
    BuiltDays build(
            SparkSession spark,
            Survey survey,
            AnalyzeOptions options,
            NavigableSet<LocalDate> days,
            String state,
            TakenOver taken,
            String staging);
}
