package org.hangup.log;

/**
 * {@code journalctl -o short-monotonic}: {@code [ 1234.567890] host ejabberdctl[123]: line}, seconds since the machine's start. That is
 * no time of day, so only the record's own time counts.
 */
final class JournalMonotonic extends Syslog {
    static final String KIND = "journal_monotonic";
    private static final int MICROS = 6;

    JournalMonotonic(String source) {
        super(KIND, source);
    }

    @Override
    Syslog with(String source) {
        return new JournalMonotonic(source);
    }

    @Override
    public boolean dated() {
        return false;
    }

    @Override
    int host(byte[] b, int from, int to, Clock clock, Outside out) {
        if (from >= to || b[from] != '[') {
            return -1;
        }
        int seconds = from + 1;
        while (seconds < to && b[seconds] == ' ') {
            seconds++;
        }
        int dot = seconds;
        while (dot < to && Ascii.digit(b[dot])) {
            dot++;
        }
        int end = dot + 1 + MICROS;
        boolean found = dot > seconds
                && end + 1 < to
                && b[dot] == '.'
                && Ascii.number(b, dot + 1, MICROS) >= 0
                && b[end] == ']'
                && b[end + 1] == ' ';
        return found ? end + 2 : -1;
    }
}
