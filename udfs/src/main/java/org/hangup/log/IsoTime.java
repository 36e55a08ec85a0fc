package org.hangup.log;

/** RFC 3339 times as wrappers print them: {@code 2020-04-29T10:12:11.123456789Z}, {@code ...+02:00}, {@code ...+0200}. */
final class IsoTime {
    private static final int SHORTEST = 20;

    private IsoTime() {}

    /** The end of the time at {@code from}, its microseconds UTC in {@code out.ts}; -1 if there is none. */
    static int read(byte[] b, int from, int to, Clock clock, Wrapper.Outside out) {
        if (to - from < SHORTEST || b[from + 10] != 'T' || b[from + 4] != '-') {
            return -1;
        }
        long day = clock.day(b, from);
        int seconds = Ascii.seconds(b, from + 11);
        if (day == Clock.NO_DAY || seconds < 0) {
            return -1;
        }
        int i = from + 19;
        long micros = 0;
        if (b[i] == '.' || b[i] == ',') {
            long unit = 100_000;
            for (i++; i < to && Ascii.digit(b[i]); i++) {
                micros += (b[i] - '0') * unit;
                unit /= 10;
            }
        }
        if (i >= to) {
            return -1;
        }
        long offset = 0;
        if (b[i] == 'Z') {
            i++;
        } else {
            int minutesAt = i + 5 < to && b[i + 3] == ':' ? i + 4 : i + 3;
            if ((b[i] != '+' && b[i] != '-') || minutesAt + 2 > to) {
                return -1;
            }
            int hours = Ascii.number(b, i + 1, 2);
            int minutes = Ascii.number(b, minutesAt, 2);
            if (hours < 0 || minutes < 0) {
                return -1;
            }
            offset = (hours * 3600L + minutes * 60L) * (b[i] == '-' ? -1 : 1);
            i = minutesAt + 2;
        }
        out.ts = day + (seconds - offset) * 1_000_000L + micros;
        return i;
    }
}
