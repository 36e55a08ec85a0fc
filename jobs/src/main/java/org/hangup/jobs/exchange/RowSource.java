package org.hangup.jobs.exchange;

import java.util.Iterator;
import java.util.function.BiConsumer;

/** Makes rows step by step, some steps making none and some several. */
@FunctionalInterface
public interface RowSource {
    /** Makes what comes next; false if nothing comes any more. */
    boolean step(RowSink out);

    /**
     * A row for each element.
     *
     * @param write writes an element's row behind nothing
     */
    static <T> RowSource each(Iterator<T> elements, BiConsumer<T, RowWriter> write) {
        var row = new RowWriter();
        return out -> {
            if (!elements.hasNext()) {
                return false;
            }
            row.clear();
            write.accept(elements.next(), row);
            out.add(row);
            return true;
        };
    }
}
