package org.hangup.jobs.archive;

import java.io.Serializable;

/**
 * A time in which records of a log are, or may be, missing. Both its ends are times of records that are there, or of the
 * end of a burst limit's second; what is missing lies between them. Where nothing is left on one side (a log whose newest
 * file cannot be read), both are the time of the record nearest to it.
 *
 * @param log the log
 * @param node the log's node, as in {@link LogSummary#node}
 * @param fromTs begin, microseconds UTC: mostly the last record before what is missing
 * @param toTs end, microseconds UTC, never before {@code fromTs}
 * @param kind one of the constants
 * @param dropped how many records are missing, null if nothing tells
 * @param file name of the file (as in {@code LogFile.name}) with the record that shows the gap: the notice, or the first
 *     record behind the hole; for {@link #UNREADABLE} the damaged file itself
 * @param offset of that record in uncompressed bytes; of the end of what could be read for {@link #UNREADABLE}
 */
public record Gap(String log, String node, long fromTs, long toTs, String kind, Long dropped, String file, long offset)
        implements Serializable {
    /** lager said that its file or console backend dropped records over the limit a second (17.08 to the end of lager). */
    public static final String LAGER_DROPPED = "lager_dropped";
    /** lager said that it dropped reports of libraries: crash texts, since 18.09 also XML traces, never ejabberd's own records. */
    public static final String REPORTS_DROPPED = "reports_dropped";
    /** The OTP logger said that it flushed its queue, or that it dropped what came until it said that it does no more. */
    public static final String LOGGER_DROPPED = "logger_dropped";
    /** So many records in so short a time that the OTP logger's burst limit (500 a second) dropped what else there was, in silence. */
    public static final String BURST = "burst";
    /** A file of a log ends within a record, and the next one does not go on with it. */
    public static final String ROTATION = "rotation";
    /** A file of the rotation is not there, between two that are. */
    public static final String MISSING_FILE = "missing_file";
    /** A file, or the rest of one, could not be read. */
    public static final String UNREADABLE = "unreadable";

    public Gap {
        if (toTs < fromTs) {
            throw new IllegalArgumentException(kind + " from " + fromTs + " to " + toTs + " in " + file);
        }
    }

    /**
     * Whether the record of a connection's end may be among what is missing, so that its absence proves nothing. Only
     * where reports of libraries were dropped it is not. A burst may have dropped nothing; but when thousands are
     * disconnected at once, most of their ends are in it.
     */
    public boolean mayHideEnds() {
        return !kind.equals(REPORTS_DROPPED);
    }
}
