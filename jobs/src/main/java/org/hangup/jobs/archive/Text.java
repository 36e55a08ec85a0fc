package org.hangup.jobs.archive;

import java.nio.charset.StandardCharsets;

/** Bytes of a log as text. */
final class Text {
    private Text() {}

    /** As UTF-8; what is none is replaced. */
    static String of(byte[] b, int from, int to) {
        return new String(b, from, Math.max(0, to - from), StandardCharsets.UTF_8);
    }

    /**
     * Whether the non-ASCII text at {@code at} may be UTF-8 that was taken for Latin-1 and encoded again: a lead byte
     * U+00C2 to U+00F4 ({@code C3 82} to {@code C3 B4}) and continuation bytes U+0080 to U+00BF ({@code C2 80} to
     * {@code C2 BF}).
     */
    static boolean encodedTwice(byte[] b, int at, int to) {
        if (at + 3 >= to || (b[at] & 0xFF) != 0xC3) {
            return false;
        }
        int lead = b[at + 1] & 0xFF;
        return lead >= 0x82 && lead <= 0xB4 && (b[at + 2] & 0xFF) == 0xC2 && (b[at + 3] & 0xC0) == 0x80;
    }
}
