package org.hangup.jobs.pipeline;

import org.hangup.jobs.exchange.RowReader;
import org.hangup.jobs.exchange.RowSink;
import org.hangup.jobs.exchange.RowSource;
import org.hangup.jobs.exchange.SortedRows;

/**
 * The window over an id of a boot: {@link EventRows}, sorted, in; {@link ConnectionRows} out. It reads each row once and
 * holds one connection at a time.
 */
final class FoldTask implements RowSource {
    private final SortedRows rows;
    private final ConnectionFold fold = new ConnectionFold(this::made);
    private final ConnectionRows made;
    private final RowReader in = new RowReader();
    private final Words words = new Words();
    private final Key key = new Key();
    private final ConnectionEvent event = new ConnectionEvent();

    private RowSink out;
    private int log;
    private int boot;
    private byte[] id;

    FoldTask(SortedRows rows, BuildPlan plan) {
        this.rows = rows;
        this.made = new ConnectionRows(plan);
    }

    @Override
    public boolean step(RowSink sink) {
        out = sink;
        if (!rows.next()) {
            fold.reset();
            return false;
        }
        read(rows.read(in));
        return true;
    }

    private void read(RowReader row) {
        if (!key.skipSame(row)) {
            fold.reset();
            int begin = row.position();
            row.skip(Long.BYTES);
            log = row.sortableInt();
            boot = row.sortableInt();
            id = row.text();
            key.set(row, begin);
        }
        int fileOrder = (int) row.sortableLong();
        row.skip(Long.BYTES);
        event.file = words.read(row);
        event.at = 0;
        event.offset = 0;
        event.day = 0;
        while (row.hasMore()) {
            event.read(row, fileOrder);
            fold.add(event);
        }
    }

    private void made(FoldedConnection connection) {
        if (connection.isOne()) {
            out.add(made.row(log, boot, id, connection));
        }
    }
}
