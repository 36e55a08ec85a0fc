package org.hangup.jobs.pipeline;

/**
 * A settled connection, as the statistics count it.
 *
 * @param date day under which it is counted, days since 1970-01-01
 * @param hour when the local hour of its end began, microseconds since the epoch, UTC
 * @param node name of the node
 * @param why why it ended
 * @param established it had a session
 * @param durationMs its length, {@link Facts#NONE} if it had none
 * @param ip its address, null if unknown
 * @param resource its resource, null if unknown
 */
@SuppressWarnings("ArrayRecordComponent")
record Disconnection(
        int date,
        long hour,
        byte[] node,
        Verdict why,
        boolean established,
        long durationMs,
        byte[] ip,
        byte[] resource) {}
