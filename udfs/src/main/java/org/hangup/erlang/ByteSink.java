package org.hangup.erlang;

import java.util.Arrays;

/** Bytes that grow. */
final class ByteSink {
    byte[] bytes;
    int size;

    ByteSink(int expected) {
        bytes = new byte[Math.max(16, expected)];
    }

    void room(int more) {
        if (size + more > bytes.length || size + more < 0) {
            bytes = Arrays.copyOf(bytes, TermTape.grown(bytes.length, size + more));
        }
    }

    void put(int b) {
        if (size == bytes.length) {
            room(1);
        }
        bytes[size++] = (byte) b;
    }

    void put(byte[] from, int start, int end) {
        int length = end - start;
        room(length);
        System.arraycopy(from, start, bytes, size, length);
        size += length;
    }

    void put(String ascii) {
        int length = ascii.length();
        room(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) ascii.charAt(i);
        }
    }

    /** A byte's or character's number. */
    void number(int n) {
        if (n < 0 || n > 999) {
            number((long) n);
            return;
        }
        room(3);
        if (n > 99) {
            bytes[size++] = (byte) ('0' + n / 100);
        }
        if (n > 9) {
            bytes[size++] = (byte) ('0' + n / 10 % 10);
        }
        bytes[size++] = (byte) ('0' + n % 10);
    }

    void number(long n) {
        if (n >= 0 && n < 1000) {
            number((int) n);
        } else {
            put(Long.toString(n));
        }
    }

    byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
