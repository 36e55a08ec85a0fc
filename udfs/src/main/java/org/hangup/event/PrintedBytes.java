package org.hangup.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes as Erlang's ~p and ~w print them: {@code <<"text">>}, {@code <<104,105>>}, {@code "text"}, {@code [104,105]}, lists of
 * these, wrapped over lines, and cut by the log ({@code <<"text...">>}, {@code <<"te"...>>}, no closing quote at all).
 */
final class PrintedBytes {
    /** lager cuts at 4096 characters, OTP's logger at 102400; shorter texts that end in three dots mean them. */
    private static final int SHORTEST_CUT = 4000;

    private final byte[] bytes;
    private final boolean cut;

    private PrintedBytes(byte[] bytes, boolean cut) {
        this.bytes = bytes;
        this.cut = cut;
    }

    /** What was printed, as far as the log holds it; characters beyond ASCII in quotes stay as the log has them. */
    byte[] bytes() {
        return bytes;
    }

    /** Whether the log does not hold all of it. */
    boolean cut() {
        return cut;
    }

    /** Reads printed bytes; whatever stands there, it reads what it can. */
    static PrintedBytes read(byte[] b, int from, int to) {
        return new Reader(b, from, to).read();
    }

    private static final class Reader {
        private final byte[] b;
        private final int from;
        private final int to;
        private byte[] out;
        private int length;
        private boolean cut;
        private boolean closed = true;

        Reader(byte[] b, int from, int to) {
            this.b = b;
            this.from = from;
            this.to = to;
            out = new byte[Math.max(16, to - from)];
        }

        PrintedBytes read() {
            int i = from;
            while (i < to) {
                byte c = b[i];
                if (c == '"') {
                    i = quoted(i + 1);
                } else if (Bytes.isDigit(c)) {
                    i = integer(i);
                } else if (c == '.') {
                    cut = true;
                    i++;
                } else if (c == '/') {
                    i = flags(i + 1);
                } else if (Bytes.isSpace(c) || c == '<' || c == '>' || c == '[' || c == ']' || c == ',' || c == '|') {
                    i++;
                } else {
                    break;
                }
            }
            boolean dots = length > 2
                    && to - from >= SHORTEST_CUT
                    && out[length - 1] == '.'
                    && out[length - 2] == '.'
                    && out[length - 3] == '.';
            return new PrintedBytes(Arrays.copyOf(out, length), cut || dots || !closed);
        }

        private int quoted(int begin) {
            int i = begin;
            closed = false;
            while (i < to) {
                byte c = b[i++];
                if (c == '"') {
                    closed = true;
                    break;
                }
                if (c == '\\' && i < to) {
                    i = escape(i);
                } else {
                    put(c);
                }
            }
            return i;
        }

        /** {@code \n}, {@code \"}, {@code \\}, octal {@code \033}, {@code \x{44E}}. */
        private int escape(int begin) {
            byte c = b[begin];
            int i = begin + 1;
            switch (c) {
                case 'n' -> put((byte) '\n');
                case 't' -> put((byte) '\t');
                case 'r' -> put((byte) '\r');
                case 'e' -> put((byte) 27);
                case 's' -> put((byte) ' ');
                case 'b' -> put((byte) 8);
                case 'f' -> put((byte) 12);
                case 'v' -> put((byte) 11);
                case 'd' -> put((byte) 127);
                case 'x' -> i = hexEscape(i);
                default -> {
                    if (c >= '0' && c <= '7') {
                        i = octalEscape(begin);
                    } else {
                        put(c);
                    }
                }
            }
            return i;
        }

        private int octalEscape(int begin) {
            int i = begin;
            int value = 0;
            while (i < to && i < begin + 3 && b[i] >= '0' && b[i] <= '7') {
                value = value * 8 + b[i++] - '0';
            }
            put((byte) value);
            return i;
        }

        private int hexEscape(int begin) {
            boolean braces = begin < to && b[begin] == '{';
            int i = braces ? begin + 1 : begin;
            int value = 0;
            int last = braces ? Math.min(to, i + 6) : Math.min(to, i + 2);
            while (i < last && Character.digit(b[i], 16) >= 0) {
                value = value * 16 + Character.digit(b[i++], 16);
            }
            codePoint(value);
            return braces && i < to && b[i] == '}' ? i + 1 : i;
        }

        private int integer(int begin) {
            int end = begin;
            while (end < to && Bytes.isDigit(b[end])) {
                end++;
            }
            long value = Bytes.number(b, begin, end, Character.MAX_CODE_POINT);
            if (value >= 0 && value < 256) {
                put((byte) value);
            } else if (value >= 0) {
                codePoint((int) value);
            }
            return end;
        }

        /** {@code /utf8} and other flags of a binary's segment. */
        private int flags(int begin) {
            int i = begin;
            while (i < to && ((b[i] >= 'a' && b[i] <= 'z') || Bytes.isDigit(b[i]) || b[i] == '-')) {
                i++;
            }
            return i;
        }

        private void codePoint(int value) {
            if (value < 128) {
                put((byte) value);
            } else if (Character.isValidCodePoint(value)) {
                for (byte part : Character.toString(value).getBytes(StandardCharsets.UTF_8)) {
                    put(part);
                }
            }
        }

        private void put(byte value) {
            if (length == out.length) {
                out = Arrays.copyOf(out, length * 2);
            }
            out[length++] = value;
        }
    }
}
