package org.hangup.erlang;

import static org.hangup.erlang.TermTape.CUT;
import static org.hangup.erlang.TermTape.IN_EXTRA;

/** Marks of what a printer or the text's end left out. */
final class Cut {
    private Cut() {}

    /** The text is over within something of which a half is of no use. */
    static void rest(Cursor in, TermTape tape) {
        tape.add(CUT, 0, 0);
        in.at = in.end;
    }

    /** What was read from {@code start} on as {@code node} lost its end. */
    static void behind(Cursor in, TermTape tape, int node, int start) {
        tape.size = node;
        int from = tape.extraSize;
        tape.extra(in.text, start, in.at);
        tape.add(CUT | IN_EXTRA, from, tape.extraSize);
    }
}
