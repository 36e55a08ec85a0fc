package org.hangup.jobs.incidents;

/**
 * How often something happened in an hour of a day.
 *
 * @param day days since 1970-01-01
 * @param what sort of happening
 * @param hour hours since the day began
 */
public record Hourly(int day, String node, String what, int hour, long count) {}
