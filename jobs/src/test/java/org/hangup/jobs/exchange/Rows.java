package org.hangup.jobs.exchange;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Rows as an exchange brings them, without Spark. */
public final class Rows {
    private Rows() {}

    /** The rows in their order. */
    public static SortedRows sorted(List<byte[]> rows) {
        List<byte[]> packets = new ArrayList<>();
        new Packets(RowSource.each(rows.iterator(), (row, out) -> out.raw(row, 0, row.length)), 1)
                .forEachRemaining(packet -> packets.add(packet._2()));
        return new SortedRows(packets.iterator(), new Limit(Long.MAX_VALUE, null));
    }

    /** A number of bytes, and a folder for the rest. */
    static final class Limit implements Memory {
        private final File folder;
        private long left;
        int files;

        Limit(long bytes, File folder) {
            this.left = bytes;
            this.folder = folder;
        }

        @Override
        public boolean take(long bytes) {
            if (bytes > left) {
                return false;
            }
            left -= bytes;
            return true;
        }

        @Override
        public void giveBack(long bytes) {
            left += bytes;
        }

        @Override
        public File file() throws IOException {
            files++;
            return File.createTempFile("rows", null, folder);
        }
    }
}
