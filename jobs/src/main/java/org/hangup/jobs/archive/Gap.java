package org.hangup.jobs.archive;

import java.io.Serializable;

/**
 * A time in which records of a log are, or may be, missing.
 *
 * @param log the log
 * @param fromTs begin, microseconds UTC
 * @param toTs end, microseconds UTC
 * @param kind one of the constants
 * @param dropped how many records are missing, null if nothing tells
 */
public record Gap(String log, long fromTs, long toTs, String kind, Long dropped) implements Serializable {
    /** lager said that it dropped records over its limit a second. */
    public static final String LAGER_DROPPED = "lager_dropped";
    /** lager said that it dropped reports of libraries (crashes; XML traces since 18.09), ejabberd's own are not concerned. */
    public static final String REPORTS_DROPPED = "reports_dropped";
    /** The OTP logger said that it flushed its queue. */
    public static final String FLUSHED = "flushed";
    /** The OTP logger said that it drops what comes. */
    public static final String DROP_MODE = "drop_mode";
    /** So many records in one second that the OTP logger's burst limit (500 a second) may have dropped more in silence. */
    public static final String BURST = "burst";
    /** Files of the rotation are missing between two that are there. */
    public static final String MISSING_FILES = "missing_files";
    /** A file could not be read to its end. */
    public static final String TRUNCATED = "truncated";
}
