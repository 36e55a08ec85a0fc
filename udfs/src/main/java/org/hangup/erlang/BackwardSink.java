package org.hangup.erlang;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes a VARIANT's values from the last byte to the first. Numbers have their lowest byte first. */
final class BackwardSink {
    static final int PRIMITIVE = 0;
    static final int SHORT_STRING = 1;
    static final int OBJECT = 2;
    static final int ARRAY = 3;

    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int INT1 = 3;
    private static final int DOUBLE = 7;
    private static final int DECIMAL16 = 10;
    private static final int LONG_STRING = 16;
    private static final int SHORT_STRING_LIMIT = 63;

    private final int limit;
    private byte[] bytes;
    /** The first byte written. */
    private int at;

    BackwardSink(int expected, int limit) {
        this.limit = limit;
        this.bytes = new byte[Math.min(expected, limit)];
        this.at = bytes.length;
    }

    int size() {
        return bytes.length - at;
    }

    byte[] toBytes() {
        return at == 0 ? bytes : Arrays.copyOfRange(bytes, at, bytes.length);
    }

    private void room(int more) {
        if (more <= at) {
            return;
        }
        long needed = (long) size() + more;
        if (needed > limit) {
            throw new MalformedTermException(0, "larger than a VARIANT can be, " + limit + " bytes");
        }
        byte[] grown = new byte[(int) Math.min(limit, Math.max(needed, bytes.length * 2L))];
        System.arraycopy(bytes, at, grown, grown.length - size(), size());
        at = grown.length - size();
        bytes = grown;
    }

    void header(int info, int basicType) {
        room(1);
        bytes[--at] = (byte) (info << 2 | basicType);
    }

    void number(long n, int width) {
        room(width);
        at -= width;
        for (int i = 0; i < width; i++) {
            bytes[at + i] = (byte) (n >> (8 * i));
        }
    }

    void bytes(byte[] from, int start, int end) {
        int length = end - start;
        room(length);
        at -= length;
        System.arraycopy(from, start, bytes, at, length);
    }

    void bool(boolean b) {
        header(b ? TRUE : FALSE, PRIMITIVE);
    }

    void integer(long n) {
        int power = n == (byte) n ? 0 : n == (short) n ? 1 : n == (int) n ? 2 : 3;
        number(n, 1 << power);
        header(INT1 + power, PRIMITIVE);
    }

    void real(double d) {
        number(Double.doubleToLongBits(d), 8);
        header(DOUBLE, PRIMITIVE);
    }

    /** An integer of up to 38 digits. */
    void decimal(BigInteger n) {
        number(n.shiftRight(64).longValue(), 8);
        number(n.longValue(), 8);
        number(0, 1);
        header(DECIMAL16, PRIMITIVE);
    }

    void string(String s) {
        byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
        bytes(utf8, 0, utf8.length);
        stringHeader(utf8.length);
    }

    /** The header of a string whose bytes have been written. */
    void stringHeader(int length) {
        if (length <= SHORT_STRING_LIMIT) {
            header(length, SHORT_STRING);
        } else {
            number(length, 4);
            header(LONG_STRING, PRIMITIVE);
        }
    }

    /** Bytes that a number from 0 up needs. */
    static int width(int n) {
        return n <= 0xff ? 1 : n <= 0xffff ? 2 : n <= 0xffffff ? 3 : 4;
    }
}
