package org.hangup.log;

/** A web page's or a word processor's blanks that do not break (U+00A0, U+202F), undone in place. */
final class WideBlanks extends Pasted {
    static final String NAME = "nbsp";
    /** A header has one of them within these bytes. */
    private static final int HEADER = 64;

    @Override
    public String name() {
        return NAME;
    }

    /** The wrapper of such a line, or null if it has no such blank where a header stands. */
    static Wrapper of(byte[] b, int from, int to) {
        int stop = Math.min(to, from + HEADER);
        for (int i = from; i < stop; i++) {
            if (length(b, i, to) > 0) {
                return new WideBlanks();
            }
        }
        return null;
    }

    private static int length(byte[] b, int i, int to) {
        if (b[i] == (byte) 0xC2 && i + 1 < to && b[i + 1] == (byte) 0xA0) {
            return 2;
        }
        return b[i] == (byte) 0xE2 && i + 2 < to && b[i + 1] == (byte) 0x80 && b[i + 2] == (byte) 0xAF ? 3 : 0;
    }

    @Override
    public int strip(byte[] b, int from, int to, Clock clock, Outside out) {
        int w = from;
        int i = from;
        while (i < to) {
            int length = b[i] < 0 ? length(b, i, to) : 0;
            b[w++] = length > 0 ? (byte) ' ' : b[i];
            i += Math.max(1, length);
        }
        out.end = w;
        return from;
    }
}
