package org.hangup.jobs.exchange;

import java.util.Iterator;

/** Makes rows step by step, some steps making none and some several. */
@FunctionalInterface
public interface RowSource {
    /** Makes what comes next; false if nothing comes any more. */
    boolean step(RowSink out);

    /** The rows of an iterator. */
    static RowSource of(Iterator<byte[]> rows) {
        return out -> {
            if (!rows.hasNext()) {
                return false;
            }
            byte[] row = rows.next();
            out.add(row, 0, row.length);
            return true;
        };
    }
}
