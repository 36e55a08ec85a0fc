package org.hangup.jobs;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hangup.jobs.archive.SurveyedFile;
import org.hangup.jobs.publish.Counts;

/**
 * What a run did.
 *
 * @param run its name in the table of runs
 * @param output folder of the tables, or catalog and namespace
 * @param catalog whether the tables are in a catalog
 * @param days days that were built and published
 * @param held days that were left as they were, with the reasons
 * @param files all files that were looked at
 * @param records records of the logs
 * @param events events among them
 * @param counts rows that were published
 * @param rejects pieces of the input that could not be read
 * @param newRejects those among them that this run met first
 * @param unread files that are logs but could not be read to their end, as far as this run looked at them
 * @param notes what else the user should know
 * @param took wall time
 */
public record AnalysisResult(
        String run,
        String output,
        boolean catalog,
        NavigableSet<LocalDate> days,
        NavigableMap<LocalDate, String> held,
        List<SurveyedFile> files,
        long records,
        long events,
        Counts counts,
        long rejects,
        long newRejects,
        List<SurveyedFile> unread,
        List<String> notes,
        Duration took) {
    public AnalysisResult {
        days = Collections.unmodifiableNavigableSet(new TreeSet<>(days));
        held = Collections.unmodifiableNavigableMap(new TreeMap<>(held));
        files = List.copyOf(files);
        unread = List.copyOf(unread);
        notes = List.copyOf(notes);
    }

    /** Where a table is. */
    public String place(String table) {
        return output + (catalog ? "." : "/") + table;
    }

    /** Whether all was read, nothing rejected, and no day left as it was. */
    public boolean complete() {
        return held.isEmpty() && newRejects == 0 && unread.isEmpty();
    }
}
