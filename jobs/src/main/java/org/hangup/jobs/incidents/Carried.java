package org.hangup.jobs.incidents;

/**
 * Something that may be part of an incident of a later day, as the state of a day keeps it. Times are microseconds since the
 * epoch, UTC.
 *
 * @param what {@link #ACCEPTS} or {@link #ENDS}
 * @param log name of the log
 * @param bootId name of the boot in its log
 * @param from of accepts, when the first of them failed
 * @param to of accepts, when the last one failed so far
 * @param connections accepts that failed; connections that the end of the boot has ended so far
 * @param users of those connections
 * @param cause of the accepts, what the first record says
 * @param file of the first record
 * @param offset of the first record
 */
public record Carried(
        String what,
        String log,
        String bootId,
        Long from,
        Long to,
        long connections,
        Long users,
        String cause,
        String file,
        Long offset) {
    /** Accepts that fail, it may be, still. */
    public static final String ACCEPTS = "accepts";
    /** Connections that a boot's end has ended, which has not started again yet. */
    public static final String ENDS = "ends";
}
