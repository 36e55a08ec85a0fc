package org.hangup.jobs.archive;

import java.io.Serializable;

/**
 * A record at which something happened.
 *
 * @param at its time, microseconds since the epoch, UTC
 * @param file name of its file, null where that is no longer in the input
 * @param offset its place there, in uncompressed bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record Place(long at, byte[] file, long offset) implements Serializable {}
