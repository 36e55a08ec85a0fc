package org.hangup.jobs.events;

import java.util.Arrays;

/** Reads what {@link BytesOut} wrote. Texts can be looked at in place: [{@link #from}, {@link #to}) of {@link #bytes}. */
public final class BytesIn {
    public byte[] bytes = {};
    /** Where the text that {@link #find} found begins. */
    public int from;

    public int to;
    private int at;
    private int end;

    public BytesIn of(byte[] row) {
        return of(row, 0, row.length);
    }

    /** Goes to the row that stands at bytes [begin, stop) of a buffer. */
    public BytesIn of(byte[] buffer, int begin, int stop) {
        bytes = buffer;
        at = begin;
        end = stop;
        return this;
    }

    /** Where in the buffer it is. */
    public int position() {
        return at;
    }

    public void skip(int count) {
        at += count;
    }

    /** Bytes of the row behind that place. */
    public int left() {
        return end - at;
    }

    public boolean hasMore() {
        return at < end;
    }

    public byte get() {
        return bytes[at++];
    }

    public boolean flag() {
        return bytes[at++] != 0;
    }

    public long fixed() {
        long value = (long) BytesOut.LONG.get(bytes, at);
        at += Long.BYTES;
        return value;
    }

    public long number() {
        long value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    private long unsigned() {
        byte[] b = bytes;
        int i = at;
        long value = b[i++];
        if (value < 0) {
            value &= 0x7F;
            byte next;
            int shift = 7;
            do {
                next = b[i++];
                value |= (next & 0x7FL) << shift;
                shift += 7;
            } while (next < 0);
        }
        at = i;
        return value;
    }

    /** Goes over a text; false if it is null. */
    public boolean find() {
        int length = (int) unsigned() - 1;
        from = at;
        to = at + Math.max(0, length);
        at = to;
        return length >= 0;
    }

    /** A copy of the text, or null. */
    public byte[] text() {
        return find() ? Arrays.copyOfRange(bytes, from, to) : null;
    }
}
