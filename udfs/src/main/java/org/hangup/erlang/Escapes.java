package org.hangup.erlang;

/** Reads one character of a quoted text or behind {@code $}, with the escapes of erl_scan (OTP 25). */
final class Escapes {
    private final Cursor in;

    Escapes(Cursor in) {
        this.in = in;
    }

    /**
     * The code point here; -1 if the text ends within it. A byte that is no UTF-8 is the Latin-1 character.
     */
    int character() {
        if (in.at >= in.end) {
            return -1;
        }
        int n = Utf8.length(in.text, in.at, in.end);
        if (n == 0) {
            return in.text[in.at++] & 0xff;
        }
        int c = Utf8.codePoint(in.text, in.at, n);
        in.at += n;
        return c == '\\' ? escaped() : c;
    }

    private int escaped() {
        int c = in.here();
        if (c < 0) {
            return -1;
        }
        if (c >= '0' && c <= '7') {
            return octal();
        }
        if (c >= 0x80) {
            return character();
        }
        in.at++;
        return switch (c) {
            case 'b' -> '\b';
            case 'd' -> 0x7f;
            case 'e' -> 0x1b;
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 's' -> ' ';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            case '^' -> control();
            case 'x' -> hex();
            default -> c;
        };
    }

    private int octal() {
        int value = 0;
        for (int i = 0; i < 3 && in.here() >= '0' && in.here() <= '7'; i++) {
            value = value * 8 + in.text[in.at++] - '0';
        }
        return value;
    }

    private int control() {
        int c = in.here();
        if (c < 0) {
            return -1;
        }
        if (c < '@' || c > '_') {
            throw in.malformed("no control character");
        }
        in.at++;
        return c & 31;
    }

    /** {@code \xHH} or <code>\x{H...}</code>. */
    private int hex() {
        boolean braces = in.here() == '{';
        if (braces) {
            in.at++;
        }
        int value = 0;
        int digits = 0;
        while ((braces || digits < 2) && Character.digit(in.here(), 16) >= 0) {
            value = value * 16 + Character.digit(in.text[in.at++], 16);
            digits++;
            if (value > 0x10ffff) {
                throw in.malformed("no character has this number");
            }
        }
        if (in.at >= in.end) {
            return -1;
        }
        if (digits == 0 || (braces && in.here() != '}')) {
            throw in.expected(braces ? "hexadecimal digits and }" : "hexadecimal digits");
        }
        if (braces) {
            in.at++;
        }
        return value;
    }
}
