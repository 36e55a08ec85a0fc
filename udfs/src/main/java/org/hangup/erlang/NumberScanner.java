package org.hangup.erlang;

import static org.hangup.erlang.TermTape.ASCII;
import static org.hangup.erlang.TermTape.BIG;
import static org.hangup.erlang.TermTape.FLOAT;
import static org.hangup.erlang.TermTape.IN_EXTRA;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Reads integers of any size and base, and floats. */
final class NumberScanner {
    /** Digits in a base other than ten are converted, which takes time with the square of their number. */
    private static final int MOST_BASED_DIGITS = 4096;

    private final Cursor in;
    private final TermTape tape;

    NumberScanner(Cursor in, TermTape tape) {
        this.in = in;
        this.tape = tape;
    }

    /** Reads a number that begins with {@code first}; {@code nested}: in a container, so that the text's end cuts it. */
    void number(int first, boolean nested) {
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
                Cut.rest(in, tape);
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
                Cut.behind(in, tape, tape.size, start);
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

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
