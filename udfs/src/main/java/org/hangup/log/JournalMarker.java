package org.hangup.log;

import java.nio.charset.StandardCharsets;

/**
 * Lines that journalctl writes between the entries and that are none: {@code -- Logs begin at ... --}, {@code -- Journal
 * begins at ... --}, {@code -- Boot 0123..ef --}, {@code -- Reboot --}, {@code -- No entries --} (systemd, journalctl.c and logs-show.c).
 */
final class JournalMarker {
    private static final byte[] FRONT = ascii("-- ");
    private static final byte[] BACK = ascii(" --");
    private static final byte[][] WORDS = {
        ascii("Logs begin at "), ascii("Journal begins at "), ascii("Boot "), ascii("Reboot --"), ascii("No entries --")
    };

    private JournalMarker() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static boolean is(byte[] b, int from, int to) {
        if (!Ascii.startsWith(b, from, to, FRONT) || !Ascii.startsWith(b, to - BACK.length, to, BACK)) {
            return false;
        }
        for (byte[] word : WORDS) {
            if (Ascii.startsWith(b, from + FRONT.length, to, word)) {
                return true;
            }
        }
        return false;
    }
}
