package org.hangup.log;

/**
 * The console of Elixir builds: {@code 2024-05-01 10:12:11.123 [info] text}, date and milliseconds without offset, no
 * pid, no source (ejabberd 24.02 and later with Elixir's Logger, whose time format this is).
 */
final class ElixirConsole implements Layout {
    @Override
    public String name() {
        return "elixir_console";
    }

    @Override
    public String versions() {
        return "24.02 and later";
    }

    @Override
    public boolean console() {
        return true;
    }

    @Override
    public boolean header(byte[] b, int from, int to, Clock clock, LogRecord out) {
        int end = LagerTime.end(b, from, to);
        if (end < 0 || !LevelBracket.onConsole(b, end + 1, to, out)) {
            return false;
        }
        out.messageStart = LevelBracket.padded(b, out.messageStart, to, out.level);
        out.ts = LagerTime.micros(b, from, end, clock);
        return out.ts != LogRecord.NO_TIME;
    }
}
