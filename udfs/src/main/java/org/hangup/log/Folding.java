package org.hangup.log;

/** Where lines were folded, and how it is told. */
public final class Folding {
    /** Bytes of the next line that are looked at. */
    static final int LOOK = 256;

    private static final int NARROWEST = 40;
    private static final int WIDEST = 250;
    private static final int WIDEST_MAIL = 120;

    private Folding() {}

    /** Whether the line [begin, end) goes on in the next, which begins behind its line feed at {@code end}. */
    static boolean goesOn(Folded how, byte[] b, int begin, int end, int limit) {
        int next = end + 1;
        if (next >= limit || b[next] == '\n' || b[next] == '\r' || Pasted.isStart(b, next, limit)) {
            return false;
        }
        int to = end > begin && b[end - 1] == '\r' ? end - 1 : end;
        int length = characters(b, begin, to);
        return how.atBlank()
                ? length > 0 && length + 1 + firstWord(b, next, limit) > how.width()
                : length == how.width();
    }

    private static int firstWord(byte[] b, int from, int limit) {
        int i = from;
        while (i < limit && (b[i] > ' ' || b[i] < 0)) {
            i++;
        }
        return characters(b, from, i);
    }

    private static int characters(byte[] b, int from, int to) {
        int n = 0;
        for (int i = from; i < to; i++) {
            n += (b[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        return n;
    }

    /**
     * The wrapper's name if the lines of a sample were folded: nearly all lines that begin no record stand behind a line that is full. Else
     * null.
     */
    public static String of(byte[] b, int length) {
        var lines = new Lines();
        int widest = 0;
        int starts = 0;
        for (int i = 0; i < length; ) {
            int end = Ascii.indexOf(b, i, length, '\n');
            if (end < 0) {
                break;
            }
            int to = end > i && b[end - 1] == '\r' ? end - 1 : end;
            widest = Math.max(widest, characters(b, i, to));
            starts += Pasted.isStart(b, i, to) ? 1 : 0;
            i = end + 1;
        }
        if (widest < NARROWEST || widest > WIDEST || starts == 0) {
            return null;
        }
        lines.count(b, length, widest);
        boolean column = lines.behindFull * 2 >= lines.others
                && (lines.fullOthers > 0
                        ? lines.full > 1
                        : lines.full > 4 && lines.behindFull * 20 >= lines.others * 19);
        if (lines.others > 0 && column && lines.behindFull * 5 >= lines.full * 4) {
            return Folded.AT_COLUMN + ":" + widest;
        }
        boolean mail = widest <= WIDEST_MAIL && lines.others > 2 && lines.behindFilled * 20 >= lines.others * 19;
        // a mail program's lines are rarely full to the last character
        boolean full = lines.behindFull * 2 > lines.others;
        return mail ? (full ? Folded.AT_COLUMN : Folded.AT_BLANK) + ":" + widest : null;
    }

    private static final class Lines {
        /** Lines that begin no record. */
        int others;
        /** Those of them behind a full line; behind one to which their first word would not have fitted. */
        int behindFull;

        int behindFilled;
        /** Full lines; those that begin no record. */
        int full;

        int fullOthers;

        void count(byte[] b, int length, int widest) {
            int before = 0;
            boolean report = false;
            for (int i = 0; i < length; ) {
                int end = Ascii.indexOf(b, i, length, '\n');
                if (end < 0) {
                    break;
                }
                int to = end > i && b[end - 1] == '\r' ? end - 1 : end;
                int width = characters(b, i, to);
                boolean start = Pasted.isStart(b, i, to);
                // the second line of a report of ejabberd 2.x is its own
                if (!start && width > 0 && !report) {
                    others++;
                    behindFull += before == widest ? 1 : 0;
                    behindFilled += before > 0 && before + 1 + firstWord(b, i, to) > widest ? 1 : 0;
                    fullOthers += width == widest ? 1 : 0;
                }
                full += width == widest ? 1 : 0;
                before = width;
                report = start && b[i] == '=';
                i = end + 1;
            }
        }
    }
}
