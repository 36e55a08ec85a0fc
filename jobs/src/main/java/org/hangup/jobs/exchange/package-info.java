/**
 * Brings rows together by key and sorts them, from one step of a job to the next. A row is bytes that begin with a hash of its
 * key ({@link org.hangup.jobs.exchange.RowWriter}, {@link org.hangup.jobs.exchange.RowReader}). Each task sorts what it makes and
 * sends it in packets ({@link org.hangup.jobs.exchange.Packets}); Spark carries them; the next task merges them
 * ({@link org.hangup.jobs.exchange.SortedRows}). So Spark handles a thousand packets, where it would handle millions of rows,
 * each of which cost it two microseconds.
 */
package org.hangup.jobs.exchange;
