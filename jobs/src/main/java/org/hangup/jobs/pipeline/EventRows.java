package org.hangup.jobs.pipeline;

import org.hangup.jobs.exchange.Hash;
import org.hangup.jobs.exchange.RowWriter;

/**
 * The rows in which events travel to the task that folds them: {@code hash, log, boot, id} of the connection, {@code order,
 * offset} of the first event, {@code file}, and the events, all of one file. Sorted as bytes, the rows of a connection
 * stand together in the order of its log.
 */
final class EventRows {
    private EventRows() {}

    static long hash(int log, int boot, byte[] id, int from, int to) {
        return Hash.of(id, from, to, ((long) log << 32) + boot);
    }

    /** Begins a row. */
    static void key(RowWriter row, long hash, int log, int boot, byte[] id, int from, int to, long order, long offset) {
        row.sortable(hash);
        row.sortable(log);
        row.sortable(boot);
        row.text(id, from, to);
        row.sortable(order);
        row.sortable(offset);
    }

    /** Writes a row of one event. */
    static void row(RowWriter row, int log, int boot, byte[] id, ConnectionEvent event) {
        key(row, hash(log, boot, id, 0, id.length), log, boot, id, 0, id.length, event.order, event.offset);
        row.text(event.file);
        event.write(row, 0, 0, 0);
    }
}
