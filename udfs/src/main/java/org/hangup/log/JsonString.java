package org.hangup.log;

import java.nio.charset.StandardCharsets;

/** JSON strings (RFC 8259 section 7): their insides, and where they and other values end. */
final class JsonString {
    private static final int ESCAPE = 6;

    private JsonString() {}

    /**
     * Undoes the escapes of [from, to) in place; what is no escape of JSON stays as it is, half of a surrogate pair becomes a
     * question mark.
     *
     * @return the end of the text, which begins at {@code from}
     */
    static int decode(byte[] b, int from, int to) {
        int out = from;
        int i = from;
        while (i < to) {
            int unit = unit(b, i, to);
            if (unit >= 0) {
                int low = Character.isHighSurrogate((char) unit) ? unit(b, i + ESCAPE, to) : -1;
                boolean pair = low >= 0 && Character.isLowSurrogate((char) low);
                char[] units = pair ? new char[] {(char) unit, (char) low} : new char[] {(char) unit};
                byte[] utf8 = new String(units).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(utf8, 0, b, out, utf8.length);
                out += utf8.length;
                i += ESCAPE * units.length;
            } else if (b[i] == '\\' && i + 1 < to && b[i + 1] != 'u') {
                b[out++] = escaped(b[i + 1]);
                i += 2;
            } else {
                b[out++] = b[i++];
            }
        }
        return out;
    }

    /** The UTF-16 code unit that a backslash, {@code u} and four digits at {@code at} stand for, or -1. */
    private static int unit(byte[] b, int at, int to) {
        if (at + ESCAPE > to || b[at] != '\\' || b[at + 1] != 'u') {
            return -1;
        }
        int n = 0;
        for (int i = at + 2; i < at + ESCAPE; i++) {
            int digit = Character.digit(b[i], 16);
            if (digit < 0) {
                return -1;
            }
            n = n << 4 | digit;
        }
        return n;
    }

    private static byte escaped(byte c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> c;
        };
    }

    /** Behind the closing quote of the string at {@code from}, or -1. */
    static int end(byte[] b, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (b[i] == '"') {
                return i + 1;
            }
            if (b[i] == '\\') {
                i++;
            }
        }
        return -1;
    }

    /** Behind the value of any kind at {@code from}: the comma or bracket that ends it, or behind its own; -1 if nothing ends it. */
    static int valueEnd(byte[] b, int from, int to) {
        if (from < to && b[from] == '"') {
            return end(b, from, to);
        }
        int depth = 0;
        for (int i = from; i < to; i++) {
            switch (b[i]) {
                case '"' -> {
                    int behind = end(b, i, to);
                    if (behind < 0) {
                        return -1;
                    }
                    i = behind - 1;
                }
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (depth == 0) {
                        return i;
                    }
                    if (--depth == 0) {
                        return i + 1;
                    }
                }
                case ',' -> {
                    if (depth == 0) {
                        return i;
                    }
                }
                default -> {}
            }
        }
        return -1;
    }
}
