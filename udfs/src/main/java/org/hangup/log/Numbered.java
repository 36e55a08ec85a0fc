package org.hangup.log;

/** A line number before every line, and what parts it from the line: {@code grep -n}, {@code cat -n}, {@code nl}, {@code less -N}, a list. */
final class Numbered extends Pasted {
    static final String KIND = "numbers";
    private static final int DIGITS = 9;
    private static final int LONGEST = 8;
    private static final String SIGNS = ":-.)|\t ";

    private final String name;
    private final byte[] sign;

    Numbered(String shown) {
        name = KIND + ":" + shown;
        sign = literal(shown);
    }

    /** The wrapper of such a line, or null if it has no number. */
    static Wrapper of(byte[] b, int from, int to) {
        int digits = digitsEnd(b, from, to);
        int end = digits;
        while (digits >= 0 && end < to && end - digits < LONGEST && SIGNS.indexOf(b[end]) >= 0) {
            end++;
        }
        if (digits < 0 || end == digits || !isStart(b, end, to)) {
            return null;
        }
        return new Numbered(shown(b, digits, end));
    }

    private static int digitsEnd(byte[] b, int from, int to) {
        int i = from;
        while (i < to && (b[i] == ' ' || b[i] == '\t')) {
            i++;
        }
        int end = i;
        while (end < to && end - i < DIGITS && Ascii.digit(b[end])) {
            end++;
        }
        return end == i ? -1 : end;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int strip(byte[] b, int from, int to, Clock clock, Outside out) {
        int digits = digitsEnd(b, from, to);
        if (digits < 0) {
            return GrepLine.isGap(b, from, to) ? OTHER : NONE;
        }
        if (Ascii.startsWith(b, digits, to, sign)) {
            return digits + sign.length;
        }
        // grep -n -C: a colon where it matches, a dash around
        boolean grep = sign.length == 1 && (sign[0] == ':' || sign[0] == '-');
        return grep && digits < to && (b[digits] == ':' || b[digits] == '-') ? digits + 1 : NONE;
    }
}
