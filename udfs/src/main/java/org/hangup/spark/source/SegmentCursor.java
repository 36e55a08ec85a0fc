package org.hangup.spark.source;

import java.util.List;
import org.hangup.archive.ReadFile.Segment;

/** Goes through the segments of a file along with its records. */
final class SegmentCursor {
    private final List<Segment> segments;
    private int next;
    private Segment segment;

    SegmentCursor(List<Segment> segments) {
        this.segments = segments;
    }

    /**
     * Goes to the segment of the record at an offset.
     *
     * @param offset in uncompressed bytes, no less than that of the call before
     * @return false if the record is in none
     */
    boolean reach(long offset) {
        while (next < segments.size() && offset >= segments.get(next).from()) {
            segment = segments.get(next++);
        }
        return segment != null && offset < segment.to();
    }

    /** The segment of the record that was reached. */
    Segment segment() {
        return segment;
    }
}
