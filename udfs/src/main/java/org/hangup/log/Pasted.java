package org.hangup.log;

/**
 * What people's tools do to the lines of a log that is shown, copied or sent. It tells no time; a line that lacks it is not of another
 * program. It is looked for only where no plain header is found, and one file has one such damage throughout.
 */
abstract class Pasted implements Wrapper {
    @Override
    public final boolean dated() {
        return false;
    }

    @Override
    public final boolean pasted() {
        return true;
    }

    /** Whether a time stands at {@code at}, as the headers of records begin with one: {@code 2024-03-05}, {@code 10:00:00.}, or {@code =INFO REPORT}. */
    static boolean isStart(byte[] b, int at, int to) {
        if (to - at < 12) {
            return false;
        }
        if (b[at] == '=') {
            return b[at + 1] >= 'A' && b[at + 1] <= 'Z';
        }
        return isDate(b, at) || (Ascii.seconds(b, at) >= 0 && b[at + 8] == '.');
    }

    private static boolean isDate(byte[] b, int at) {
        return b[at + 4] == '-' && b[at + 7] == '-' && Ascii.number(b, at, 4) >= 0 && Ascii.number(b, at + 5, 2) >= 0;
    }

    /** A literal mark as it stands in a layout's name. */
    static String shown(byte[] b, int from, int to) {
        var name = new StringBuilder();
        for (int i = from; i < to; i++) {
            name.append(b[i] == ' ' ? '_' : b[i] == '\t' ? 't' : b[i] == '+' ? 'p' : (char) b[i]);
        }
        return name.toString();
    }

    /** {@link #shown} backwards. */
    static byte[] literal(String shown) {
        byte[] b = new byte[shown.length()];
        for (int i = 0; i < b.length; i++) {
            char c = shown.charAt(i);
            b[i] = (byte) (c == '_' ? ' ' : c == 't' ? '\t' : c == 'p' ? '+' : c);
        }
        return b;
    }
}
