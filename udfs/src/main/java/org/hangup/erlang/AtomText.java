package org.hangup.erlang;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Atoms as {@code io_lib:format("~tw", [Atom])} writes them: in quotes where they need them. */
final class AtomText {
    private static final Set<String> RESERVED = Set.of(
            "after", "and", "andalso", "band", "begin", "bnot", "bor", "bsl", "bsr", "bxor", "case", "catch", "cond",
            "div", "end", "fun", "if", "let", "not", "of", "or", "orelse", "receive", "rem", "try", "when", "xor");

    private AtomText() {}

    /** Writes the atom whose name stands in {@code b}, in UTF-8. */
    static void write(byte[] b, int from, int to, ByteSink out) {
        if (plain(b, from, to)) {
            out.put(b, from, to);
            return;
        }
        out.put('\'');
        for (int i = from; i < to; ) {
            int n = Utf8.lengthByFirst(b[i]);
            int c = Utf8.codePoint(b, i, n);
            if (c == '\'' || c == '\\') {
                out.put('\\');
                out.put(c);
            } else if (c < ' ' || (c >= 0x7f && c < 0xa0)) {
                escape(c, out);
            } else {
                out.put(b, i, i + n);
            }
            i += n;
        }
        out.put('\'');
    }

    private static void escape(int c, ByteSink out) {
        out.put('\\');
        int letter =
                switch (c) {
                    case '\b' -> 'b';
                    case '\t' -> 't';
                    case '\n' -> 'n';
                    case 0x0b -> 'v';
                    case '\f' -> 'f';
                    case '\r' -> 'r';
                    case 0x1b -> 'e';
                    case 0x7f -> 'd';
                    default -> 0;
                };
        if (letter != 0) {
            out.put(letter);
        } else {
            out.put('0' + (c >> 6));
            out.put('0' + (c >> 3 & 7));
            out.put('0' + (c & 7));
        }
    }

    private static boolean plain(byte[] b, int from, int to) {
        if (from == to) {
            return false;
        }
        for (int i = from; i < to; i++) {
            int c = b[i] & 0xff;
            if (c >= 'a' && c <= 'z') {
                continue;
            }
            if (c == 0xc3 && letter(b[i + 1] & 0xff, i == from)) {
                i++;
                continue;
            }
            boolean inside = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_' || c == '@';
            if (!inside || i == from) {
                return false;
            }
        }
        return to - from > 7 || !RESERVED.contains(new String(b, from, to - from, StandardCharsets.UTF_8));
    }

    /** U+00C0 to U+00FF by the second byte of their UTF-8: all letters but the two signs; small ones from U+00DF. */
    private static boolean letter(int second, boolean first) {
        return second != 0x97 && second != 0xb7 && (!first || second >= 0x9f);
    }
}
