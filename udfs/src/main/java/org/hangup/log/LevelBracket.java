package org.hangup.log;

/** {@code [info] } and what stands behind it: in a file the origin of the record, on a console nothing but the message. */
final class LevelBracket {
    private static final int PADDED = "info".length();

    private LevelBracket() {}

    /** Whether {@code [level] } and an origin stand at {@code from}; level, origin and message go to {@code out}. */
    static boolean inFile(byte[] b, int from, int to, LogRecord out) {
        String level = Level.at(b, from + 1, to);
        int end = level == null ? to + 1 : from + level.length() + 3;
        if (end > to || b[end - 1] != ' ' || !Origin.read(b, end, to, out)) {
            return false;
        }
        out.level = level;
        return true;
    }

    /** Whether {@code [level] } stands at {@code from}, and no origin behind it; level and message go to {@code out}. */
    static boolean onConsole(byte[] b, int from, int to, LogRecord out) {
        String level = Level.at(b, from + 1, to);
        int end = level == null ? to + 1 : from + level.length() + 3;
        if (end > to || b[end - 1] != ' ' || Origin.read(b, end, to, out)) {
            return false;
        }
        out.clear(end);
        out.level = level;
        return true;
    }

    /** Where the message begins: Elixir's Logger pads {@code [info]} and {@code [warn]} to the length of {@code [debug]}. */
    static int padded(byte[] b, int from, int to, String level) {
        boolean padded = level.length() == PADDED && from + 1 < to && b[from] == ' ' && b[from + 1] != ' ';
        return padded ? from + 1 : from;
    }
}
