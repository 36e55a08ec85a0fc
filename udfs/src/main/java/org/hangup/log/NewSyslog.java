package org.hangup.log;

/**
 * RFC 5424: {@code <30>1 2020-04-29T10:12:11.123456Z host ejabberd 123 - - line}, with or without structured data and a
 * byte order mark before the line.
 */
final class NewSyslog extends Syslog {
    static final String KIND = "syslog_5424";

    NewSyslog(String source) {
        super(KIND, source);
    }

    @Override
    Syslog with(String source) {
        return new NewSyslog(source);
    }

    @Override
    public boolean dated() {
        return true;
    }

    @Override
    int host(byte[] b, int from, int to, Clock clock, Outside out) {
        int version = priorityEnd(b, from, to);
        if (version == from || to - version < 2 || b[version] != '1' || b[version + 1] != ' ') {
            return -1;
        }
        int end = IsoTime.read(b, version + 2, to, clock, out);
        return end < 0 || end >= to || b[end] != ' ' ? -1 : end + 1;
    }

    @Override
    int programEnd(byte[] b, int from, int to) {
        return Ascii.indexOf(b, from, to, ' ');
    }

    /** Behind process id, message id and structured data. */
    @Override
    int lineStart(byte[] b, int end, int to) {
        int id = behindWord(b, end + 1, to);
        int data = id < 0 ? -1 : behindWord(b, id, to);
        if (data < 0 || data >= to) {
            return -1;
        }
        int dataEnd = b[data] == '-' ? data + 1 : elementsEnd(b, data, to);
        if (dataEnd < 0) {
            return -1;
        }
        return dataEnd == to ? to : b[dataEnd] == ' ' ? Prompt.afterMark(b, dataEnd + 1, to) : -1;
    }

    /** The end of {@code [id name="value"]...}; a bracket in a value stands behind a backslash. */
    private static int elementsEnd(byte[] b, int from, int to) {
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
