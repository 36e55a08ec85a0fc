/**
 * From records to tables. The way through, each step over rows that {@link org.hangup.jobs.exchange} has brought together by a
 * hash and sorted, read once and with little held:
 *
 * <ol>
 *   <li>{@code Events} reads the logs. Where each line names its connection by one id, {@code EventScan} gathers the events of an id
 *       while it reads; logs of other eras and consoles go through the SQL windows of {@code Identities} first.
 *   <li>{@code FoldTask}: the window over the id of a connection. {@code ConnectionFold} makes {@code Facts} of its events.
 *   <li>{@code HistoryTask}: the windows over a user and over each JID. {@code UserHistory} ties sessions together, {@code Judge} says
 *       why they ended, and the tables of connections and sessions are written.
 *   <li>{@code TallyTask}: the window over a row of statistics adds up its parts.
 * </ol>
 *
 * <p>Spark's own window operator did the same work in four times the time: it carries every column of every row through each
 * window, as rows of its own, and compiles some twenty queries for it.
 */
package org.hangup.jobs.pipeline;
