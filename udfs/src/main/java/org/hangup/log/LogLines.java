package org.hangup.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines of a log, without the wrapper that its file was found to have and without the lines of other programs. */
final class LogLines {
    /** Holds the line's current piece. */
    final LineBuffer buffer;
    /** Where the line begins in the file. */
    long offset;
    /** Whether the piece is the first of a line of the log; not so where a wrapper cut one. */
    boolean first;

    /** Which stream of the program the line is of; 0 if nothing says so. */
    int stream;
    /** Zeros in front of lines that were skipped. */
    long zeros;
    /** Lines that were passed over: other programs'. */
    long foreign;

    private static final int SAMPLES = 3;
    private static final int SAMPLE = 120;
    private final List<String> samples = new ArrayList<>();

    /** Other servers that wrote into the file; their lines are passed over, but are not foreign. */
    final OtherServers others = new OtherServers();

    private final Clock clock;
    private Wrapping wrapping;
    private boolean cuts;
    private boolean wrapped;
    /** By stream: whether its next line continues its last one. */
    private final boolean[] continues = new boolean[3];
    /** Where the last wrapped line begins in the file; -1 if there is none. */
    private long last = -1;
    /** Where the wrapped line before it begins; 0 if there is none. */
    private long before;

    LogLines(LineBuffer buffer, Clock clock) {
        this.buffer = buffer;
        this.clock = clock;
    }

    /** From the next line on this wrapper is taken off; null for none. */
    void expect(Wrapping wrapper) {
        wrapping = wrapper;
        cuts = wrapper != null && wrapper.cuts();
        if (wrapper != null) {
            buffer.piece(wrapper.longLines() ? RecordReader.LONGEST : LineBuffer.PIECE);
            buffer.unfold(wrapper.folded());
        }
    }

    /** The line was found to be wrapped, and its wrapper is off already. */
    void found(Wrapping wrapper) {
        wrapping = wrapper;
        last = offset;
        stream = wrapper.outside.stream;
        continues[stream] = wrapper.outside.partial;
    }

    /**
     * The place that says to which split of the file the line belongs: its own; or, where the line before tells whether it
     * is one or a piece, the place of that line.
     */
    long place() {
        return cuts ? before : offset;
    }

    /**
     * Where lines may be in pieces, reads the first line of a split that does not begin the file, which only tells what the next one
     * is; false where the stream ends.
     */
    boolean lead() {
        boolean more = true;
        while (more && cuts && last < 0) {
            more = next();
        }
        return more;
    }

    /** Whether the line lacks the wrapper of the file: somebody else wrote it into the file. */
    boolean bare() {
        return wrapping != null && !wrapped;
    }

    /** Whether the line is nobody's: it lacks a wrapper that every line of the log has. */
    boolean foreign() {
        return bare() && !wrapping.pasted();
    }

    /** Goes to the next piece of a line that is of this log; false where the stream ends or breaks. */
    boolean next() {
        while (buffer.next()) {
            first = buffer.first;
            if (!first) {
                return true;
            }
            offset = buffer.start;
            if (offset == 0) {
                buffer.from = Prompt.afterMark(buffer.bytes, buffer.from, buffer.to);
            }
            if (buffer.from < buffer.to && buffer.bytes[buffer.from] == 0 && !skipNuls()) {
                return false;
            }
            if (wrapping == null || unwrap()) {
                return true;
            }
            if (!others.hold(buffer.bytes, wrapping)) {
                passOver();
            }
            while (!buffer.ended) {
                if (!buffer.next()) {
                    return false;
                }
            }
        }
        return false;
    }

    /** The line is nobody's. */
    void passOver() {
        foreign++;
        if (samples.size() < SAMPLES) {
            int to = Math.min(buffer.to, buffer.from + SAMPLE);
            samples.add(new String(buffer.bytes, buffer.from, Math.max(0, to - buffer.from), StandardCharsets.UTF_8));
        }
    }

    List<String> samples() {
        return samples;
    }

    /** Takes the wrapper off the line; false if the line is another program's. A line without the wrapper stays as it is. */
    private boolean unwrap() {
        int at = wrapping.strip(buffer.bytes, buffer.from, buffer.to, clock);
        wrapped = at >= 0;
        if (wrapped) {
            buffer.from = at;
            buffer.to = wrapping.outside.end;
            clock.outside(wrapping.outside);
            stream = wrapping.outside.stream;
            boolean continuation = continues[stream];
            continues[stream] = wrapping.outside.partial;
            first = !continuation;
            before = Math.max(last, 0);
            last = offset;
        }
        return at != Wrapper.OTHER;
    }

    private boolean skipNuls() {
        while (true) {
            while (buffer.from < buffer.to && buffer.bytes[buffer.from] == 0) {
                buffer.from++;
                zeros++;
            }
            if (buffer.from < buffer.to || buffer.ended) {
                return true;
            }
            if (!buffer.next()) {
                return false;
            }
        }
    }
}
