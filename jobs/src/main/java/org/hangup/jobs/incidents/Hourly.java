package org.hangup.jobs.incidents;

/**
 * How often something happened in an hour of a day.
 *
 * @param day days since 1970-01-01
 * @param hour hours since the day began
 */
public record Hourly(int day, Series series, int hour, long count) {}
