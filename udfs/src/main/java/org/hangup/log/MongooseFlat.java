package org.hangup.log;

import java.nio.charset.StandardCharsets;

/**
 * MongooseIM's flat form, 4.0 and later (mongoose_flatlog_formatter): {@code when=2021-03-05T10:00:10.200000+00:00 level=info
 * what=c2s_opened_session pid=<0.701.0> at=ejabberd_c2s:do_open_session/3:758 user=ana ...}. The message is all behind the level.
 */
final class MongooseFlat implements Layout {
    private static final byte[] WHEN = ascii("when=");
    private static final byte[] LEVEL = ascii(" level=");
    private static final byte[] PID = ascii(" pid=");
    private static final byte[] AT = ascii(" at=");

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String name() {
        return "mongoose_flat";
    }

    @Override
    public String versions() {
        return "MongooseIM 4.0 and later";
    }

    @Override
    public boolean offset() {
        return true;
    }

    @Override
    public boolean header(byte[] b, int from, int to, Clock clock, LogRecord out) {
        if (!Ascii.startsWith(b, from, to, WHEN)) {
            return false;
        }
        var time = new Wrapper.Outside();
        int end = IsoTime.read(b, from + WHEN.length, to, clock, time);
        if (end < 0 || !Ascii.startsWith(b, end, to, LEVEL)) {
            return false;
        }
        int word = end + LEVEL.length;
        int blank = Ascii.indexOf(b, word, to, ' ');
        int wordEnd = blank < 0 ? to : blank;
        String level = Level.word(b, word, wordEnd);
        if (level == null) {
            return false;
        }
        int message = Math.min(wordEnd + 1, to);
        out.clear(message);
        out.level = level;
        out.ts = time.ts;
        origin(b, wordEnd, to, out);
        out.messageStart = message;
        out.messageEnd = message;
        return true;
    }

    /** Pid and source; before them stand the words for what happened and why, the latter perhaps in quotes. */
    private static void origin(byte[] b, int from, int to, LogRecord out) {
        boolean quoted = false;
        for (int i = from; i < to; i++) {
            if (b[i] == '\\') {
                i++;
            } else if (b[i] == '"') {
                quoted = !quoted;
            } else if (!quoted && b[i] == ' ' && Ascii.startsWith(b, i, to, PID)) {
                int end = Origin.pidEnd(b, i + PID.length, to);
                if (end > 0) {
                    out.pidStart = i + PID.length;
                    out.pidEnd = end;
                }
            } else if (!quoted && b[i] == ' ' && Ascii.startsWith(b, i, to, AT)) {
                Origin.source(b, i + AT.length, to, out);
                return;
            }
        }
    }
}
