package org.hangup.erlang;

import static org.hangup.erlang.TermTape.ASCII;
import static org.hangup.erlang.TermTape.ATOM;
import static org.hangup.erlang.TermTape.CUT;
import static org.hangup.erlang.TermTape.IN_EXTRA;

/** Reads characters, plain atoms, what begins as a number or fun, and the dots of what was left out. */
final class ScalarScanner {
    private static final boolean[] NAME = new boolean[128];

    static {
        for (char c = 0; c < 128; c++) {
            NAME[c] =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '@';
        }
    }

    private final Cursor in;
    private final TermTape tape;
    private final NumberScanner numbers;
    private final HandleScanner handles;

    ScalarScanner(Cursor in, TermTape tape) {
        this.in = in;
        this.tape = tape;
        this.numbers = new NumberScanner(in, tape);
        this.handles = new HandleScanner(in, tape);
    }

    /** Reads what begins with {@code c}; {@code nested}: in a container, so that the text's end cuts it. */
    void scalar(int c, boolean nested) {
        int start = in.at;
        int node = tape.size;
        if (c >= 'a' && c <= 'z') {
            atom(c);
            if (in.at - start == 3 && tape.contentEquals(node, "fun") && in.here() == ' ') {
                tape.size = node;
                handles.fun(start, nested);
                return;
            }
        } else if ((c >= '0' && c <= '9') || c == '-' || c == '+') {
            numbers.number(c, nested);
        } else if (c == '.' && in.dots()) {
            in.at += 3;
            tape.add(CUT, 0, 0);
            return;
        } else if (c == '$') {
            in.at++;
            int character = new Escapes(in).character();
            if (character >= 0) {
                tape.addInt(character);
            } else if (nested) {
                Cut.rest(in, tape);
            } else {
                throw in.malformed("$ without a character");
            }
            return;
        } else if (c >= 0x80) {
            atom(c);
        } else {
            throw in.expected("a term");
        }
        int next = in.here();
        if ((next == '.' || next <= ' ') && tape.kind(node) != CUT) {
            cutHere(node, start, nested);
        }
    }

    /** The scalar just read may have lost its end: dots follow directly, or the text is over within a container. */
    private void cutHere(int node, int start, boolean nested) {
        boolean dots = in.dots();
        if (dots || (nested && in.over())) {
            Cut.behind(in, tape, node, start);
            if (dots) {
                in.at += 3;
            }
        }
    }

    /** A plain atom: a small letter of Latin-1, then letters of Latin-1, digits, {@code _} and {@code @}. */
    void atom(int first) {
        int start = in.at;
        int end = in.end;
        byte[] text = in.text;
        int i = start;
        while (i < end && text[i] >= 0 && NAME[text[i]]) {
            i++;
        }
        if (i < end && text[i] < 0) {
            latin1Atom(first);
            return;
        }
        in.at = i;
        tape.add(ATOM | ASCII, start, i);
    }

    private void latin1Atom(int first) {
        int from = tape.extraSize;
        if (first >= 0x80) {
            int c = latin1Letter();
            if (c < 0xdf) {
                throw in.expected("a term");
            }
        }
        for (int c = in.here(); c >= 0; c = in.here()) {
            if (c < 0x80) {
                if (!NAME[c]) {
                    break;
                }
                tape.extra(c);
                in.at++;
                continue;
            }
            int letter = latin1Letter();
            if (letter < 0) {
                break;
            }
            Utf8.put(tape, letter);
            in.at += Utf8.length(in.text, in.at, in.end) == 2 ? 2 : 1;
        }
        tape.add(ATOM | IN_EXTRA, from, tape.extraSize);
    }

    /** The letter of Latin-1 here, in UTF-8 or as one byte that is no UTF-8; -1: none. */
    private int latin1Letter() {
        int n = Utf8.length(in.text, in.at, in.end);
        int c = n == 0 ? in.text[in.at] & 0xff : Utf8.codePoint(in.text, in.at, n);
        return c >= 0xc0 && c <= 0xff && c != 0xd7 && c != 0xf7 ? c : -1;
    }

    /** Passes over the unquoted name of a record's field, a module or a function. */
    static void passName(Cursor in) {
        while (in.here() >= 0x80 || (in.here() >= 0 && NAME[in.here()])) {
            in.at++;
        }
    }
}
