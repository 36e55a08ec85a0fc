package org.hangup.jobs.exchange;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

/** Sorted rows that wait in a file of their own. */
final class SpilledRun extends Run {
    private static final int BUFFER = 1 << 15;
    private static final int END = -1;

    private final File file;
    private DataInputStream in;

    private SpilledRun(File file) {
        super(new byte[1 << 10]);
        this.file = file;
    }

    /** Writes rows into a file. */
    static SpilledRun write(Merge rows, Memory memory) throws IOException {
        File file = memory.file();
        try (var out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(file), BUFFER))) {
            for (Run row = rows.next(); row != null; row = rows.next()) {
                out.writeInt(row.to - row.from);
                out.write(row.bytes, row.from, row.to - row.from);
            }
            out.writeInt(END);
        }
        return new SpilledRun(file);
    }

    @Override
    boolean next() throws IOException {
        if (in == null) {
            in = new DataInputStream(new BufferedInputStream(new FileInputStream(file), BUFFER));
        }
        int length = in.readInt();
        if (length == END) {
            in.close();
            return false;
        }
        if (length > bytes.length) {
            bytes = new byte[Math.max(length, 2 * bytes.length)];
        }
        in.readFully(bytes, 0, length);
        to = length;
        head = (long) Packets.LONG.get(bytes, 0) ^ Long.MIN_VALUE;
        return true;
    }
}
