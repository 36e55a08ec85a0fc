package org.hangup.archive;

import java.io.Serializable;
import java.util.List;

/**
 * A log file of an archive, and which of its records count.
 *
 * @param file how it is read
 * @param log number of its log
 * @param order place of the file in its log
 * @param doubled its non-ASCII text is encoded twice
 * @param broken it was seen that it cannot be read to its end: what can be is all that is wanted
 * @param segments in the order of the file; records outside of all of them do not count
 */
public record ReadFile(LogFile file, int log, int order, boolean doubled, boolean broken, List<Segment> segments)
        implements Serializable {
    /**
     * Records of one boot.
     *
     * @param from offset of the first in uncompressed bytes, inclusive
     * @param to offset before which the last one begins
     * @param boot number of the boot in its log
     * @param day when the day that the log has come to begins, microseconds since the epoch, UTC; {@link Long#MIN_VALUE} if
     *     none was reached yet; see {@link ReachedDay}
     * @param version of ejabberd; null if nothing tells
     * @param clientPorts ports that have listeners of clients, as far as the log says so
     * @param otherPorts ports that have other listeners
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Segment(long from, long to, int boot, long day, String version, int[] clientPorts, int[] otherPorts)
            implements Serializable {}

    public ReadFile {
        segments = List.copyOf(segments);
    }

    /** A file that can be read to its end. */
    public ReadFile(LogFile file, int log, int order, boolean doubled, List<Segment> segments) {
        this(file, log, order, doubled, false, segments);
    }

    /** The same file with those segments only that may hold a record that begins in [begin, end). */
    public ReadFile within(long begin, long end) {
        List<Segment> some =
                segments.stream().filter(s -> s.from() < end && s.to() > begin).toList();
        return some.size() == segments.size() ? this : new ReadFile(file, log, order, doubled, broken, some);
    }
}
