package org.hangup.jobs.archive;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.NavigableMap;
import org.hangup.archive.LogName;

/**
 * What is known of a log as a whole.
 *
 * @param log its name: folder and file name without rotation numbers, dates and compression suffix
 * @param node the node's name, never null
 * @param firstTs time of its first record
 * @param lastTs time of its last record
 * @param days the days on which it has records, in the run's zone
 * @param aliases some line names a client connection by another id than the pid in its header (ports and socket terms
 *     up to 17.01, receivers up to 17.11, websockets, BOSH): ids must be united
 * @param console its layout prints no pids
 * @param debug it has records of level debug
 * @param doubleEncoded non-ASCII text in it is encoded twice (lager files before 19.09)
 * @param version ejabberd's version at its end, null if nothing tells
 */
public record LogSummary(
        String log,
        String node,
        long firstTs,
        long lastTs,
        NavigableMap<LocalDate, DayOfLog> days,
        boolean aliases,
        boolean console,
        boolean debug,
        boolean doubleEncoded,
        String version)
        implements Serializable {

    /** Nothing but the folder gives the node a name: the record of its start may have been rotated away. */
    public boolean isNamedByFolder() {
        return node.equals(LogName.folder(log));
    }
}
