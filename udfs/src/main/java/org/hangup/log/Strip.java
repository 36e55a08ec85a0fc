package org.hangup.log;

/** Takes out of a line what a terminal got and a reader does not want. */
final class Strip {
    static final byte ESC = 0x1B;

    private Strip() {}

    /** Takes colours (ESC [ parameters letter) out of [from, to), and carriage returns off its end; answers the new end. */
    static int colours(byte[] b, int from, int to) {
        int w = from;
        for (int r = from; r < to; ) {
            int escape = b[r] == ESC ? escapeEnd(b, r, to) : -1;
            if (escape > 0) {
                r = escape;
            } else {
                b[w++] = b[r++];
            }
        }
        while (w > from && b[w - 1] == '\r') {
            w--;
        }
        return w;
    }

    private static int escapeEnd(byte[] b, int from, int to) {
        if (from + 2 >= to || b[from + 1] != '[') {
            return -1;
        }
        int i = from + 2;
        while (i < to && b[i] >= 0x20 && b[i] <= 0x3F) {
            i++;
        }
        return i < to && b[i] >= 0x40 && b[i] <= 0x7E ? i + 1 : -1;
    }
}
