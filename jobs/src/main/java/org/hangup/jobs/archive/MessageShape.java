package org.hangup.jobs.archive;

import java.nio.charset.StandardCharsets;

/**
 * A message without what differs from one to the next: numbers become {@code #}, quoted text {@code "..."}, words with
 * an {@code @} {@code JID}; only its first line, and not more than {@link #LONGEST} bytes of it.
 */
final class MessageShape {
    static final int LONGEST = 160;

    private MessageShape() {}

    static String of(byte[] b, int from, int to) {
        byte[] out = new byte[LONGEST + 8];
        int n = 0;
        int end = Math.min(to, from + 4 * LONGEST);
        for (int i = from; i < end && n < LONGEST && b[i] != '\n'; i++) {
            byte c = b[i];
            if (c == '"') {
                i = closingQuote(b, i + 1, end);
                n = put(out, n, "\"...\"");
            } else if (c >= '0' && c <= '9' && !(letter(b, i - 1, from) && letter(b, i + 1, from) && i + 1 < end)) {
                if (n == 0 || out[n - 1] != '#') {
                    out[n++] = '#';
                }
            } else if (c == '@') {
                while (n > 0 && !separates(out[n - 1])) {
                    n--;
                }
                n = put(out, n, "JID");
                while (i + 1 < end && !separates(b[i + 1])) {
                    i++;
                }
            } else {
                out[n++] = c;
            }
        }
        return new String(out, 0, n, StandardCharsets.UTF_8).strip();
    }

    /** The index of the quote that ends a quoted text, or of the last byte. */
    private static int closingQuote(byte[] b, int from, int end) {
        for (int i = from; i < end; i++) {
            if (b[i] == '\\') {
                i++;
            } else if (b[i] == '"') {
                return i;
            }
        }
        return end - 1;
    }

    /** {@code c2s} stays. */
    private static boolean letter(byte[] b, int i, int from) {
        return i >= from && i < b.length && ((b[i] >= 'a' && b[i] <= 'z') || (b[i] >= 'A' && b[i] <= 'Z'));
    }

    private static boolean separates(byte c) {
        return (c >= 0 && c <= 32) || "(),<>{}".indexOf(c) >= 0;
    }

    private static int put(byte[] out, int at, String text) {
        for (int i = 0; i < text.length() && at + i < out.length; i++) {
            out[at + i] = (byte) text.charAt(i);
        }
        return Math.min(out.length, at + text.length());
    }
}
