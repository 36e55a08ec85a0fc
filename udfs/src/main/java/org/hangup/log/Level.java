package org.hangup.log;

import java.util.Arrays;

/** The words between the brackets of a header, found without making a string. */
final class Level {
    private static final String[] NAMES = {
        "info", "debug", "notice", "warning", "error", "critical", "alert", "emergency", "warn", "none"
    };
    private static final byte[][] BYTES = new byte[NAMES.length][];

    static {
        for (int i = 0; i < NAMES.length; i++) {
            BYTES[i] = (NAMES[i] + "]").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        }
    }

    private Level() {}

    /** The level whose name and closing bracket stand at {@code from}, or null. */
    static String at(byte[] b, int from, int to) {
        for (int i = 0; i < BYTES.length; i++) {
            if (Ascii.startsWith(b, from, to, BYTES[i])) {
                return NAMES[i];
            }
        }
        return null;
    }

    /** The level whose name fills [from, to), or null. */
    static String word(byte[] b, int from, int to) {
        for (int i = 0; i < BYTES.length; i++) {
            if (to - from == NAMES[i].length() && Arrays.equals(BYTES[i], 0, to - from, b, from, to)) {
                return NAMES[i];
            }
        }
        return null;
    }
}
