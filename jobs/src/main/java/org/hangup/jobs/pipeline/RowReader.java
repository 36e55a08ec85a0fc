package org.hangup.jobs.pipeline;

import java.util.Arrays;

/** Reads what {@link RowWriter} wrote. Texts can be looked at in place: [{@link #from}, {@link #to}) of {@link #bytes}. */
final class RowReader {
    byte[] bytes = {};
    /** Where the text that {@link #find} found begins. */
    int from;

    int to;
    private int at;

    RowReader of(byte[] row) {
        bytes = row;
        at = 0;
        return this;
    }

    int position() {
        return at;
    }

    void skip(int count) {
        at += count;
    }

    boolean hasMore() {
        return at < bytes.length;
    }

    byte get() {
        return bytes[at++];
    }

    boolean flag() {
        return bytes[at++] != 0;
    }

    int sortableInt() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = (value << 8) | (bytes[at++] & 0xFF);
        }
        return value;
    }

    long sortableLong() {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | (bytes[at++] & 0xFF);
        }
        return value;
    }

    long number() {
        long value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    private long unsigned() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = bytes[at++];
            value |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    /** Goes over a text; false if it is null. */
    boolean find() {
        int length = (int) unsigned() - 1;
        from = at;
        to = at + Math.max(0, length);
        at = to;
        return length >= 0;
    }

    /** A copy of the text, or null. */
    byte[] text() {
        return find() ? Arrays.copyOfRange(bytes, from, to) : null;
    }
}
