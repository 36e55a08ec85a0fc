package org.hangup.log;

/** {@code journalctl -o short-unix}: {@code 1588155131.123456 host ejabberdctl[123]: line}, seconds since 1970 in UTC. */
final class JournalUnix extends Syslog {
    static final String KIND = "journal_unix";
    private static final int SECONDS = 10;
    private static final int MICROS = 6;

    JournalUnix(String source) {
        super(KIND, source);
    }

    @Override
    Syslog with(String source) {
        return new JournalUnix(source);
    }

    @Override
    public boolean dated() {
        return true;
    }

    @Override
    int host(byte[] b, int from, int to, Clock clock, Outside out) {
        int dot = from + SECONDS;
        int end = dot + 1 + MICROS;
        if (end >= to || b[dot] != '.' || b[end] != ' ') {
            return -1;
        }
        int high = Ascii.number(b, from, SECONDS - 1);
        int low = Ascii.number(b, dot - 1, 1);
        int micros = Ascii.number(b, dot + 1, MICROS);
        if (high < 0 || low < 0 || micros < 0) {
            return -1;
        }
        out.ts = (high * 10L + low) * 1_000_000L + micros;
        return end + 1;
    }
}
