package org.hangup.jobs.events;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes values one behind the other into a buffer that grows; {@link BytesIn} reads them in the same order. */
public final class BytesOut {
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int LONGEST_NUMBER = 10;
    private static final int LONGEST_DECIMAL = 20;

    private byte[] bytes = new byte[1 << 10];
    private int size;

    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    /** The buffer; what was written stands at its beginning. */
    public byte[] bytes() {
        return bytes;
    }

    public byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    public void put(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    public void flag(boolean value) {
        put(value ? 1 : 0);
    }

    /** Eight bytes. */
    public void fixed(long value) {
        room(Long.BYTES);
        LONG.set(bytes, size, value);
        size += Long.BYTES;
    }

    /** Few bytes for numbers near 0, of either sign. */
    public void number(long value) {
        unsigned((value << 1) ^ (value >> 63));
    }

    private void unsigned(long value) {
        room(LONGEST_NUMBER);
        byte[] b = bytes;
        int at = size;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            b[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        b[at++] = (byte) rest;
        size = at;
    }

    /** A number as people write it, without its end: what follows must tell. */
    public void decimal(long value) {
        room(LONGEST_DECIMAL);
        long rest = value;
        if (rest >= 0) {
            rest = -rest;
        } else {
            bytes[size++] = '-';
        }
        int to = size + 1;
        for (long more = rest / 10; more != 0; more /= 10) {
            to++;
        }
        for (int i = to - 1; i >= size; i--) {
            bytes[i] = (byte) ('0' - rest % 10);
            rest /= 10;
        }
        size = to;
    }

    /** A text or null. */
    public void text(byte[] text) {
        if (text == null) {
            put(0);
        } else {
            text(text, 0, text.length);
        }
    }

    public void text(byte[] text, int from, int to) {
        int length = to - from;
        if (length < 0x7F) {
            room(1 + length);
            bytes[size++] = (byte) (length + 1);
        } else {
            unsigned(length + 1L);
            room(length);
        }
        System.arraycopy(text, from, bytes, size, length);
        size += length;
    }

    public void raw(byte[] more, int from, int to) {
        room(to - from);
        System.arraycopy(more, from, bytes, size, to - from);
        size += to - from;
    }

    public void copyTo(byte[] target, int place) {
        System.arraycopy(bytes, 0, target, place, size);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
