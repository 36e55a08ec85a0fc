package org.hangup.log;

import java.nio.charset.StandardCharsets;

/**
 * {@code journalctl -o short-iso} and rsyslog's files: {@code 2020-04-29T10:12:11+0000 host ejabberdctl[123]: line}.
 */
final class IsoSyslog implements Wrapper {
    static final String KIND = "syslog_iso";

    /** Lines of others are passed over. */
    private final String program;

    private final byte[] bytes;

    IsoSyslog(String program) {
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
        int tag = tag(b, from, to, clock, out);
        return tag < 0 ? NONE : Tag.strip(b, tag, to, bytes);
    }

    /** The wrapper of such a line, or null if it is none. */
    static Wrapper of(byte[] b, int from, int to, Clock clock) {
        int tag = tag(b, from, to, clock, new Outside());
        int end = tag < 0 ? -1 : Tag.nameEnd(b, tag, to);
        return end < 0 ? null : new IsoSyslog(Tag.text(b, tag, end));
    }

    private static int tag(byte[] b, int from, int to, Clock clock, Outside out) {
        int end = IsoTime.read(b, from, to, clock, out);
        return end < 0 || end >= to || b[end] != ' ' ? -1 : Tag.afterHost(b, end + 1, to);
    }
}
