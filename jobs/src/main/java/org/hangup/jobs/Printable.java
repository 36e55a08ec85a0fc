package org.hangup.jobs;

import java.util.Locale;

/**
 * Text for a terminal. Names of files, messages and words of clients may hold what colours it, moves its cursor, rings its bell or turns the direction of
 * writing: control characters (C0, C1), format characters (Unicode's Cf, the bidirectional ones among them) and separators of lines and paragraphs. They are
 * shown by their numbers, {@code \x1b} and <code>\x{202e}</code>.
 */
public final class Printable {
    private Printable() {}

    /** A line of text with nothing in it but what has a shape; line feeds and tabs are no exception. */
    public static String line(String text) {
        return of(text, false);
    }

    /** Lines of text: line feeds and tabs stay. */
    public static String lines(String text) {
        return of(text, true);
    }

    private static String of(String text, boolean lines) {
        if (text == null || text.codePoints().noneMatch(c -> acts(c, lines))) {
            return text;
        }
        var out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (acts(c, lines)) {
                out.append(String.format(Locale.ROOT, c < 0x100 ? "\\x%02x" : "\\x{%x}", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static boolean acts(int c, boolean lines) {
        if (lines && (c == '\n' || c == '\t')) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
