package org.hangup.jobs.pipeline;

import java.util.Arrays;
import org.hangup.jobs.exchange.RowReader;

/** What a group of sorted rows begins with. */
final class Key {
    private byte[] bytes = {};
    private int length;

    /** Goes over the beginning of a row if it is that of the group; false if not, and then the row stays where it is. */
    boolean skipSame(RowReader row) {
        int at = row.position();
        boolean same =
                length > 0 && row.left() >= length && Arrays.equals(row.bytes, at, at + length, bytes, 0, length);
        if (same) {
            row.skip(length);
        }
        return same;
    }

    /** A new group begins with what stands before the reader's place. */
    void set(RowReader row, int from) {
        length = row.position() - from;
        if (bytes.length < length) {
            bytes = new byte[2 * length];
        }
        System.arraycopy(row.bytes, from, bytes, 0, length);
    }

    boolean isSet() {
        return length > 0;
    }
}
