package org.hangup.erlang;

import static org.hangup.erlang.TermTape.ASCII;
import static org.hangup.erlang.TermTape.ATOM;
import static org.hangup.erlang.TermTape.CUT;
import static org.hangup.erlang.TermTape.IN_EXTRA;
import static org.hangup.erlang.TermTape.SHORTENED;
import static org.hangup.erlang.TermTape.STRING;

/**
 * Reads what stands in quotes: strings, with the pieces that ~p makes of long ones, quoted atoms, and the texts in
 * binaries. A text without escapes stays where it is; any other is written out in {@link TermTape#extra}.
 */
final class TextScanner {
    private final Cursor in;
    private final TermTape tape;
    private final Escapes escapes;

    /** The text just read: its place, and {@link TermTape#IN_EXTRA}, {@link TermTape#ASCII}, {@link TermTape#SHORTENED}. */
    int from;

    int to;
    int flags;

    TextScanner(Cursor in, TermTape tape) {
        this.in = in;
        this.tape = tape;
        this.escapes = new Escapes(in);
    }

    void string() {
        pieces();
        tape.add(STRING | flags, from, to);
    }

    void quotedAtom() {
        literal('\'');
        if ((flags & SHORTENED) == 0 && !in.dots()) {
            tape.add(ATOM | flags, from, to);
            return;
        }
        if (in.dots()) {
            in.at += 3;
        }
        // of an atom that is cut, the head as it would be written
        ByteSink head = new ByteSink(to - from + 2);
        AtomText.write((flags & IN_EXTRA) != 0 ? tape.extra : in.text, from, to, head);
        from = tape.extraSize;
        tape.extra(head.bytes, 0, head.size);
        tape.add(CUT | IN_EXTRA, from, tape.extraSize);
    }

    void binary() {
        new BinaryScanner(in, tape, this).binary();
    }

    /** Adjacent literals that are one text; stops behind the last one's closing quote, or behind the dots. */
    void pieces() {
        literal('"');
        while (true) {
            if (in.here() == '.' && in.dots()) {
                in.at += 3;
                flags |= SHORTENED;
                return;
            }
            if ((flags & SHORTENED) != 0 || in.space() != '"') {
                return;
            }
            join();
        }
    }

    /** Reads one more literal and appends it. */
    private void join() {
        int firstFrom = from;
        int firstFlags = flags;
        if ((flags & IN_EXTRA) == 0) {
            firstFrom = tape.extraSize;
            tape.extra(in.text, from, to);
        }
        literal('"');
        if ((flags & IN_EXTRA) == 0) {
            tape.extra(in.text, from, to);
        }
        from = firstFrom;
        to = tape.extraSize;
        flags = IN_EXTRA | (flags & firstFlags & ASCII) | (flags & SHORTENED);
    }

    /** One literal, from its opening quote. */
    private void literal(char quote) {
        byte[] text = in.text;
        int start = ++in.at;
        int end = in.end;
        int i = start;
        int all = 0;
        while (i < end) {
            byte b = text[i];
            if (b == quote || b == '\\') {
                break;
            }
            all |= b;
            i++;
        }
        if (i < end && text[i] == quote && (all >= 0 || Utf8.valid(text, start, i))) {
            from = start;
            to = i;
            flags = all >= 0 ? ASCII : 0;
            in.at = i + 1;
            return;
        }
        written(quote, i == end ? textEnd(start) : end);
    }

    /** Where a literal without closing quote ends: before the line's end and the three dots of who cut it. */
    private int textEnd(int start) {
        int end = in.end;
        while (end > start && (in.text[end - 1] == '\n' || in.text[end - 1] == '\r')) {
            end--;
        }
        boolean dots =
                end - start >= 3 && in.text[end - 1] == '.' && in.text[end - 2] == '.' && in.text[end - 3] == '.';
        return Utf8.withoutBegunSequence(in.text, start, dots ? end - 3 : end);
    }

    /** A literal with escapes, bytes that are no UTF-8, or no end. */
    private void written(char quote, int end) {
        from = tape.extraSize;
        flags = IN_EXTRA;
        while (in.at < end) {
            if (in.text[in.at] == quote) {
                in.at++;
                to = tape.extraSize;
                return;
            }
            int c = escapes.character();
            if (c < 0) {
                break;
            }
            Utf8.put(tape, c);
        }
        in.at = in.end;
        to = tape.extraSize;
        flags |= SHORTENED;
    }
}
