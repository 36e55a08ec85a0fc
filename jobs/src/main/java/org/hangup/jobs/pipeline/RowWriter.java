package org.hangup.jobs.pipeline;

import java.util.Arrays;

/** Writes values one behind the other into a buffer that grows; {@link RowReader} reads them in the same order. */
final class RowWriter {
    private byte[] bytes = new byte[1 << 10];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    void put(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void flag(boolean value) {
        put(value ? 1 : 0);
    }

    /** So that rows are sorted as their values are, if they are not negative. */
    void sortable(int value) {
        room(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    /** So that rows are sorted as their values are, if they are not negative. */
    void sortable(long value) {
        room(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    /** Few bytes for numbers near 0, of either sign. */
    void number(long value) {
        unsigned((value << 1) ^ (value >> 63));
    }

    private void unsigned(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** A text or null. */
    void text(byte[] text) {
        if (text == null) {
            put(0);
        } else {
            text(text, 0, text.length);
        }
    }

    void text(byte[] text, int from, int to) {
        unsigned(to - from + 1L);
        raw(text, from, to);
    }

    void raw(byte[] more, int from, int to) {
        room(to - from);
        System.arraycopy(more, from, bytes, size, to - from);
        size += to - from;
    }

    void copyTo(byte[] target, int place) {
        System.arraycopy(bytes, 0, target, place, size);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
