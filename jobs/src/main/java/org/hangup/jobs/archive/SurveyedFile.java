package org.hangup.jobs.archive;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Map;
import org.hangup.archive.LogFile;
import org.hangup.log.LogRecord;

/**
 * What the survey found of one file.
 *
 * @param file the file
 * @param kind one of the constants
 * @param log the log that it belongs to; null if it is none
 * @param node the node that wrote it; null if it is no log
 * @param firstTs time of its first record, {@code LogRecord.NO_TIME} if it has none
 * @param lastTs time of its last record
 * @param records how many records it has
 * @param recordsByDay how many of those that count (copies and overlaps do not) have which local day
 * @param foreign how many of its lines are nobody's: other programs' and streams'
 * @param rejects how many pieces of it are no records
 * @param broken whether it could not be read to its end
 * @param status {@code ok}, or what should be known of it
 */
public record SurveyedFile(
        LogFile file,
        String kind,
        String log,
        String node,
        long firstTs,
        long lastTs,
        long records,
        Map<LocalDate, Long> recordsByDay,
        long foreign,
        long rejects,
        boolean broken,
        String status)
        implements Serializable {
    /** A file whose records, if it has any, do not count. */
    static SurveyedFile notCounted(LogFile file, String kind, String status) {
        return new SurveyedFile(
                file, kind, null, null, LogRecord.NO_TIME, LogRecord.NO_TIME, 0, Map.of(), 0, 0, false, status);
    }

    public static final String LOG = "log";
    /** error.log or crash.log beside an ejabberd.log: it repeats records of that. */
    public static final String COMPANION = "companion";
    /** The same records as another file of the log. */
    public static final String COPY = "copy";

    public static final String NOT_A_LOG = "not_a_log";
    /** {@link #status} of a file of which no more is known than that it is no log. */
    public static final String NO_RECORD = "no record of ejabberd in it";

    /** A tar or zip archive, in whose place the files in it stand. */
    static final String ARCHIVE = "archive";

    public static final String EMPTY = "empty";
    public static final String UNREADABLE = "unreadable";
}
