package org.hangup.log;

import java.util.Arrays;

/**
 * grep over several files: {@code NAME:line}, {@code NAME:NN:line}, and for lines around a match {@code NAME-line}, {@code NAME-NN-line};
 * between stretches {@code --}. A name with a colon is not read. It remembers the name of the line before: a record's further lines have the same.
 */
final class GrepLine extends Pasted {
    static final String NAME = "grep";
    private static final int LONGEST = 1024;

    private byte[] file = {};

    @Override
    public String name() {
        return NAME;
    }

    /** The wrapper of such a line, or null if it is none. */
    static Wrapper of(byte[] b, int from, int to) {
        return nameEnd(b, from, to) < 0 ? null : new GrepLine();
    }

    static boolean isGap(byte[] b, int from, int to) {
        return to - from == 2 && b[from] == '-' && b[from + 1] == '-';
    }

    @Override
    public int strip(byte[] b, int from, int to, Clock clock, Outside out) {
        int end = nameEnd(b, from, to);
        if (end >= 0) {
            if (!Arrays.equals(b, from, end, file, 0, file.length)) {
                file = Arrays.copyOfRange(b, from, end);
            }
            return lineStart(b, end, to);
        }
        if (file.length > 0 && Ascii.startsWith(b, from, to, file)) {
            int sign = from + file.length;
            return sign < to && (b[sign] == ':' || b[sign] == '-') ? lineStart(b, sign, to) : NONE;
        }
        return isGap(b, from, to) ? OTHER : NONE;
    }

    /** Where the name ends of a line that begins a record; -1 if it is none. */
    private static int nameEnd(byte[] b, int from, int to) {
        int stop = Math.min(to, from + LONGEST);
        for (int i = from; i < stop && b[i] != ' ' && b[i] != '\t'; i++) {
            boolean sign = b[i] == ':' || b[i] == '-';
            if (sign && i > from && isStart(b, lineStart(b, i, to), to) && !allDigits(b, from, i)) {
                return i;
            }
            if (b[i] == ':') {
                return -1;
            }
        }
        return -1;
    }

    /** Behind the sign, and a number with the same sign behind it. */
    private static int lineStart(byte[] b, int sign, int to) {
        int end = sign + 1;
        while (end < to && end - sign < 10 && Ascii.digit(b[end])) {
            end++;
        }
        boolean numbered = end > sign + 1 && end < to && b[end] == b[sign];
        // a date is no line number
        return numbered && !isStart(b, sign + 1, to) ? end + 1 : sign + 1;
    }

    private static boolean allDigits(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Ascii.digit(b[i])) {
                return false;
            }
        }
        return true;
    }
}
