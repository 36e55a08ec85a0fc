package org.hangup.jobs.exchange;

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
        for (; i <= to - 8; i += 8) {
            hash = mix(hash ^ (long) LONG.get(b, i));
        }
        long rest = 0;
        for (; i < to; i++) {
            rest = (rest << 8) | (b[i] & 0xFF);
        }
        return mix(hash ^ rest);
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
