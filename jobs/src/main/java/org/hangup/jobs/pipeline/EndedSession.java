package org.hangup.jobs.pipeline;

/**
 * What a settled session leaves for those of its user that open later.
 *
 * @param id the session's
 * @param closedAt when it closed, microseconds since the epoch, UTC
 * @param settledAt when that was decided
 * @param cause why it ended
 */
@SuppressWarnings("ArrayRecordComponent")
record EndedSession(byte[] id, long closedAt, long settledAt, String cause) {}
