package org.hangup.log;

import java.nio.charset.StandardCharsets;

/**
 * The two-line records of ejabberd 2.0 to 13.03, and of builds without lager up to 16.01
 * (ejabberd_logger_h:write_time/2):
 *
 * <pre>
 * =INFO REPORT==== 2010-01-31 08:45:52 ===
 * I(&lt;0.494.0&gt;:ejabberd_listener:232) : text
 * </pre>
 *
 * <p>Only the letter of the second line tells debug from info (ejabberd.hrl of 2.1.13); a second line of another shape
 * is a report of OTP, whose level is the word of the first.
 */
final class Report implements Layout {
    private static final byte[] MIDDLE = " REPORT==== ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = " ===".getBytes(StandardCharsets.US_ASCII);
    private static final int SHORTEST = 30;
    private static final int LONGEST = 80;

    @Override
    public String name() {
        return "report";
    }

    @Override
    public String versions() {
        return "up to 16.01";
    }

    @Override
    public boolean header(byte[] b, int from, int to, Clock clock, LogRecord out) {
        int date = date(b, from, to);
        if (date < 0 || b[date + 4] != '-') {
            return false;
        }
        long ts = isoTime(b, date, to - END.length, clock);
        if (ts == LogRecord.NO_TIME) {
            return false;
        }
        out.clear(to);
        out.ts = ts;
        out.level = level(b[from + 1]);
        return true;
    }

    /** Where the date of {@code =INFO REPORT==== DATE ===} begins, or -1 if the line is none. */
    static int date(byte[] b, int from, int to) {
        if (to - from < SHORTEST || to - from > LONGEST || b[from] != '=' || !Ascii.startsWith(b, to - 4, to, END)) {
            return -1;
        }
        int word = from + 1;
        while (word < to && b[word] >= 'A' && b[word] <= 'Z') {
            word++;
        }
        int date = word + MIDDLE.length;
        return Ascii.startsWith(b, word, to, MIDDLE) && to - date > 20 ? date : -1;
    }

    static String level(byte initial) {
        return switch (initial) {
            case 'I', 'P' -> "info";
            case 'W' -> "warning";
            default -> "error";
        };
    }

    /** {@code 2010-01-31 08:45:52}. */
    private static long isoTime(byte[] b, int from, int to, Clock clock) {
        if (to - from != 19 || b[from + 10] != ' ') {
            return LogRecord.NO_TIME;
        }
        int seconds = Ascii.seconds(b, from + 11);
        long day = clock.day(b, from);
        return seconds < 0 || day == Clock.NO_DAY ? LogRecord.NO_TIME : clock.local(day + seconds * 1_000_000L);
    }

    /** {@code I(<0.494.0>:ejabberd_listener:232) : text}; up to 1.1.4 without the blank before the colon. */
    @Override
    public void complete(LogRecord record) {
        byte[] b = record.bytes;
        int from = record.messageStart;
        int to = record.messageEnd;
        while (from < to && b[from] == '\n') {
            from++;
        }
        record.messageStart = from;
        String level = to - from < 8 || b[from + 1] != '(' ? null : prefix(b[from]);
        int pid = from + 2;
        int pidEnd = level == null ? -1 : Origin.pidEnd(b, pid, to);
        int module = pidEnd + 1;
        int close = pidEnd < 0 || pidEnd == to || b[pidEnd] != ':' ? -1 : Ascii.indexOf(b, module, to, ')');
        int colon = close < 0 ? -1 : Ascii.indexOf(b, module, close, ':');
        int line = colon < 0 ? -1 : Ascii.numberIn(b, colon + 1, close);
        int text = line < 0 ? -1 : afterColon(b, close + 1, to);
        if (text < 0) {
            return;
        }
        record.level = level;
        record.pidStart = pid;
        record.pidEnd = pidEnd;
        record.moduleStart = module;
        record.moduleEnd = colon;
        record.line = line;
        record.messageStart = text;
    }

    private static int afterColon(byte[] b, int from, int to) {
        int i = from < to && b[from] == ' ' ? from + 1 : from;
        if (i >= to || b[i] != ':') {
            return -1;
        }
        return i + 1 < to && b[i + 1] == ' ' ? i + 2 : i + 1;
    }

    private static String prefix(byte letter) {
        return switch (letter) {
            case 'D' -> "debug";
            case 'I' -> "info";
            case 'W' -> "warning";
            case 'E' -> "error";
            case 'C' -> "critical";
            default -> null;
        };
    }
}
