package org.hangup.log;

/**
 * lager's console, ejabberd 13.06 to 20.03 (lager_console_backend, TERSE_FORMAT): {@code 08:45:52.549 [info] text}. No
 * date, no pid, no source; lines end in CR LF. Elixir's Logger (1.6 to 1.14, ejabberd's Elixir builds) writes the same with an empty line before each
 * record, and with a second blank behind the shorter levels.
 */
final class LagerConsole implements Layout {
    private static final int SHORTEST = 17;

    @Override
    public String name() {
        return "lager_console";
    }

    @Override
    public String versions() {
        return "13.06 to 25.10";
    }

    @Override
    public boolean dated() {
        return false;
    }

    @Override
    public boolean console() {
        return true;
    }

    @Override
    public boolean header(byte[] b, int from, int to, Clock clock, LogRecord out) {
        if (to - from < SHORTEST
                || b[from + 2] != ':'
                || b[from + 8] != '.'
                || b[from + 12] != ' '
                || b[from + 13] != '[') {
            return false;
        }
        String level = Level.at(b, from + 14, to);
        int seconds = Ascii.seconds(b, from);
        int millis = Ascii.number(b, from + 9, 3);
        if (level == null || seconds < 0 || millis < 0) {
            return false;
        }
        int text = from + 16 + level.length();
        if (text > to || b[text - 1] != ' ') {
            return false;
        }
        out.clear(LevelBracket.padded(b, text, to, level));
        out.level = level;
        out.ts = clock.timeOfDay(seconds * 1_000_000L + millis * 1000L);
        return true;
    }
}
