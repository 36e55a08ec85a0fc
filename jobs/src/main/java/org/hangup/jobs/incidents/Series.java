package org.hangup.jobs.incidents;

/**
 * What is counted together. Two logs may be of nodes that call themselves alike.
 *
 * @param what sort of happening, {@link Happenings#END} or {@link Happenings#OPENING}
 */
public record Series(String log, String node, String what) {}
