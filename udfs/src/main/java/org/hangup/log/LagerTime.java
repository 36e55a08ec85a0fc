package org.hangup.log;

/** {@code 2014-10-24 08:45:52.549 [level] }, in local time unless {@code UTC} stands before the bracket. */
final class LagerTime {
    private static final int SHORTEST = 27;

    private LagerTime() {}

    /** Where the blank before the bracket stands if a time begins at {@code from}, else -1. */
    static int end(byte[] b, int from, int to) {
        if (to - from < SHORTEST
                || b[from + 4] != '-'
                || b[from + 10] != ' '
                || b[from + 19] != '.'
                || b[from + 23] != ' '
                || !Ascii.digit(b[from])) {
            return -1;
        }
        int end = utc(b, from, to) ? from + 27 : from + 23;
        return b[end + 1] == '[' ? end : -1;
    }

    private static boolean utc(byte[] b, int from, int to) {
        return to - from > 31
                && b[from + 24] == 'U'
                && b[from + 25] == 'T'
                && b[from + 26] == 'C'
                && b[from + 27] == ' ';
    }

    /** The time that {@link #end} found, in microseconds UTC, or {@link LogRecord#NO_TIME} if a digit is none. */
    static long micros(byte[] b, int from, int end, Clock clock) {
        int seconds = Ascii.seconds(b, from + 11);
        int millis = Ascii.number(b, from + 20, 3);
        long day = clock.day(b, from);
        if (seconds < 0 || millis < 0 || day == Clock.NO_DAY) {
            return LogRecord.NO_TIME;
        }
        long wall = day + seconds * 1_000_000L + millis * 1000L;
        return end == from + 23 ? clock.local(wall) : wall;
    }
}
