package org.hangup.log;

/** What may stand before a header and is no part of it: the Erlang shell's prompt, and a byte order mark. */
final class Prompt {
    private Prompt() {}

    /**
     * The end of all prompts {@code (node@host)1> } at {@code from}, with the blanks and carriage returns behind them;
     * {@code from} if there is none.
     */
    static int end(byte[] b, int from, int to) {
        int end = from;
        for (int next = one(b, from, to); next > end; next = one(b, end, to)) {
            end = next;
        }
        return end;
    }

    private static int one(byte[] b, int from, int to) {
        if (from >= to || b[from] != '(') {
            return from;
        }
        boolean at = false;
        int i = from + 1;
        while (i < to && b[i] != ')' && b[i] != ' ') {
            at |= b[i] == '@';
            i++;
        }
        int digits = i + 1;
        int end = digits;
        while (end < to && Ascii.digit(b[end])) {
            end++;
        }
        if (!at || i >= to || b[i] != ')' || end == digits || end >= to || b[end] != '>') {
            return from;
        }
        end++;
        while (end < to && (b[end] == ' ' || b[end] == '\r')) {
            end++;
        }
        return end;
    }

    /** The place behind a UTF-8 byte order mark at {@code from}, or {@code from}. */
    static int afterMark(byte[] b, int from, int to) {
        boolean mark =
                to - from >= 3 && b[from] == (byte) 0xEF && b[from + 1] == (byte) 0xBB && b[from + 2] == (byte) 0xBF;
        return mark ? from + 3 : from;
    }
}
