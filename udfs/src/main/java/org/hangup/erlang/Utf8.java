package org.hangup.erlang;

import java.nio.charset.StandardCharsets;

/** UTF-8 by hand: terms come as bytes of which not all need be valid. */
final class Utf8 {
    private Utf8() {}

    /** Length of the valid sequence at {@code at} (1 to 4), or 0 if there is none. Surrogates are not valid. */
    static int length(byte[] b, int at, int end) {
        int c = b[at];
        if (c >= 0) {
            return 1;
        }
        int n = c >= (byte) 0xc2 && c < (byte) 0xe0
                ? 2
                : c >= (byte) 0xe0 && c < (byte) 0xf0 ? 3 : c >= (byte) 0xf0 && c < (byte) 0xf5 ? 4 : 0;
        if (n == 0 || at + n > end) {
            return 0;
        }
        for (int i = 1; i < n; i++) {
            if ((b[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        int second = b[at + 1] & 0xff;
        boolean ok =
                switch (c & 0xff) {
                    case 0xe0 -> second >= 0xa0;
                    case 0xed -> second < 0xa0;
                    case 0xf0 -> second >= 0x90;
                    case 0xf4 -> second < 0x90;
                    default -> true;
                };
        return ok ? n : 0;
    }

    /** The code point of a sequence of {@code n} bytes. */
    static int codePoint(byte[] b, int at, int n) {
        return switch (n) {
            case 1 -> b[at];
            case 2 -> (b[at] & 0x1f) << 6 | (b[at + 1] & 0x3f);
            case 3 -> (b[at] & 0x0f) << 12 | (b[at + 1] & 0x3f) << 6 | (b[at + 2] & 0x3f);
            default -> (b[at] & 0x07) << 18 | (b[at + 1] & 0x3f) << 12 | (b[at + 2] & 0x3f) << 6 | (b[at + 3] & 0x3f);
        };
    }

    /** Bytes of the sequence that begins with {@code first}, in text known to be UTF-8 or lone surrogates. */
    static int lengthByFirst(byte first) {
        return first >= 0 ? 1 : (first & 0xe0) == 0xc0 ? 2 : (first & 0xf0) == 0xe0 ? 3 : 4;
    }

    static boolean valid(byte[] b, int from, int to) {
        for (int i = from; i < to; ) {
            int n = length(b, i, to);
            if (n == 0) {
                return false;
            }
            i += n;
        }
        return true;
    }

    /** End of the text without a last sequence that is only begun. */
    static int withoutBegunSequence(byte[] b, int from, int to) {
        for (int i = to - 1; i >= from && i >= to - 3; i--) {
            if ((b[i] & 0xc0) != 0x80) {
                int first = b[i] & 0xff;
                boolean begun = first >= 0xc2 && first < 0xf5 && i + lengthByFirst(b[i]) > to;
                return begun ? i : to;
            }
        }
        return to;
    }

    /** The text as a String; lone surrogates stay what they are. */
    static String string(byte[] b, int from, int to) {
        for (int i = from; i < to - 2; i++) {
            if (b[i] == (byte) 0xed && (b[i + 1] & 0xff) >= 0xa0) {
                StringBuilder s = new StringBuilder();
                for (int at = from, n; at < to; at += n) {
                    n = lengthByFirst(b[at]);
                    s.appendCodePoint(codePoint(b, at, n));
                }
                return s.toString();
            }
        }
        return new String(b, from, to - from, StandardCharsets.UTF_8);
    }

    /** Appends a code point; a lone surrogate becomes the three bytes that its number gives. */
    static void put(TermTape tape, int c) {
        if (c < 0x80) {
            tape.extra(c);
        } else if (c < 0x800) {
            tape.extra(0xc0 | c >> 6);
            tape.extra(0x80 | (c & 0x3f));
        } else if (c < 0x10000) {
            tape.extra(0xe0 | c >> 12);
            tape.extra(0x80 | (c >> 6 & 0x3f));
            tape.extra(0x80 | (c & 0x3f));
        } else {
            tape.extra(0xf0 | c >> 18);
            tape.extra(0x80 | (c >> 12 & 0x3f));
            tape.extra(0x80 | (c >> 6 & 0x3f));
            tape.extra(0x80 | (c & 0x3f));
        }
    }
}
