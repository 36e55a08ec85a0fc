package org.hangup.log;

import java.nio.charset.StandardCharsets;

/** The source of a web page: the escapes of angle brackets, ampersand, quotes and blanks, and characters by number, undone in place. */
final class HtmlEscapes extends Pasted {
    static final String NAME = "html";
    private static final int LONGEST = 10;
    private static final byte[] LESS = "&lt;".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BLANK = "&nbsp;".getBytes(StandardCharsets.US_ASCII);

    @Override
    public String name() {
        return NAME;
    }

    /** The wrapper of such a line, or null if it has no such escape. */
    static Wrapper of(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (b[i] == '&' && (Ascii.startsWith(b, i, to, LESS) || Ascii.startsWith(b, i, to, BLANK))) {
                return new HtmlEscapes();
            }
        }
        return null;
    }

    @Override
    public int strip(byte[] b, int from, int to, Clock clock, Outside out) {
        int w = from;
        int i = from;
        while (i < to) {
            int end = b[i] == '&' ? Ascii.indexOf(b, i, Math.min(to, i + LONGEST), ';') : -1;
            int c = end < 0 ? -1 : character(new String(b, i + 1, end - i - 1, StandardCharsets.US_ASCII));
            if (c < 0) {
                b[w++] = b[i++];
            } else {
                byte[] utf8 = Character.toString(c).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(utf8, 0, b, w, utf8.length);
                w += utf8.length;
                i = end + 1;
            }
        }
        out.end = w;
        return from;
    }

    private static int character(String name) {
        switch (name) {
            case "lt" -> {
                return '<';
            }
            case "gt" -> {
                return '>';
            }
            case "amp" -> {
                return '&';
            }
            case "quot" -> {
                return '"';
            }
            case "apos" -> {
                return '\'';
            }
            case "nbsp" -> {
                return ' ';
            }
            default -> {
                return name.length() > 1 && name.charAt(0) == '#' ? number(name.substring(1)) : -1;
            }
        }
    }

    private static int number(String text) {
        try {
            boolean hex = text.charAt(0) == 'x' || text.charAt(0) == 'X';
            int c = hex ? Integer.parseInt(text.substring(1), 16) : Integer.parseInt(text);
            boolean fits = c >= ' ' && Character.isValidCodePoint(c) && (c < 0xD800 || c > 0xDFFF);
            return fits ? c == 0xA0 ? ' ' : c : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
