package org.hangup.log;

/** The lines of a log, without the wrapper that its file was found to have and without the lines of other programs. */
final class LogLines {
    /** Holds the line's current piece. */
    final LineBuffer buffer;
    /** Where the line begins in the file. */
    long offset;
    /** Whether the piece is the first of a line of the log; not so where a wrapper cut one. */
    boolean first;

    private final Clock clock;
    private Wrapping wrapping;
    private boolean cuts;
    private boolean wrapped;
    private boolean continues;
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
    }

    /** The line was found to be wrapped, and its wrapper is off already. */
    void found(Wrapping wrapper) {
        wrapping = wrapper;
        last = offset;
        continues = wrapper.outside.partial;
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

    /** Goes to the next piece of a line that is of this log; false where the stream ends or breaks. */
    boolean next() {
        while (buffer.next()) {
            first = buffer.first;
            if (!first) {
                return true;
            }
            offset = buffer.start;
            if (buffer.from < buffer.to && buffer.bytes[buffer.from] == 0 && !skipNuls()) {
                return false;
            }
            if (wrapping == null || unwrap()) {
                return true;
            }
            while (!buffer.ended) {
                if (!buffer.next()) {
                    return false;
                }
            }
        }
        return false;
    }

    /** Takes the wrapper off the line; false if the line is another program's. A line without the wrapper stays as it is. */
    private boolean unwrap() {
        int at = wrapping.strip(buffer.bytes, buffer.from, buffer.to, clock);
        wrapped = at >= 0;
        if (wrapped) {
            buffer.from = at;
            buffer.to = wrapping.outside.end;
            clock.outside(wrapping.outside);
            boolean continuation = continues;
            continues = wrapping.outside.partial;
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
