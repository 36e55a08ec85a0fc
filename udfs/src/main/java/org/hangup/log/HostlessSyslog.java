package org.hangup.log;

/** RFC 3164 without its host, as programs write it to {@code /dev/log}: {@code Oct 24 08:45:52 ejabberdctl[123]: line}. */
final class HostlessSyslog extends Syslog {
    static final String KIND = "syslog_hostless";

    HostlessSyslog(String source) {
        super(KIND, source);
    }

    @Override
    Syslog with(String source) {
        return new HostlessSyslog(source);
    }

    @Override
    public boolean dated() {
        return false;
    }

    @Override
    int host(byte[] b, int from, int to, Clock clock, Outside out) {
        return ClassicSyslog.behindTime(b, from, to, out);
    }

    @Override
    int programStart(byte[] b, int host, int to) {
        return host;
    }

    /** A host that is an IPv6 address has colons, too, but no blank behind the first. */
    @Override
    int lineStart(byte[] b, int end, int to) {
        int line = super.lineStart(b, end, to);
        return line == to || (line > 0 && b[line - 1] == ' ') ? line : -1;
    }
}
