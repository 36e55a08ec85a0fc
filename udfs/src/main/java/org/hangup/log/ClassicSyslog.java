package org.hangup.log;

import java.nio.charset.StandardCharsets;

/**
 * RFC 3164 and {@code journalctl -o short}: {@code Oct 24 08:45:52 host ejabberdctl[123]: line}, the month in any
 * language, perhaps with a fraction of the second, perhaps with {@code <30>} in front. The day has no year, so it only helps to count days.
 */
final class ClassicSyslog implements Wrapper {
    static final String KIND = "syslog";
    private static final int LONGEST_MONTH = 16;

    /** Lines of others are passed over. */
    private final String program;

    private final byte[] bytes;

    ClassicSyslog(String program) {
        this.program = program;
        this.bytes = program.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String name() {
        return KIND + ":" + program;
    }

    @Override
    public boolean dated() {
        return false;
    }

    @Override
    public int strip(byte[] b, int from, int to, Clock clock, Outside out) {
        int host = host(b, from, to, out);
        int tag = host < 0 ? -1 : Tag.afterHost(b, host, to);
        return tag < 0 ? NONE : Tag.strip(b, tag, to, bytes);
    }

    /** The wrapper of such a line, or null if it is none. */
    static Wrapper of(byte[] b, int from, int to) {
        int host = host(b, from, to, new Outside());
        int tag = host < 0 ? -1 : Tag.afterHost(b, host, to);
        int end = tag < 0 ? -1 : Tag.nameEnd(b, tag, to);
        return end < 0 ? null : new ClassicSyslog(Tag.text(b, tag, end));
    }

    /** Where the host begins, or -1. */
    private static int host(byte[] b, int from, int to, Outside out) {
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

    /** The place behind {@code <30>}, or {@code from}. */
    static int priorityEnd(byte[] b, int from, int to) {
        if (from >= to || b[from] != '<') {
            return from;
        }
        int end = Ascii.indexOf(b, from, Math.min(to, from + 5), '>');
        return end > 0 && Ascii.numberIn(b, from + 1, end) >= 0 ? end + 1 : from;
    }
}
