package org.hangup.erlang;

import static org.hangup.erlang.TermTape.ASCII;
import static org.hangup.erlang.TermTape.BINARY;
import static org.hangup.erlang.TermTape.BITSTRING;
import static org.hangup.erlang.TermTape.IN_EXTRA;
import static org.hangup.erlang.TermTape.SHORTENED;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Reads binaries and bitstrings: {@code <<"text">>}, {@code <<"text"/utf8>>}, {@code <<1,2,5:3>>}, cut or whole. */
final class BinaryScanner {
    private static final int MOST_BITS = 256;

    private final Cursor in;
    private final TermTape tape;
    private final TextScanner texts;
    /** Begin in {@link TermTape#extra} of the bytes gathered. */
    private int from;
    /** Bits of the last byte that are taken; 0: all. */
    private int bits;

    BinaryScanner(Cursor in, TermTape tape, TextScanner texts) {
        this.in = in;
        this.tape = tape;
        this.texts = texts;
    }

    void binary() {
        in.at += 2;
        int c = in.space();
        if (c == '"') {
            texts.pieces();
            if ((texts.flags & ASCII) != 0 && in.here() == '>' && closed()) {
                tape.add(BINARY | texts.flags, texts.from, texts.to);
                return;
            }
            from = (texts.flags & IN_EXTRA) != 0 ? texts.from : tape.extraSize;
            text();
            if (shortened()) {
                return;
            }
            c = in.space();
        } else {
            from = tape.extraSize;
            if (c == '>' && closed()) {
                tape.add(BINARY | ASCII, 0, 0);
                return;
            }
            c = ',';
            in.at--;
        }
        segments(c);
    }

    /** The further segments, each behind a comma. */
    private void segments(int first) {
        int c = first;
        while (c == ',') {
            in.at++;
            c = in.space();
            if (c == '.' && (in.dots() || (in.ahead(1, '.') && in.ahead(2, '>')))) {
                in.at += in.dots() ? 3 : 2;
                finish(SHORTENED);
                return;
            }
            if (c == '"') {
                texts.pieces();
                text();
                if (shortened()) {
                    return;
                }
            } else if (in.over()) {
                finish(SHORTENED);
                return;
            } else if (!number(c)) {
                return;
            }
            c = in.space();
        }
        if (c == '>' || in.over()) {
            finish(c == '>' ? 0 : SHORTENED);
        } else {
            throw in.expected(", or >>");
        }
    }

    private boolean shortened() {
        if ((texts.flags & SHORTENED) == 0) {
            return false;
        }
        finish(SHORTENED);
        return true;
    }

    private void finish(int flags) {
        if (!closed()) {
            throw in.expected(">>");
        }
        if (bits > 0 && flags == 0) {
            tape.add(BITSTRING | IN_EXTRA | TermTape.withBits(bits), from, tape.extraSize);
        } else {
            tape.add(BINARY | IN_EXTRA | flags, from, tape.extraSize - (bits > 0 ? 1 : 0));
        }
    }

    /** Passes over {@code >>}, or what is left of it at the text's end. */
    private boolean closed() {
        boolean angle = in.space() == '>';
        if (angle && in.ahead(1, '>')) {
            in.at += 2;
            return true;
        }
        if (angle) {
            in.at++;
        }
        boolean over = in.over();
        if (over) {
            in.at = in.end;
        }
        return over;
    }

    /** Takes the text just read as bytes: those of UTF-8 if that is said behind it, else a byte a character. */
    private void text() {
        boolean utf8 = false;
        if (in.here() == '/') {
            for (int i = 0; i < 5; i++) {
                if (!in.ahead(i, "/utf8".charAt(i))) {
                    if (in.at + i < in.end && !in.ahead(i, '.')) {
                        throw in.expected("/utf8 behind a text in a binary");
                    }
                    texts.flags |= SHORTENED;
                    in.at = in.end;
                    break;
                }
            }
            utf8 = true;
            in.at = Math.min(in.end, in.at + 5);
            if (in.dots()) {
                in.at += 3;
                texts.flags |= SHORTENED;
            }
        }
        int start = texts.from;
        if ((texts.flags & IN_EXTRA) == 0) {
            start = tape.extraSize;
            tape.extra(in.text, texts.from, texts.to);
        }
        if (!utf8 && (texts.flags & ASCII) == 0) {
            latin1(start);
        }
        if (bits > 0) {
            shift(start);
        }
    }

    /**
     * From UTF-8 to a byte a character. A text with a character beyond Latin-1 stays UTF-8: no printer writes one
     * without {@code /utf8}, but a log whose text was decoded once more has it.
     */
    private void latin1(int start) {
        byte[] extra = tape.extra;
        for (int i = start; i < tape.extraSize; i++) {
            if ((extra[i] & 0xff) > 0xc3) {
                return;
            }
        }
        int out = start;
        for (int i = start; i < tape.extraSize; i++) {
            extra[out++] = (byte) (extra[i] >= 0 ? extra[i] : (extra[i] & 0x03) << 6 | (extra[++i] & 0x3f));
        }
        tape.extraSize = out;
    }

    /** An integer with or without a size; false: the text ended in it. */
    private boolean number(int first) {
        int start = in.at;
        int node = tape.size;
        int place = tape.extraSize;
        new ScalarScanner(in, tape).scalar(first, false);
        int kind = tape.kind(node);
        if (kind == TermTape.CUT || (in.at == in.end && kind == TermTape.INT)) {
            tape.size = node;
            tape.extraSize = place;
            in.at = in.end;
            finish(SHORTENED);
            return false;
        }
        if (kind != TermTape.INT && kind != TermTape.BIG) {
            in.at = start;
            throw in.malformed("no integer or text of a binary");
        }
        BigInteger big = kind == TermTape.BIG
                ? new BigInteger(new String(tape.bytes(node), tape.from(node), digits(node), StandardCharsets.US_ASCII))
                : BigInteger.ZERO;
        long value = kind == TermTape.BIG ? big.longValue() : tape.value(node);
        tape.size = node;
        tape.extraSize = place;
        int size = 8;
        if (in.here() == ':') {
            in.at++;
            size = size();
            if (size < 0) {
                finish(SHORTENED);
                return false;
            }
        }
        if (size == 8 && bits == 0) {
            tape.extra((int) value);
        } else {
            put(kind == TermTape.BIG ? big : BigInteger.valueOf(value), size);
        }
        return true;
    }

    private int digits(int node) {
        int length = tape.to(node) - tape.from(node);
        if (length > 100) {
            throw in.malformed("an integer too long for a binary");
        }
        return length;
    }

    /** Bits behind {@code :}; -1: the text ended. */
    private int size() {
        int size = 0;
        int start = in.at;
        while (in.here() >= '0' && in.here() <= '9' && size <= MOST_BITS) {
            size = size * 10 + in.text[in.at++] - '0';
        }
        if (in.over()) {
            in.at = in.end;
            return -1;
        }
        if (in.at == start || size > MOST_BITS) {
            throw in.malformed("a size is a number of bits, " + MOST_BITS + " at most");
        }
        return size;
    }

    private void put(BigInteger value, int size) {
        for (int i = size - 1; i >= 0; i--) {
            putBit(value.testBit(i));
        }
    }

    private void putBit(boolean bit) {
        if (bits == 0) {
            tape.extra(0);
        }
        if (bit) {
            tape.extra[tape.extraSize - 1] |= (byte) (0x80 >> bits);
        }
        bits = (bits + 1) & 7;
    }

    /** Moves the bytes from {@code start} on up to the bits before them. */
    private void shift(int start) {
        byte[] bytes = java.util.Arrays.copyOfRange(tape.extra, start, tape.extraSize);
        tape.extraSize = start;
        for (byte b : bytes) {
            for (int i = 7; i >= 0; i--) {
                putBit((b >> i & 1) != 0);
            }
        }
    }
}
