package org.hangup.jobs.archive;

import java.io.Serializable;

/**
 * Where the records of a part come to a later day, or go back by far.
 *
 * @param offset of the first record of that day
 * @param ts its time, microseconds since the epoch, UTC
 * @param begins when that day begins in the run's zone
 */
record DayStart(long offset, long ts, long begins) implements Serializable {}
