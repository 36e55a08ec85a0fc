package org.hangup.jobs.publish;

import java.util.Arrays;

/** One row to be written, filled again and again. Columns are set by their number in the table's schema; the others are NULL. */
public final class TableRow {
    /** A number that is NULL. */
    public static final long NONE = Long.MIN_VALUE;

    final long[] numbers;
    final byte[][] texts;

    TableRow(int columns) {
        numbers = new long[columns];
        texts = new byte[columns][];
        clear();
    }

    /** Makes all columns NULL. */
    public void clear() {
        Arrays.fill(numbers, NONE);
        Arrays.fill(texts, null);
    }

    /** A number, or a time in microseconds since the epoch, UTC; {@link #NONE} is NULL. */
    public void set(int column, long value) {
        numbers[column] = value;
    }

    /** A text in UTF-8, or null. The array must not change any more. */
    public void set(int column, byte[] value) {
        texts[column] = value;
    }

    /** A truth value. */
    public void set(int column, boolean value) {
        numbers[column] = value ? 1 : 0;
    }
}
