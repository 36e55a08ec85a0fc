package org.hangup.people;

import java.util.Arrays;

/** The last text of each of some thousand slots, and what stands for it: those of a log come again soon. */
final class Remembered {
    private static final int SLOTS = 1 << 14;
    private static final int LONGEST = 1 << 8;

    private final byte[][] texts = new byte[SLOTS][];
    private final byte[][] values = new byte[SLOTS][];

    static int slot(byte[] b, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + b[i];
        }
        return (hash ^ (hash >>> 15)) & (SLOTS - 1);
    }

    /** What stands for the text; null if it is forgotten. */
    byte[] get(int slot, byte[] b, int from, int to) {
        byte[] text = texts[slot];
        return text != null && Arrays.equals(text, 0, text.length, b, from, to) ? values[slot] : null;
    }

    /** Remembers the value, and gives it back. */
    byte[] put(int slot, byte[] b, int from, int to, byte[] value) {
        if (to - from <= LONGEST) {
            texts[slot] = Arrays.copyOfRange(b, from, to);
            values[slot] = value;
        }
        return value;
    }
}
