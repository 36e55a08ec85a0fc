package org.hangup.erlang;

/** A place in the text of a term, with what all readers of it need. */
final class Cursor {
    final byte[] text;
    final int end;
    int at;
    private final int start;

    Cursor(byte[] text, int from, int to) {
        this.text = text;
        this.start = from;
        this.end = to;
        this.at = from;
    }

    /** The byte here, or -1 at the end. */
    int here() {
        return at < end ? text[at] & 0xff : -1;
    }

    int ahead(int distance) {
        return at + distance < end ? text[at + distance] & 0xff : -1;
    }

    boolean ahead(int distance, char c) {
        return at + distance < end && text[at + distance] == c;
    }

    /** Passes over white space and comments; returns the byte found, or -1 at the end. */
    int space() {
        int i = at;
        while (i < end) {
            int c = text[i] & 0xff;
            if (c <= ' ') {
                i++;
            } else if (c == '%') {
                while (i < end && text[i] != '\n') {
                    i++;
                }
            } else if (c == 0xc2 && i + 1 < end && (text[i + 1] & 0xff) <= 0xa0) {
                i += 2; // U+0080 to U+00A0 are white space to Erlang
            } else {
                at = i;
                return c;
            }
        }
        at = i;
        return -1;
    }

    boolean dots() {
        return at + 2 < end && text[at] == '.' && text[at + 1] == '.' && text[at + 2] == '.';
    }

    /** Whether from here on there is nothing but up to three dots and white space: the text ends here, cut. */
    boolean over() {
        int i = at;
        while (i < end && i < at + 3 && text[i] == '.') {
            i++;
        }
        while (i < end && (text[i] & 0xff) <= ' ') {
            i++;
        }
        return i == end;
    }

    MalformedTermException malformed(String reason) {
        return new MalformedTermException(at - start, reason);
    }

    /** An expected thing is missing here. */
    MalformedTermException expected(String what) {
        if (at >= end) {
            return malformed("expected " + what + ", found the end");
        }
        int n = Utf8.length(text, at, end);
        int c = n == 0 ? text[at] & 0xff : Utf8.codePoint(text, at, n);
        String found = c <= ' ' || c >= 0x7f ? String.format(java.util.Locale.ROOT, "U+%04X", c) : "'" + (char) c + "'";
        return malformed("expected " + what + ", found " + found);
    }
}
