package org.hangup.jobs.events;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A quick hash of bytes, the same on every machine: it spreads rows over tasks, and keys that collide are told apart by comparing. */
public final class Hash {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private Hash() {}

    public static long of(byte[] b, int from, int to, long seed) {
        long hash = seed ^ ((to - from) * MIX);
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            hash = mix(hash ^ (long) LONG.get(b, i));
        }
        return mix(hash ^ word(b, i, to));
    }

    /** The first eight bytes of [from, to) as a number, or as many as there are. */
    public static long word(byte[] b, int from, int to) {
        if (to - from >= Long.BYTES) {
            return (long) LONG.get(b, from);
        }
        long word = 0;
        for (int i = from; i < to; i++) {
            word = (word << 8) | (b[i] & 0xFF);
        }
        return word;
    }

    /** The hash of a text that may be null. */
    public static long of(byte[] text, long seed) {
        return text == null ? mix(seed ^ MIX) : of(text, 0, text.length, seed);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 32)) * MIX;
        return mixed ^ (mixed >>> 29);
    }
}
