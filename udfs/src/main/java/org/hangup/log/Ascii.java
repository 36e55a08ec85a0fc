package org.hangup.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes eight at a time, and numbers in fixed places. Callers see to it that the places exist. */
final class Ascii {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH = 0x8080808080808080L;
    /** The bytes of {@code 00:00:00}, first one lowest. */
    private static final long ZERO_TIME = 0x30303A30303A3030L;
    /** What lifts a digit over 9, or a byte that is no colon, into the high bit. */
    private static final long TIME_LIMITS = 0x76767F76767F7676L;

    private Ascii() {}

    static long eight(byte[] b, int at) {
        return (long) LONG.get(b, at);
    }

    /** A word whose lowest high bit marks the first byte below 0x20 of {@code word}; 0 if there is none. */
    static long controls(long word) {
        return (word - 0x2020202020202020L) & ~word & HIGH;
    }

    static boolean digit(byte c) {
        return c >= '0' && c <= '9';
    }

    /** The number in {@code count} digits, or -1. */
    static int number(byte[] b, int at, int count) {
        int n = 0;
        for (int i = at; i < at + count; i++) {
            int d = b[i] - '0';
            if (d < 0 || d > 9) {
                return -1;
            }
            n = n * 10 + d;
        }
        return n;
    }

    /** The number that fills [from, to), or -1 if that is no number of at most nine digits. */
    static int numberIn(byte[] b, int from, int to) {
        return to <= from || to - from > 9 ? -1 : number(b, from, to - from);
    }

    /** Seconds of the day of {@code HH:MM:SS}, or -1. */
    static int seconds(byte[] b, int at) {
        long x = eight(b, at) ^ ZERO_TIME;
        if (((x + TIME_LIMITS | x) & HIGH) != 0) {
            return -1;
        }
        int hour = (int) (x & 15) * 10 + (int) (x >>> 8 & 15);
        int minute = (int) (x >>> 24 & 15) * 10 + (int) (x >>> 32 & 15);
        int second = (int) (x >>> 48 & 15) * 10 + (int) (x >>> 56 & 15);
        return hour > 23 || minute > 59 || second > 59 ? -1 : hour * 3600 + minute * 60 + second;
    }

    static boolean startsWith(byte[] b, int from, int to, byte[] what) {
        if (to - from < what.length) {
            return false;
        }
        for (int i = 0; i < what.length; i++) {
            if (b[from + i] != what[i]) {
                return false;
            }
        }
        return true;
    }

    static boolean equal(byte[] b, int from, int to, byte[] what) {
        return to - from == what.length && startsWith(b, from, to, what);
    }

    /** The first {@code c} in [from, to), or -1. */
    static int indexOf(byte[] b, int from, int to, char c) {
        for (int i = from; i < to; i++) {
            if (b[i] == c) {
                return i;
            }
        }
        return -1;
    }
}
