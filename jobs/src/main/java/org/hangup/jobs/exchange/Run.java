package org.hangup.jobs.exchange;

import java.io.IOException;

/** Sorted rows, read one after the other: the current one is [{@link #from}, {@link #to}) of {@link #bytes}. */
class Run {
    byte[] bytes;
    int from;
    int to;
    /** The first eight bytes of the row, as a number whose order is that of the bytes. */
    long head;

    /** The rows of a packet. */
    Run(byte[] packet) {
        bytes = packet;
    }

    /** Goes to the next row; false if there is none. */
    boolean next() throws IOException {
        if (to == bytes.length) {
            return false;
        }
        from = to + Integer.BYTES;
        to = from + (int) Packets.INT.get(bytes, to);
        head = (long) Packets.LONG.get(bytes, from) ^ Long.MIN_VALUE;
        return true;
    }
}
