package org.hangup.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Repairs of text that a logger encoded in a way of its own. */
public final class EjabberdText {
    /** Digits of U+0100, the first character that is escaped. */
    private static final int SHORTEST_ESCAPE = 3;

    private EjabberdText() {}

    /**
     * Decodes text that was encoded twice, as lager files before 19.09 and ~p of binaries do: each byte of the UTF-8 text was
     * taken for a Latin-1 character and written as UTF-8 again ({@code zoÃ«} for {@code zoë}).
     *
     * @param text UTF-8 bytes as the log has them; not changed
     * @return the bytes encoded once, or the same array where nothing was encoded twice: it is ASCII, is no UTF-8, holds a
     *     character beyond U+00FF, or would not be UTF-8 afterwards
     */
    public static byte[] undouble(byte[] text) {
        return undouble(text, 0, text.length);
    }

    /** {@link #undouble(byte[])} of the bytes [from, to); returns a copy if nothing is to be done and it is not the whole array. */
    public static byte[] undouble(byte[] text, int from, int to) {
        byte[] latin1 = new byte[to - from];
        int length = 0;
        boolean ascii = true;
        for (int i = from; i < to; i++) {
            int c = text[i] & 255;
            if (c < 0x80) {
                latin1[length++] = (byte) c;
            } else if ((c == 0xC2 || c == 0xC3) && i + 1 < to && (text[i + 1] & 0xC0) == 0x80) {
                latin1[length++] = (byte) ((c & 3) << 6 | (text[++i] & 0x3F));
                ascii = false;
            } else {
                return whole(text, from, to);
            }
        }
        return ascii || !isUtf8(latin1, length) ? whole(text, from, to) : Arrays.copyOf(latin1, length);
    }

    /**
     * Turns {@code \x{44E}} into the character it names, as OTP's console handler writes what its device cannot hold: characters beyond
     * U+00FF. <code>\x{62}</code> it never writes, so that a client did.
     *
     * @param text UTF-8 bytes; not changed
     * @return the text with every such escape replaced; the same array if it has none
     */
    public static byte[] unescape(byte[] text) {
        int first = Bytes.indexOf(text, 0, text.length, Bytes.of("\\x{"));
        if (first < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length);
        String in = new String(text, StandardCharsets.UTF_8);
        int done = 0;
        for (int i = in.indexOf("\\x{"); i >= 0; i = in.indexOf("\\x{", i + 1)) {
            int end = in.indexOf('}', i);
            int value = end < 0 || end - i > 9 ? -1 : codePoint(in.substring(i + 3, end));
            if (i >= done && value >= 0) {
                out.append(in, done, i).appendCodePoint(value);
                done = end + 1;
            }
        }
        return out.append(in, done, in.length()).toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Text of a console in UTF-8. Erlang's user process writes Latin-1 to a file or a pipe: a character up to U+00FF is one byte, others are
     * <code>\x{44E}</code> (user:wrap_characters_to_binary/3). Text that is UTF-8, as ejabberd before 19.09 writes its bytes there, too, stays.
     *
     * @param text not changed
     * @return a copy of its bytes [from, to), mended
     */
    public static byte[] fromConsole(byte[] text, int from, int to) {
        byte[] printed = Arrays.copyOfRange(text, from, to);
        boolean utf8 = isUtf8(printed, printed.length);
        return unescape(
                utf8 ? printed : new String(printed, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8));
    }

    private static int codePoint(String hex) {
        if (hex.length() < SHORTEST_ESCAPE || hex.startsWith("0")) {
            return -1;
        }
        for (int i = 0; i < hex.length(); i++) {
            if (Character.digit(hex.charAt(i), 16) < 0) {
                return -1;
            }
        }
        int value = Integer.parseInt(hex, 16);
        boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
        return Character.isValidCodePoint(value) && !surrogate ? value : -1;
    }

    private static byte[] whole(byte[] text, int from, int to) {
        return from == 0 && to == text.length ? text : Arrays.copyOfRange(text, from, to);
    }

    private static boolean isUtf8(byte[] bytes, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
