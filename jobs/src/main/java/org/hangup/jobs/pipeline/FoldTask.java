package org.hangup.jobs.pipeline;

import java.util.Arrays;
import java.util.Iterator;

/**
 * The window over an id of a boot: {@link EventRows}, sorted, in; {@link ConnectionRows} out. It reads each row once and
 * holds one connection at a time.
 */
final class FoldTask extends MadeRows {
    private final Iterator<byte[]> rows;
    private final ConnectionFold fold = new ConnectionFold(this::made);
    private final ConnectionRows out;
    private final RowReader in = new RowReader();
    private final ConnectionEvent event = new ConnectionEvent();

    private byte[] key = {};
    private int keyEnd;
    private int log;
    private int boot;
    private byte[] id;

    FoldTask(Iterator<byte[]> rows, BuildPlan plan) {
        this.rows = rows;
        this.out = new ConnectionRows(plan);
    }

    @Override
    boolean step() {
        if (!rows.hasNext()) {
            fold.reset();
            return false;
        }
        read(rows.next());
        return true;
    }

    private void read(byte[] row) {
        in.of(row);
        boolean same = keyEnd > 0 && row.length > keyEnd && Arrays.equals(row, 0, keyEnd, key, 0, keyEnd);
        if (same) {
            in.skip(keyEnd);
        } else {
            fold.reset();
            in.skip(Long.BYTES);
            log = in.sortableInt();
            boot = in.sortableInt();
            id = in.text();
            key = row;
            keyEnd = in.position();
        }
        int fileOrder = (int) in.sortableLong();
        in.skip(Long.BYTES);
        event.file = in.text();
        event.at = 0;
        event.offset = 0;
        event.day = 0;
        while (in.hasMore()) {
            event.read(in, fileOrder);
            fold.add(event);
        }
    }

    private void made(FoldedConnection connection) {
        if (connection.isOne()) {
            give(out.row(log, boot, id, connection));
        }
    }
}
