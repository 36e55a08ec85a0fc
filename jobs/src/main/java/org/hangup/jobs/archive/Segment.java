package org.hangup.jobs.archive;

import java.io.Serializable;

/**
 * A part of a file whose records belong to one boot, and to one day where no clock was set by far. What no segment covers (copies, overlaps, companions, a record
 * that is still being written) is not read for events.
 *
 * @param file the name of the file, as in {@code LogFile.name}
 * @param from offset of the first record, inclusive
 * @param to offset before which the last record begins, exclusive
 * @param log the log that the file belongs to
 * @param order place of the file in its log: 0 is the oldest
 * @param boot number of the boot in its log, as in {@link Boot#boot}
 * @param day when the day that the log has come to begins, in microseconds since the epoch, UTC; {@link Long#MIN_VALUE}
 *     if no record tells
 */
public record Segment(String file, long from, long to, String log, int order, int boot, long day)
        implements Serializable {}
