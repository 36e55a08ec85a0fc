package org.hangup.jobs.archive;

import java.io.Serializable;

/**
 * One run of a node, from the first record of its start to the first record of the next one. Pids and ports mean
 * something only inside of a boot.
 *
 * @param log the log that tells of it
 * @param boot its number in the log, from 0
 * @param id text that stays the same over re-runs: time, pid and text of the first record of the start; empty for the
 *     records that stand before the first start that the log shows
 * @param node the node's name
 * @param version ejabberd's version, from its start or stop record; null if neither is there
 * @param fromTs time of its first record
 * @param end {@link #STOP}, {@link #CRASH}, or null where the log just ends
 * @param endTs time of the stop record, or for a crash of the last record before the next boot; 0 without an end
 * @param endFile file of that record, null without an end
 * @param endOffset offset of that record
 * @param settledTs when the end was known: the time of the stop record, or of the next boot's first record; 0 without
 *     an end
 */
public record Boot(
        String log,
        int boot,
        String id,
        String node,
        String version,
        long fromTs,
        String end,
        long endTs,
        String endFile,
        long endOffset,
        long settledTs)
        implements Serializable {
    /** The node said that it stopped. */
    public static final String STOP = "stop";
    /** The next boot began without a stop record before it. */
    public static final String CRASH = "crash";
}
