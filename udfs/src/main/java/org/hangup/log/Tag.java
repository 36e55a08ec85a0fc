package org.hangup.log;

import java.nio.charset.StandardCharsets;

/** The program that syslog and the journal name before a line: {@code host program[123]: }. */
final class Tag {
    private static final int LONGEST = 64;

    private Tag() {}

    /** Where the program begins behind the host that begins at {@code from}, or -1. */
    static int afterHost(byte[] b, int from, int to) {
        int blank = Ascii.indexOf(b, from, to, ' ');
        return blank <= from ? -1 : blank + 1;
    }

    /** The end of the program's name at {@code from}, or -1 if no {@code name[pid]:} or {@code name:} stands there. */
    static int nameEnd(byte[] b, int from, int to) {
        int i = from;
        while (i < to && i - from < LONGEST && b[i] > ' ' && b[i] != '[' && b[i] != ':' && b[i] != '+') {
            i++;
        }
        return i > from && i < to && (b[i] == '[' || b[i] == ':') ? i : -1;
    }

    /** Where the line begins behind a program whose name ends at {@code end}, or -1. */
    static int lineStart(byte[] b, int end, int to) {
        int i = end;
        if (b[i] == '[') {
            i = Ascii.indexOf(b, i, Math.min(to, i + LONGEST), ']') + 1;
            if (i == 0) {
                return -1;
            }
        }
        if (i >= to || b[i] != ':') {
            return -1;
        }
        return i + 1 < to && b[i + 1] == ' ' ? i + 2 : i + 1;
    }

    /** {@code lineStart} of the line if its program is {@code program}; {@link Wrapper#OTHER} if it is another. */
    static int strip(byte[] b, int from, int to, byte[] program) {
        int end = nameEnd(b, from, to);
        int line = end < 0 ? -1 : lineStart(b, end, to);
        if (line < 0) {
            return Wrapper.NONE;
        }
        return end - from == program.length && Ascii.startsWith(b, from, to, program) ? line : Wrapper.OTHER;
    }

    static String text(byte[] b, int from, int to) {
        return new String(b, from, to - from, StandardCharsets.UTF_8);
    }
}
