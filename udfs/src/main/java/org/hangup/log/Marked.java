package org.hangup.log;

import java.util.Arrays;

/**
 * The same mark before every line: mail's {@code > }, markdown's lists and blocks, indentation; and {@code **} or {@code `} around some. A
 * line of a block may have lost the blank at the mark's end.
 */
final class Marked extends Pasted {
    static final String KIND = "marks";
    private static final int LONGEST = 64;
    private static final String MARKS = " \t>*-+|`#";
    private static final String EMPHASIS = "*`_";

    private final String name;
    private final byte[] mark;

    Marked(String shown) {
        name = KIND + ":" + shown;
        mark = literal(shown);
    }

    /** The wrapper of such a line, or null if it has no mark. */
    static Wrapper of(byte[] b, int from, int to) {
        int end = from;
        while (end < to && end - from < LONGEST && (MARKS.indexOf(b[end]) >= 0 || b[end] == '_')) {
            end++;
        }
        int emphasis = end;
        while (emphasis > from && EMPHASIS.indexOf(b[emphasis - 1]) >= 0) {
            emphasis--;
        }
        boolean around = emphasis < end && isAround(b, emphasis, end, to);
        int markEnd = around ? emphasis : end;
        return end == from || !isStart(b, end, to) || (!around && b[end - 1] == '_')
                ? null
                : new Marked(shown(b, from, markEnd));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int strip(byte[] b, int from, int to, Clock clock, Outside out) {
        if (!Ascii.startsWith(b, from, to, mark)) {
            return isBlankMark(b, from, to) ? to : NONE;
        }
        int text = from + mark.length;
        int end = text;
        while (end < to && EMPHASIS.indexOf(b[end]) >= 0) {
            end++;
        }
        if (end > text && isAround(b, text, end, to)) {
            out.end = to - (end - text);
            return end;
        }
        return text;
    }

    /** Whether what stands in [from, end) stands at the line's end, too. */
    private static boolean isAround(byte[] b, int from, int end, int to) {
        int length = end - from;
        if (to - length < end) {
            return false;
        }
        return Arrays.equals(b, from, end, b, to - length, to);
    }

    /** An empty line, of which only the mark is left. */
    private boolean isBlankMark(byte[] b, int from, int to) {
        int length = mark.length;
        while (length > 0 && (mark[length - 1] == ' ' || mark[length - 1] == '\t')) {
            length--;
        }
        int end = to;
        while (end > from && b[end - 1] == ' ') {
            end--;
        }
        return Arrays.equals(b, from, end, mark, 0, length);
    }
}
