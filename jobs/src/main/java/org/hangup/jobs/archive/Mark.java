package org.hangup.jobs.archive;

import java.io.Serializable;

/**
 * A record that tells something of the node or of its log, as one part of a file saw it.
 *
 * @param kind what it tells
 * @param offset of the record
 * @param ts its time, microseconds UTC
 * @param pid its header's pid, empty if none
 * @param text its message, cut to what is needed
 * @param prevOffset offset of the record before it in the same part, -1 if it is the part's first
 * @param prevTs time of that record
 * @param active whether a record of some connection stands between it and the mark before
 */
record Mark(Kind kind, long offset, long ts, String pid, String text, long prevOffset, long prevTs, boolean active)
        implements Serializable {
    /** The same behind the failed login in whose name the record before stands, if it does. */
    Mark behind(Forged.Range before, boolean activeBefore) {
        return before == null
                ? new Mark(kind, offset, ts, pid, text, prevOffset, prevTs, activeBefore)
                : new Mark(kind, offset, ts, pid, text, before.begin(), before.ts(), activeBefore);
    }

    enum Kind {
        /** {@code ejabberd V is started in the node N}. */
        STARTED,
        /** {@code ejabberd V is stopped in the node N}. */
        STOPPED,
        /** {@code Loading configuration from F}: the first record of a start since 17.03. */
        LOADING,
        /** A record that lager writes when it starts, or ejabberd before it says that it is started. */
        SIGN,
        /** {@code Start accepting TCP connections at E for M}. */
        LISTENER,
        /** {@code lager_file_backend dropped N messages ...}. */
        LAGER_DROPPED,
        /** {@code lager_error_logger_h dropped N messages ...}: reports of libraries only. */
        REPORTS_DROPPED,
        /** {@code Handler H flushed N log events}, or {@code Handler H restarted} (it was killed for its load: all is lost). */
        FLUSHED,
        /** {@code Handler H switched from .. to drop mode}. */
        DROPPING,
        /** {@code Handler H switched from drop to .. mode}. */
        NOT_DROPPING,
        /** The first record of a connection in the part, or well after a stop. */
        ACTIVITY
    }
}
