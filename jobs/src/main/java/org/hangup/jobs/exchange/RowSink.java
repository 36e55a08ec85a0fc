package org.hangup.jobs.exchange;

/** Takes rows. The bytes are copied. */
public interface RowSink {
    /** Takes the row that stands at bytes [from, to); its first eight are its hash. */
    void add(byte[] bytes, int from, int to);

    /** Takes the row as it is written so far. */
    default void add(RowWriter row) {
        add(row.bytes(), 0, row.size());
    }
}
