package org.hangup.log;

import java.nio.charset.StandardCharsets;

/** {@code docker compose logs} and {@code docker service logs}: {@code ejabberd-1  | line}, {@code xmpp_ejabberd.1.k3v9@node1  | line}. */
final class ComposeLine extends OneContainer {
    static final String KIND = "compose";
    private static final int LONGEST = 128;

    /** @param container its name */
    ComposeLine(String container) {
        super(KIND, container);
    }

    @Override
    public int strip(byte[] b, int from, int to, Clock clock, Outside out) {
        int end = nameEnd(b, from, to);
        if (end < 0) {
            return NONE;
        }
        if (!isNamed(b, from, end)) {
            return OTHER;
        }
        int bar = Ascii.indexOf(b, end, to, '|');
        return bar + 1 < to && b[bar + 1] == ' ' ? bar + 2 : bar + 1;
    }

    @Override
    Wrapper any(byte[] b, int from, int to) {
        return of(b, from, to);
    }

    /** The wrapper of such a line, or null if it is none. */
    static Wrapper of(byte[] b, int from, int to) {
        int end = nameEnd(b, from, to);
        return end < 0 ? null : new ComposeLine(new String(b, from, end - from, StandardCharsets.UTF_8));
    }

    private static int nameEnd(byte[] b, int from, int to) {
        int end = from;
        while (end < to && end - from < LONGEST && nameByte(b[end])) {
            end++;
        }
        int bar = end;
        while (bar < to && b[bar] == ' ') {
            bar++;
        }
        return end > from && bar > end && bar < to && b[bar] == '|' ? end : -1;
    }

    private static boolean nameByte(byte c) {
        return Ascii.digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || "_.-@".indexOf(c) >= 0;
    }
}
