package org.hangup.event;

import java.util.Arrays;

/**
 * A printed term, or a sentence with terms in it, on one line and without what may be the words of a client: binaries, strings and lists of
 * characters are {@code ...}.
 */
final class UnquotedText {
    /** Longer ones are cut, as lager does. */
    private static final int LONGEST = 300;

    private static final byte[] DOTS = Bytes.of("...");

    private final byte[] b;
    private final int to;
    private final byte[] out;
    private int at;
    private int size;

    private UnquotedText(byte[] b, int from, int to) {
        this.b = b;
        this.to = to;
        at = from;
        out = new byte[LONGEST + 2 * DOTS.length];
    }

    static byte[] of(byte[] b, int from, int to) {
        int end = Bytes.stripEnd(b, from, to);
        var text = new UnquotedText(b, Bytes.skipSpace(b, from, end), end);
        text.read();
        return Arrays.copyOf(text.out, text.size);
    }

    private void read() {
        while (at < to && size < LONGEST) {
            byte c = b[at];
            if (c == '"') {
                passString();
                put(DOTS);
            } else if (c == '<' && at + 1 < to && b[at + 1] == '<') {
                passBinary();
                put(DOTS);
            } else if (c == '[' && at + 1 < to && Bytes.isDigit(b[at + 1])) {
                pass(']');
                put(DOTS);
            } else if (Bytes.isSpace(c)) {
                space();
            } else if (c == '\'') {
                atom();
            } else {
                put(c);
                at++;
            }
        }
        if (at < to) {
            put(DOTS);
        }
    }

    /** A line break that a printer made behind a comma or bracket is nothing; any other is a blank. */
    private void space() {
        boolean broken = false;
        while (at < to && Bytes.isSpace(b[at])) {
            broken |= b[at++] == '\n';
        }
        byte before = size == 0 ? 0 : out[size - 1];
        if (!broken || !(before == ',' || before == '(' || before == '[' || before == '{')) {
            put((byte) ' ');
        }
    }

    private void passString() {
        at++;
        while (at < to && b[at] != '"') {
            at += b[at] == '\\' ? 2 : 1;
        }
        at = Math.min(at + 1, to);
    }

    private void passBinary() {
        at += 2;
        while (at < to && !(b[at] == '>' && at + 1 < to && b[at + 1] == '>')) {
            if (b[at] == '"') {
                passString();
            } else {
                at++;
            }
        }
        at = Math.min(at + 2, to);
    }

    private void pass(char end) {
        while (at < to && b[at] != end) {
            at++;
        }
        at = Math.min(at + 1, to);
    }

    /** A quoted atom stands in it with its quotes; what is in it opens nothing. */
    private void atom() {
        put(b[at++]);
        while (at < to && size < LONGEST && b[at] != '\'') {
            put(b[at] == '\n' ? (byte) ' ' : b[at]);
            at++;
        }
        if (at < to && size < LONGEST) {
            put(b[at++]);
        }
    }

    private void put(byte c) {
        out[size++] = c;
    }

    private void put(byte[] text) {
        System.arraycopy(text, 0, out, size, text.length);
        size += text.length;
    }
}
