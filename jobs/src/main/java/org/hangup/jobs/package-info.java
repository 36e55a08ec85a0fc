/**
 * The Spark job. The way of a record through it, a package a step, each a function from Dataset to Dataset:
 *
 * <ol>
 *   <li>{@code archive}: which files there are, what each is, their order, boots, listeners and gaps
 *   <li>{@code events}: records by the data source {@code ejabberd}, events by {@code parse_event}, gathered by connection
 *   <li>{@code connections}: the events of an id, in the order of the log, folded to facts
 *   <li>{@code sessions}: windows over a JID and over a user; when each row was settled, and why it ended
 *   <li>{@code statistics}: disconnects by user, address and cause, by {@code groupBy}
 *   <li>{@code incidents}: what hit many at once, or the server itself
 *   <li>{@code tables}, {@code state}, {@code publish}: days as files, what a day leaves to the next, and the days put in place
 * </ol>
 *
 * <p>Beside it, {@code explain} reads the published tables, without Spark.
 *
 * <p>{@code Pipeline} ties them together: it stages the settled rows once, and {@code DayTables} makes every table of them.
 */
package org.hangup.jobs;
