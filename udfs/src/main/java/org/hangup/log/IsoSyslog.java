package org.hangup.log;

/** {@code journalctl -o short-iso} and rsyslog's files: {@code 2020-04-29T10:12:11+0000 host ejabberdctl[123]: line}. */
final class IsoSyslog extends Syslog {
    static final String KIND = "syslog_iso";

    IsoSyslog(String source) {
        super(KIND, source);
    }

    @Override
    Syslog with(String source) {
        return new IsoSyslog(source);
    }

    @Override
    public boolean dated() {
        return true;
    }

    @Override
    int host(byte[] b, int from, int to, Clock clock, Outside out) {
        int end = IsoTime.read(b, from, to, clock, out);
        return end < 0 || end >= to || b[end] != ' ' ? -1 : end + 1;
    }
}
