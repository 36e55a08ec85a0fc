package org.hangup.log;

import java.nio.charset.StandardCharsets;

/**
 * RFC 5424: {@code <30>1 2020-04-29T10:12:11.123456Z host ejabberd 123 - - line}, with or without structured data and a
 * byte order mark before the line.
 */
final class NewSyslog implements Wrapper {
    static final String KIND = "syslog_5424";

    /** Lines of others are passed over. */
    private final String program;

    private final byte[] bytes;

    NewSyslog(String program) {
        this.program = program;
        this.bytes = program.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String name() {
        return KIND + ":" + program;
    }

    @Override
    public boolean dated() {
        return true;
    }

    @Override
    public int strip(byte[] b, int from, int to, Clock clock, Outside out) {
        int name = name(b, from, to, clock, out);
        int end = name < 0 ? -1 : Ascii.indexOf(b, name, to, ' ');
        int message = end < 0 ? -1 : message(b, end + 1, to);
        if (message < 0) {
            return NONE;
        }
        return end - name == bytes.length && Ascii.startsWith(b, name, to, bytes) ? message : OTHER;
    }

    /** The wrapper of such a line, or null if it is none. */
    static Wrapper of(byte[] b, int from, int to, Clock clock) {
        int name = name(b, from, to, clock, new Outside());
        int end = name < 0 ? -1 : Ascii.indexOf(b, name, to, ' ');
        return end <= name || Ascii.indexOf(b, name, end, '+') >= 0 ? null : new NewSyslog(Tag.text(b, name, end));
    }

    /** Where the program's name begins, or -1. */
    private static int name(byte[] b, int from, int to, Clock clock, Outside out) {
        int version = ClassicSyslog.priorityEnd(b, from, to);
        if (version == from || to - version < 2 || b[version] != '1' || b[version + 1] != ' ') {
            return -1;
        }
        int end = IsoTime.read(b, version + 2, to, clock, out);
        return end < 0 || end >= to || b[end] != ' ' ? -1 : Tag.afterHost(b, end + 1, to);
    }

    /** Behind process id, message id and structured data, at {@code from}. */
    private static int message(byte[] b, int from, int to) {
        int id = Tag.afterHost(b, from, to);
        int data = id < 0 ? -1 : Tag.afterHost(b, id, to);
        if (data < 0 || data >= to) {
            return -1;
        }
        int end = b[data] == '-' ? data + 1 : elements(b, data, to);
        if (end < 0) {
            return -1;
        }
        return end == to ? to : b[end] == ' ' ? Prompt.afterMark(b, end + 1, to) : -1;
    }

    /** The end of {@code [id name="value"]...}; a bracket in a value stands behind a backslash. */
    private static int elements(byte[] b, int from, int to) {
        int i = from;
        while (i < to && b[i] == '[') {
            while (i < to && b[i] != ']') {
                i += b[i] == '\\' ? 2 : 1;
            }
            i++;
        }
        return i > from && i <= to ? i : -1;
    }
}
