package org.hangup.log;

/** {@code 2020-04-29 10:12:11.123456+00:00 [level] }: what file and console of the OTP logger begin with. */
final class OtpTime {
    private static final long SECOND = 1_000_000L;
    /** The shortest that can be: {@code 2020-04-29 10:12:11.123456Z [x] }. */
    private static final int SHORTEST = 32;

    private OtpTime() {}

    /** Where the offset ends if a time stands at {@code from}, else -1. Does not look at the date's digits. */
    static int end(byte[] b, int from, int to) {
        if (to - from < SHORTEST
                || b[from + 4] != '-'
                || b[from + 10] != ' '
                || b[from + 19] != '.'
                || !Ascii.digit(b[from])) {
            return -1;
        }
        byte sign = b[from + 26];
        int end = sign == 'Z' ? from + 27 : from + 32;
        boolean offset = sign == 'Z' || ((sign == '+' || sign == '-') && b[from + 29] == ':');
        return offset && to - end > 4 && b[end] == ' ' && b[end + 1] == '[' ? end : -1;
    }

    /** The time that {@link #end} found, in microseconds UTC, or {@link LogRecord#NO_TIME} if a digit is none. */
    static long micros(byte[] b, int from, Clock clock) {
        int seconds = Ascii.seconds(b, from + 11);
        int micros = Ascii.number(b, from + 20, 6);
        if (seconds < 0 || micros < 0) {
            return LogRecord.NO_TIME;
        }
        long offset = 0;
        byte sign = b[from + 26];
        if (sign != 'Z') {
            int hours = Ascii.number(b, from + 27, 2);
            int minutes = Ascii.number(b, from + 30, 2);
            if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
                return LogRecord.NO_TIME;
            }
            offset = (hours * 3600L + minutes * 60L) * (sign == '-' ? -SECOND : SECOND);
        }
        long day = clock.day(b, from);
        return day == Clock.NO_DAY ? LogRecord.NO_TIME : day + seconds * SECOND + micros - offset;
    }
}
