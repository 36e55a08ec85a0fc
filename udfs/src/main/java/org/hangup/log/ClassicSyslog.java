package org.hangup.log;

/**
 * RFC 3164 and {@code journalctl -o short}: {@code Oct 24 08:45:52 host ejabberdctl[123]: line}, the month in any
 * language, perhaps with a fraction of the second, perhaps with {@code <30>} in front. The day has no year, so it only helps to count days.
 */
final class ClassicSyslog extends Syslog {
    static final String KIND = "syslog";
    private static final int LONGEST_MONTH = 16;

    ClassicSyslog(String source) {
        super(KIND, source);
    }

    @Override
    Syslog with(String source) {
        return new ClassicSyslog(source);
    }

    @Override
    public boolean dated() {
        return false;
    }

    @Override
    int host(byte[] b, int from, int to, Clock clock, Outside out) {
        return behindTime(b, from, to, out);
    }

    /** The place behind such a time and its blank, or -1; what it says goes to {@code out}. */
    static int behindTime(byte[] b, int from, int to, Outside out) {
        int month = priorityEnd(b, from, to);
        int blank = Ascii.indexOf(b, month, Math.min(to, month + LONGEST_MONTH), ' ');
        if (blank <= month) {
            return -1;
        }
        int day = blank + 1 < to && b[blank + 1] == ' ' ? blank + 2 : blank + 1;
        int dayEnd = Ascii.indexOf(b, day, Math.min(to, day + 3), ' ');
        int dayOfMonth = dayEnd < 0 ? -1 : Ascii.numberIn(b, day, dayEnd);
        if (dayOfMonth < 1 || dayOfMonth > 31 || to - dayEnd < 11) {
            return -1;
        }
        int second = Ascii.seconds(b, dayEnd + 1);
        int end = dayEnd + 9;
        if (second >= 0 && b[end] == '.') {
            do {
                end++;
            } while (end < to && Ascii.digit(b[end]));
        }
        if (second < 0 || end >= to || b[end] != ' ') {
            return -1;
        }
        out.dayOfMonth = dayOfMonth;
        out.second = second;
        return end + 1;
    }
}
