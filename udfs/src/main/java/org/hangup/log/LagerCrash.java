package org.hangup.log;

import java.nio.charset.StandardCharsets;

/**
 * lager's crash.log (lager_crash_log): {@code 2014-10-24 08:45:52 =CRASH REPORT====}, then the report. It repeats what ejabberd.log
 * says in one line, so such a file is a companion.
 */
final class LagerCrash implements Layout {
    /** The name by which an archive knows a crash.log. */
    static final String NAME = "lager_crash";

    private static final byte[] END = " REPORT====".getBytes(StandardCharsets.US_ASCII);
    private static final int TITLE = 21;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String versions() {
        return "13.06 to 25.10";
    }

    @Override
    public boolean header(byte[] b, int from, int to, Clock clock, LogRecord out) {
        if (to - from < TITLE + END.length
                || b[from + 19] != ' '
                || b[from + 20] != '='
                || b[from + 10] != ' '
                || !Ascii.startsWith(b, to - END.length, to, END)) {
            return false;
        }
        int seconds = Ascii.seconds(b, from + 11);
        long day = clock.day(b, from);
        if (seconds < 0 || day == Clock.NO_DAY) {
            return false;
        }
        out.clear(from + 20);
        out.level = "error";
        out.ts = clock.local(day + seconds * 1_000_000L);
        return true;
    }
}
