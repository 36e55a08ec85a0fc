package org.hangup.erlang;

import static org.hangup.erlang.TermTape.ASCII;
import static org.hangup.erlang.TermTape.OPAQUE;

/** Reads pids, ports, references and funs: what is kept as its text. */
final class HandleScanner {
    private final Cursor in;
    private final TermTape tape;

    HandleScanner(Cursor in, TermTape tape) {
        this.in = in;
        this.tape = tape;
    }

    /** {@code <0.5.0>}. */
    void pid(boolean nested) {
        int start = in.at++;
        for (int part = 0; part < 3; part++) {
            int digits = in.at;
            while (NumberScanner.isDigit(in.here())) {
                in.at++;
            }
            int c = in.here();
            if (in.at > digits && c == (part < 2 ? '.' : '>') && !(in.dots() && in.over())) {
                in.at++;
            } else if (in.over() && (nested || in.dots())) {
                Cut.rest(in, tape);
                return;
            } else {
                throw in.expected(part < 2 ? "a number and . of a pid" : "a number and > of a pid");
            }
        }
        tape.add(OPAQUE | ASCII, start, in.at);
    }

    /** {@code #Port<0.7>}, {@code #Ref<0.1.2.3>}, {@code #Fun<module.0.123>}. */
    void handle(boolean nested) {
        int start = in.at;
        boolean fun = word("#Fun<");
        if (!fun && !word("#Port<") && !word("#Ref<")) {
            int letters = in.at + 1;
            while (letters < in.end && Character.isLetter(in.text[letters])) {
                letters++;
            }
            in.at = letters;
            if (in.over() && nested) {
                Cut.rest(in, tape);
                return;
            }
            in.at = start;
            throw in.malformed("# of no known kind");
        }
        while (in.here() >= 0
                && in.here() != '>'
                && (fun ? in.here() >= ' ' : NumberScanner.isDigit(in.here()) || in.here() == '.')) {
            if (in.here() == '\'') {
                quoted();
            } else {
                in.at++;
            }
        }
        if (in.here() == '>') {
            in.at++;
            tape.add(OPAQUE, start, in.at);
        } else if (in.over() && (nested || in.text[in.end - 1] == '.')) {
            Cut.rest(in, tape);
        } else {
            throw in.expected(">");
        }
    }

    private boolean word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!in.ahead(i, word.charAt(i))) {
                return false;
            }
        }
        in.at += word.length();
        return true;
    }

    /** {@code fun module:function/1}; lager shortens a long one to {@code fun modu..>}. */
    void fun(int start, boolean nested) {
        in.at = start + 4;
        funName();
        if (in.here() == ':') {
            in.at++;
            funName();
        }
        int slash = in.at;
        if (in.here() == '/') {
            in.at++;
            while (NumberScanner.isDigit(in.here())) {
                in.at++;
            }
        }
        if (in.at > slash + 1) {
            if (nested && in.over()) {
                Cut.rest(in, tape);
                return;
            }
        } else if (word("..>")) {
            tape.add(OPAQUE, start, in.at);
            return;
        } else if (!in.over()) {
            throw in.expected("module:function/arity of a fun");
        } else {
            Cut.rest(in, tape);
            return;
        }
        tape.add(OPAQUE, start, in.at);
    }

    private void funName() {
        if (in.here() == '\'') {
            quoted();
        } else {
            ScalarScanner.passName(in);
        }
    }

    private void quoted() {
        in.at++;
        while (in.here() >= 0 && in.here() != '\'') {
            in.at += in.here() == '\\' ? 2 : 1;
        }
        in.at = Math.min(in.end, in.at + 1);
    }
}
