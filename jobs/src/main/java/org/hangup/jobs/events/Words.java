package org.hangup.jobs.events;

import java.util.Arrays;

/**
 * Texts of which there are few: the same array again for the same text, mostly, so that it need be neither made nor compared.
 * It holds the last text of each of its slots.
 */
public final class Words {
    private static final int SLOTS = 1 << 10;
    private static final int LONGEST = 1 << 8;

    private final byte[][] slots = new byte[SLOTS][];

    /** The text that comes next, null if it is missing. */
    public byte[] read(BytesIn in) {
        return in.find() ? of(in.bytes, in.from, in.to) : null;
    }

    public byte[] of(byte[] b, int from, int to) {
        if (to - from > LONGEST) {
            return Arrays.copyOfRange(b, from, to);
        }
        int slot = (int) Hash.of(b, from, to, 0) & (SLOTS - 1);
        byte[] word = slots[slot];
        if (word == null || !Arrays.equals(word, 0, word.length, b, from, to)) {
            word = Arrays.copyOfRange(b, from, to);
            slots[slot] = word;
        }
        return word;
    }
}
