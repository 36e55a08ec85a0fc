package org.hangup.log;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * The day that a line of RFC 3164 or {@code journalctl -o short} begins with, {@code Oct 24 08:45:52}: without its year.
 *
 * @param month 1 to 12; 0 if its language is not known
 * @param dayOfMonth 1 to 31
 * @param second of that day
 */
public record SyslogDay(int month, int dayOfMonth, int second) implements Serializable {
    private static final int YEARS = 8;

    /** Reads the day at the start of a line; null if there is none. */
    public static SyslogDay of(byte[] line) {
        var out = new Wrapper.Outside();
        if (ClassicSyslog.behindTime(line, 0, line.length, out) < 0) {
            return null;
        }
        int from = Syslog.priorityEnd(line, 0, line.length);
        int to = Ascii.indexOf(line, from, line.length, ' ');
        int month = Months.of(new String(line, from, to - from, StandardCharsets.UTF_8));
        return new SyslogDay(month, out.dayOfMonth, out.second);
    }

    /** The latest such day that is not behind {@code limit}; null if there was none in eight years. */
    public LocalDate atMost(LocalDate limit) {
        return first(limit, -1);
    }

    /** The first such day that is not before {@code limit}; null if there is none in eight years. */
    public LocalDate atLeast(LocalDate limit) {
        return first(limit, 1);
    }

    private LocalDate first(LocalDate limit, int step) {
        LocalDate day = limit;
        for (int i = 0; i < YEARS * 366; i++) {
            if (day.getDayOfMonth() == dayOfMonth && (month == 0 || day.getMonthValue() == month)) {
                return day;
            }
            day = day.plusDays(step);
        }
        return null;
    }
}
