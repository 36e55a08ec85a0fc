package org.hangup.jobs.pipeline;

import java.io.Serializable;
import java.util.List;

/**
 * The parts of one file that count.
 *
 * @param log number of its log
 * @param order place of the file in its log
 * @param doubled its non-ASCII text is encoded twice
 * @param parts in the order of the file
 */
record FileSegments(int log, int order, boolean doubled, List<Segment> parts) implements Serializable {
    /**
     * Records of one boot.
     *
     * @param from offset of the first, inclusive
     * @param to offset before which the last one begins
     * @param boot number of the boot in its log
     * @param day when the day that the log has come to begins
     * @param version of ejabberd; null if nothing tells
     * @param clientPorts ports that have listeners of clients, as far as the log says so
     * @param otherPorts ports that have other listeners
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Segment(long from, long to, int boot, long day, String version, int[] clientPorts, int[] otherPorts)
            implements Serializable {}
}
