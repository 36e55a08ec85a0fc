package org.hangup.log;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Lines of a stream in one buffer, the record they belong to kept in front of them. A line longer than {@link #PIECE} comes in
 * pieces of that size, so the memory is bounded whatever the stream holds.
 */
final class LineBuffer {
    /** Bytes of a line that are looked at in one piece. */
    static final int PIECE = 1 << 16;

    private static final int START = 1 << 18;

    private final InputStream in;
    private int pos;
    private int limit;
    private long offset;
    /** Bytes of a line that are looked at in one piece; more where a wrapper makes lines longer than what the server wrote. */
    private int piece = PIECE;

    private Folded folded;
    /** Bytes of the line that are gone since it was folded. */
    private int unfolded;

    private boolean lineStart = true;
    private boolean end;
    private boolean special;
    private IOException failure;

    byte[] bytes = new byte[START];
    /** The current piece without its line end: [from, to). */
    int from;

    int to;
    /** Where it begins in the file. */
    long start;
    /** Whether it is the first piece of its line. */
    boolean first;
    /** Whether a line end follows. */
    boolean ended;
    /** Bytes [keepFrom, keepTo) in front of the piece that must survive; they move to the buffer's front. */
    int keepFrom;

    int keepTo;
    /** How far the kept bytes moved since this was last set to 0. */
    int moved;

    LineBuffer(InputStream in, long offset) {
        this.in = in;
        this.offset = offset;
    }

    void piece(int bytes) {
        piece = bytes;
    }

    /** Lines that were folded are joined; null: none were. */
    void unfold(Folded how) {
        folded = how;
    }

    /** Where the next piece begins in the file. */
    long offset() {
        return offset;
    }

    /** What broke the stream, or null. What had come before is delivered all the same. */
    IOException failure() {
        return failure;
    }

    /** Goes to the next piece; false at the end of the stream, or where it broke. */
    boolean next() {
        special = false;
        int scan = scan(pos);
        while (scan < 0 && !end && limit - pos < piece) {
            int seen = limit - pos;
            fill();
            scan = scan(pos + seen);
        }
        ended = scan >= 0;
        unfolded = 0;
        if (ended && folded != null && bytes[scan] != 0) {
            scan = joined(scan);
        }
        ended = scan >= 0;
        int stop = ended ? scan : Math.min(limit, pos + piece);
        if (!ended && stop == pos) {
            return false;
        }
        first = lineStart;
        lineStart = ended;
        from = pos;
        to = stop;
        start = offset;
        pos = ended && bytes[stop] != 0 ? stop + 1 : stop;
        offset += pos - from + unfolded;
        if (special) {
            to = Strip.colours(bytes, from, to);
        }
        return true;
    }

    /** Joins to the line that ends at {@code lineFeed} those into which it was folded; where it ends then. */
    private int joined(int lineFeed) {
        int end = lineFeed;
        int begin = pos;
        while (end >= 0 && limit - pos < piece) {
            while (limit - end <= Folding.LOOK && !this.end) {
                int seen = end - pos;
                int from = begin - pos;
                fill();
                end = pos + seen;
                begin = pos + from;
            }
            if (!Folding.goesOn(folded, bytes, begin, end, limit)) {
                return end;
            }
            int lineEnd = end > begin && bytes[end - 1] == '\r' ? end - 1 : end;
            int gone = end + 1 - lineEnd - (folded.atBlank() ? 1 : 0);
            System.arraycopy(bytes, pos, bytes, pos + gone, lineEnd - pos);
            if (folded.atBlank()) {
                bytes[end] = ' ';
            }
            pos += gone;
            unfolded += gone;
            begin = end + 1;
            int seen = end + 1 - pos;
            end = scan(pos + seen);
            while (end < 0 && !this.end && limit - pos < piece) {
                int more = limit - pos;
                int from = begin - pos;
                fill();
                begin = pos + from;
                end = scan(pos + more);
            }
        }
        return end;
    }

    /**
     * The place of the line feed at or behind {@code i}, or -1 if the piece or the buffer ends before. A block of zeros, which a crash or a cut
     * leaves, ends the line before it as well, and begins the next.
     */
    private int scan(int i) {
        byte[] b = bytes;
        int stop = Math.min(limit, pos + piece);
        int p = i;
        while (p <= stop - 8) {
            long hit = Ascii.controls(Ascii.eight(b, p));
            if (hit == 0) {
                p += 8;
                continue;
            }
            p += Long.numberOfTrailingZeros(hit) >>> 3;
            byte c = b[p];
            if (c == '\n' || (c == 0 && p > pos && b[p - 1] != 0)) {
                return p;
            }
            special |= c == Strip.ESC || c == '\r';
            p++;
        }
        for (; p < stop; p++) {
            byte c = b[p];
            if (c == '\n' || (c == 0 && p > pos && b[p - 1] != 0)) {
                return p;
            }
            special |= c == Strip.ESC || c == '\r';
        }
        return -1;
    }

    /**
     * Makes room behind what is kept and not yet consumed, and reads at least one byte, or finds the end. A place stays
     * free between the two, for the line feed that joins them.
     */
    private void fill() {
        int kept = keepTo - keepFrom;
        int ahead = limit - pos;
        if (bytes.length - kept - ahead <= piece) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        if (keepFrom > 0) {
            System.arraycopy(bytes, keepFrom, bytes, 0, kept);
        }
        System.arraycopy(bytes, pos, bytes, kept + 1, ahead);
        moved += keepFrom;
        keepFrom = 0;
        keepTo = kept;
        pos = kept + 1;
        limit = pos + ahead;
        try {
            int n = in.read(bytes, limit, bytes.length - limit);
            end = n <= 0;
            limit += Math.max(n, 0);
        } catch (IOException e) {
            failure = e;
            end = true;
        }
    }
}
