package org.hangup.event;

import java.nio.charset.StandardCharsets;

/** Small searches over byte ranges; all ranges are [from, to). */
final class Bytes {
    private Bytes() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static boolean startsWith(byte[] b, int from, int to, byte[] prefix) {
        return to - from >= prefix.length && matches(b, from, prefix);
    }

    static boolean endsWith(byte[] b, int from, int to, byte[] suffix) {
        return to - from >= suffix.length && matches(b, to - suffix.length, suffix);
    }

    static boolean equal(byte[] b, int from, int to, byte[] other) {
        return to - from == other.length && matches(b, from, other);
    }

    /** Whether the bytes at {@code from} are those of {@code other}; the caller knows that there are enough. */
    static boolean matches(byte[] b, int from, byte[] other) {
        for (int i = 0; i < other.length; i++) {
            if (b[from + i] != other[i]) {
                return false;
            }
        }
        return true;
    }

    static int indexOf(byte[] b, int from, int to, byte[] wanted) {
        int last = to - wanted.length;
        byte first = wanted[0];
        for (int i = from; i <= last; i++) {
            if (b[i] == first && matches(b, i, wanted)) {
                return i;
            }
        }
        return -1;
    }

    static int indexOf(byte[] b, int from, int to, char wanted) {
        for (int i = from; i < to; i++) {
            if (b[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    static int lastIndexOf(byte[] b, int from, int to, char wanted) {
        for (int i = to - 1; i >= from; i--) {
            if (b[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    static boolean isSpace(byte c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    static int skipSpace(byte[] b, int from, int to) {
        int i = from;
        while (i < to && isSpace(b[i])) {
            i++;
        }
        return i;
    }

    /** The end of [from, to) without the white space at it. */
    static int stripEnd(byte[] b, int from, int to) {
        int end = to;
        while (end > from && isSpace(b[end - 1])) {
            end--;
        }
        return end;
    }

    /** A number of digits only, or -1 (no digit, other bytes, or more than {@code max}). */
    static long number(byte[] b, int from, int to, long max) {
        if (from >= to || to - from > 18) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(b[i])) {
                return -1;
            }
            value = value * 10 + (b[i] - '0');
        }
        return value > max ? -1 : value;
    }
}
