package org.hangup.jobs.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The rows of many packets in one order, each at a place in a buffer: [{@link #from}, {@link #to}) of {@link #bytes}, until
 * the next one is asked for. Packets for which there is no memory are merged into a file first, so that one user's or one
 * address's rows may be more than a task can hold.
 */
public final class SortedRows {
    private final Iterator<byte[]> packets;
    private final Memory memory;
    private final List<Run> runs = new ArrayList<>();
    private final List<Run> held = new ArrayList<>();
    private long taken;
    private Merge merge;

    byte[] bytes = {};
    int from;
    int to;

    /** Packets of a task; the memory they take is Spark's to grant. */
    public SortedRows(Iterator<byte[]> packets) {
        this(packets, TaskMemory.ofRunningTask());
    }

    SortedRows(Iterator<byte[]> packets, Memory memory) {
        this.packets = packets;
        this.memory = memory;
    }

    /** Goes to the next row; false if there is none. */
    public boolean next() {
        if (merge == null) {
            gather();
            runs.addAll(held);
            merge = new Merge(runs);
        }
        Run run = merge.next();
        if (run == null) {
            return false;
        }
        bytes = run.bytes;
        from = run.from;
        to = run.to;
        return true;
    }

    /** Places a reader at the row. */
    public RowReader read(RowReader reader) {
        return reader.of(bytes, from, to);
    }

    private void gather() {
        while (packets.hasNext()) {
            byte[] packet = packets.next();
            if (!memory.take(packet.length)) {
                spill();
                // one packet must fit, whatever is granted
                memory.take(packet.length);
            }
            taken += packet.length;
            held.add(new Run(packet));
        }
    }

    private void spill() {
        if (held.isEmpty()) {
            return;
        }
        try {
            runs.add(SpilledRun.write(new Merge(held), memory));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write rows to a local disk", e);
        }
        held.clear();
        memory.giveBack(taken);
        taken = 0;
    }
}
