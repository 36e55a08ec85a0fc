package org.hangup.event;

import java.util.ArrayList;
import java.util.List;

/**
 * A format string of Erlang's {@code io:format}, taken apart so that it can be run backwards: literal bytes with arguments
 * between them. There is always one literal more than there are arguments; the first and the last may be empty.
 *
 * <p>{@code ~n} is a line end and {@code ~~} a tilde; every other control sequence ({@code ~s}, {@code ~ts}, {@code ~p},
 * {@code ~w}, {@code ~B}, {@code ~.2fs}) is an argument. Line ends at the end of the format are dropped, as they are from records.
 *
 * @see <a href="https://www.erlang.org/doc/apps/stdlib/io.html#fwrite/3">io:fwrite/3</a>
 */
final class FormatString {
    /** More arguments than any message of ejabberd has. */
    static final int MAX_ARGUMENTS = 16;

    private final String text;
    private final List<byte[]> literals = new ArrayList<>();

    /**
     * Takes a format string apart.
     *
     * @param text the format as it stands in the Erlang source, between the quotes, escapes and all
     * @throws IllegalArgumentException if it is no format string
     */
    FormatString(String text) {
        this.text = text;
        StringBuilder literal = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c == '\\' && i < text.length()) {
                literal.append(unescape(text.charAt(i++)));
            } else if (c == '~') {
                i = control(i, literal);
            } else {
                literal.append(c);
            }
        }
        while (!literal.isEmpty() && literal.charAt(literal.length() - 1) == '\n') {
            literal.setLength(literal.length() - 1);
        }
        literals.add(Bytes.of(literal.toString()));
        if (arguments() > MAX_ARGUMENTS) {
            throw new IllegalArgumentException("more than " + MAX_ARGUMENTS + " arguments in \"" + text + "\"");
        }
    }

    private int control(int from, StringBuilder literal) {
        int i = from;
        while (i < text.length() && "0123456789.-*tlk".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        if (i == text.length()) {
            throw new IllegalArgumentException("unfinished control sequence at " + from + " in \"" + text + "\"");
        }
        char control = text.charAt(i);
        if (control == 'n' || control == '~') {
            literal.append(control == 'n' ? '\n' : '~');
        } else if ("cfegswpWPBX#bx+".indexOf(control) >= 0) {
            literals.add(Bytes.of(literal.toString()));
            literal.setLength(0);
        } else {
            throw new IllegalArgumentException("control sequence ~" + control + " at " + from + " in \"" + text + "\"");
        }
        return i + 1;
    }

    private static char unescape(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            default -> c;
        };
    }

    int arguments() {
        return literals.size() - 1;
    }

    /** The bytes before argument i, or after the last one for i = {@link #arguments()}. */
    byte[] literal(int i) {
        return literals.get(i);
    }

    @Override
    public String toString() {
        return text;
    }
}
