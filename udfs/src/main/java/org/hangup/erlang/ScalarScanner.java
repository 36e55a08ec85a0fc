package org.hangup.erlang;

import static org.hangup.erlang.TermTape.ASCII;
import static org.hangup.erlang.TermTape.ATOM;
import static org.hangup.erlang.TermTape.BIG;
import static org.hangup.erlang.TermTape.CUT;
import static org.hangup.erlang.TermTape.FLOAT;
import static org.hangup.erlang.TermTape.IN_EXTRA;
import static org.hangup.erlang.TermTape.OPAQUE;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Reads numbers, characters, plain atoms, pids, ports, references, funs and the dots of what was left out. */
final class ScalarScanner {
    /** Digits in a base other than ten are converted, which takes time with the square of their number. */
    private static final int MOST_BASED_DIGITS = 4096;

    private static final boolean[] NAME = new boolean[128];

    static {
        for (char c = 0; c < 128; c++) {
            NAME[c] =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '@';
        }
    }

    private final Cursor in;
    private final TermTape tape;

    ScalarScanner(Cursor in, TermTape tape) {
        this.in = in;
        this.tape = tape;
    }

    /** Reads what begins with {@code c}; {@code nested}: in a container, so that the text's end cuts it. */
    void scalar(int c, boolean nested) {
        int start = in.at;
        int node = tape.size;
        if (c >= 'a' && c <= 'z') {
            atom(c);
            if (in.at - start == 3 && tape.contentEquals(node, "fun") && in.here() == ' ') {
                tape.size = node;
                fun(start, nested);
                return;
            }
        } else if ((c >= '0' && c <= '9') || c == '-' || c == '+') {
            number(c, nested);
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
                leftOut();
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
            cut(node, start);
            if (dots) {
                in.at += 3;
            }
        }
    }

    /** The text is over within something of which a half is of no use. */
    private void leftOut() {
        tape.add(CUT, 0, 0);
        in.at = in.end;
    }

    private void cut(int node, int start) {
        tape.size = node;
        int from = tape.extraSize;
        tape.extra(in.text, start, in.at);
        tape.add(CUT | IN_EXTRA, from, tape.extraSize);
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

    /** The unquoted name of a record's field. */
    void passName() {
        while (in.here() >= 0x80 || (in.here() >= 0 && NAME[in.here()])) {
            in.at++;
        }
    }

    private void number(int first, boolean nested) {
        int start = in.at;
        byte[] text = in.text;
        int i = first == '-' || first == '+' ? start + 1 : start;
        int digits = i;
        long value = 0;
        while (i < in.end && text[i] >= '0' && text[i] <= '9') {
            value = value * 10 + (text[i] - '0');
            i++;
        }
        in.at = i;
        if (i == digits) {
            if (nested && in.over()) {
                leftOut();
                return;
            }
            throw in.expected("a digit");
        }
        int next = in.here();
        if (next == '.' && isDigit(in.ahead(1))) {
            decimals(start);
        } else if (next == '#') {
            based(first == '-', i - digits > 2 ? 0 : (int) value);
        } else if (next == '_' && isDigit(in.ahead(1))) {
            grouped(first, start, digits);
        } else if (i - digits <= 18) {
            tape.addInt(first == '-' ? -value : value);
        } else {
            decimal(first == '-', digits, i, text, 0);
        }
    }

    /** Decimal digits that may be too many for a long. */
    private void decimal(boolean negative, int from, int to, byte[] bytes, int flags) {
        int i = from;
        while (i < to - 1 && bytes[i] == '0') {
            i++;
        }
        if (to - i <= 19) {
            BigInteger value = new BigInteger(new String(bytes, i, to - i, StandardCharsets.US_ASCII));
            BigInteger signed = negative ? value.negate() : value;
            if (signed.bitLength() < 64) {
                tape.addInt(signed.longValue());
                return;
            }
        }
        if (!negative) {
            tape.add(BIG | flags, i, to);
        } else if (i > 0 && bytes[i - 1] == '-') {
            tape.add(BIG | flags, i - 1, to);
        } else {
            int start = tape.extraSize;
            tape.extra('-');
            tape.extra(bytes, i, to);
            tape.add(BIG | IN_EXTRA, start, tape.extraSize);
        }
    }

    /** Digits with {@code _} between them. */
    private void grouped(int first, int start, int digits) {
        int from = tape.extraSize;
        in.at = digits;
        while (isDigit(in.here()) || (in.here() == '_' && isDigit(in.ahead(1)))) {
            if (in.here() != '_') {
                tape.extra(in.here());
            }
            in.at++;
        }
        if (in.here() == '.' && isDigit(in.ahead(1))) {
            tape.extraSize = from;
            decimals(start);
        } else {
            decimal(first == '-', from, tape.extraSize, tape.extra, IN_EXTRA);
        }
    }

    /** Digits of a base, behind {@code 16#}. */
    private void based(boolean negative, int base) {
        if (base < 2 || base > 36) {
            throw in.malformed("a base is from 2 to 36");
        }
        int start = ++in.at;
        StringBuilder digits = new StringBuilder();
        while (Character.digit(in.here(), base) >= 0
                || (in.here() == '_' && in.at > start && Character.digit(in.ahead(1), base) >= 0)) {
            if (in.here() != '_') {
                digits.append((char) in.here());
            }
            in.at++;
            if (digits.length() > MOST_BASED_DIGITS) {
                throw in.malformed("more than " + MOST_BASED_DIGITS + " digits in base " + base);
            }
        }
        if (digits.length() == 0) {
            throw in.expected("a digit in base " + base);
        }
        int from = tape.extraSize;
        byte[] decimal = new BigInteger(digits.toString(), base).toString().getBytes(StandardCharsets.US_ASCII);
        tape.extra(decimal, 0, decimal.length);
        decimal(negative, from, tape.extraSize, tape.extra, IN_EXTRA);
    }

    /** The rest of a float, from its dot. */
    private void decimals(int start) {
        in.at++;
        digits();
        int e = in.here();
        if (e == 'e' || e == 'E') {
            int sign = in.ahead(1) == '-' || in.ahead(1) == '+' ? 1 : 0;
            int mantissa = in.at;
            in.at += 1 + sign;
            if (isDigit(in.here())) {
                digits();
            } else if (in.over()) {
                in.at = mantissa;
                cut(tape.size, start);
                in.at = in.end;
                return;
            } else {
                throw in.expected("a digit of an exponent");
            }
        }
        if (in.at - start > 400 || Double.isInfinite(FloatText.value(in.text, start, in.at))) {
            in.at = start;
            throw in.malformed("a float out of range");
        }
        tape.add(FLOAT | ASCII, start, in.at);
    }

    private void digits() {
        while (isDigit(in.here()) || (in.here() == '_' && isDigit(in.ahead(1)))) {
            in.at++;
        }
    }

    /** {@code <0.5.0>}. */
    void pid(boolean nested) {
        int start = in.at++;
        for (int part = 0; part < 3; part++) {
            int digits = in.at;
            while (isDigit(in.here())) {
                in.at++;
            }
            int c = in.here();
            if (in.at > digits && c == (part < 2 ? '.' : '>') && !(in.dots() && in.over())) {
                in.at++;
            } else if (in.over() && (nested || in.dots())) {
                leftOut();
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
                leftOut();
                return;
            }
            in.at = start;
            throw in.malformed("# of no known kind");
        }
        while (in.here() >= 0
                && in.here() != '>'
                && (fun ? in.here() >= ' ' : isDigit(in.here()) || in.here() == '.')) {
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
            leftOut();
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
    private void fun(int start, boolean nested) {
        in.at = start + 4;
        funName();
        if (in.here() == ':') {
            in.at++;
            funName();
        }
        int slash = in.at;
        if (in.here() == '/') {
            in.at++;
            while (isDigit(in.here())) {
                in.at++;
            }
        }
        if (in.at > slash + 1) {
            if (nested && in.over()) {
                leftOut();
                return;
            }
        } else if (word("..>")) {
            tape.add(OPAQUE, start, in.at);
            return;
        } else if (!in.over()) {
            throw in.expected("module:function/arity of a fun");
        } else {
            leftOut();
            return;
        }
        tape.add(OPAQUE, start, in.at);
    }

    private void funName() {
        if (in.here() == '\'') {
            quoted();
        } else {
            passName();
        }
    }

    private void quoted() {
        in.at++;
        while (in.here() >= 0 && in.here() != '\'') {
            in.at += in.here() == '\\' ? 2 : 1;
        }
        in.at = Math.min(in.end, in.at + 1);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
