package org.hangup.jobs.exchange;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Consumer;
import scala.Tuple2;

/**
 * The rows of a task, sorted piece by piece and packed for the tasks that get them. A packet holds rows of one target, sorted
 * as bytes, each behind its length (an int, big endian).
 */
public final class Packets implements RowSink, Iterator<Tuple2<Integer, byte[]>> {
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Bytes of rows that are sorted at once. Places of rows below it have so many bits. */
    private static final int PLACE_BITS = 24;

    private static final int FULL = 1 << PLACE_BITS;
    private static final int PLACE = FULL - 1;
    /** A packet is not much longer, but for a single row that is. */
    private static final int LONG_PACKET = 1 << 20;

    private static final int FEW = 8;

    private final RowSource source;
    private final int tasks;
    private final int full;
    private final Queue<Tuple2<Integer, byte[]>> ready = new ArrayDeque<>();
    private boolean done;

    private byte[] rows = new byte[1 << 12];
    private int size;
    /** Of each row the first bits of its hash, and its place. Their order as numbers is that of the hashes as bytes. */
    private long[] entries = new long[1 << 8];

    private long[] merged = {};
    private int count;

    /**
     * @param source makes the rows
     * @param tasks how many get them
     */
    public Packets(RowSource source, int tasks) {
        this(source, tasks, FULL);
    }

    /** @param full bytes of rows that are sorted at once */
    Packets(RowSource source, int tasks, int full) {
        this.source = source;
        this.tasks = tasks;
        this.full = Math.min(full, FULL);
    }

    /** The task, of so many, that gets rows with this hash: in the order of the hashes. */
    static int task(long hash, int tasks) {
        return (int) (((hash >>> Integer.SIZE) * tasks) >>> Integer.SIZE);
    }

    /** Places a reader at each row of a packet. */
    public static void forEachRow(byte[] packet, Consumer<RowReader> action) {
        var reader = new RowReader();
        for (int at = 0; at < packet.length; ) {
            int from = at + Integer.BYTES;
            at = from + (int) INT.get(packet, at);
            action.accept(reader.of(packet, from, at));
        }
    }

    @Override
    public void add(byte[] bytes, int from, int to) {
        if (size >= full) {
            pack();
        }
        int length = to - from;
        room(Integer.BYTES + length);
        long hash = (long) LONG.get(bytes, from);
        entries[count++] = ((hash ^ Long.MIN_VALUE) & ~PLACE) | size;
        INT.set(rows, size, length);
        System.arraycopy(bytes, from, rows, size + Integer.BYTES, length);
        size += Integer.BYTES + length;
    }

    private void room(int more) {
        if (rows.length - size < more) {
            rows = Arrays.copyOf(rows, Math.max(Math.min(rows.length * 2, FULL + LONG_PACKET), size + more));
        }
        if (count == entries.length) {
            entries = Arrays.copyOf(entries, 2 * count);
        }
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && !done) {
            done = !source.step(this);
            if (done) {
                pack();
            }
        }
        return !ready.isEmpty();
    }

    @Override
    public Tuple2<Integer, byte[]> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    private void pack() {
        sort();
        int from = 0;
        while (from < count) {
            int task = task(entry(from));
            int to = from;
            int bytes = 0;
            do {
                bytes += Integer.BYTES + length(entries[to]);
                to++;
            } while (to < count && bytes < LONG_PACKET && task(entry(to)) == task);
            ready.add(new Tuple2<>(task, packet(from, to, bytes)));
            from = to;
        }
        size = 0;
        count = 0;
    }

    private long entry(int i) {
        return entries[i] ^ Long.MIN_VALUE;
    }

    private int task(long hash) {
        return task(hash, tasks);
    }

    private int length(long entry) {
        return (int) INT.get(rows, place(entry));
    }

    private static int place(long entry) {
        return (int) entry & PLACE;
    }

    private byte[] packet(int from, int to, int bytes) {
        byte[] packet = new byte[bytes];
        int at = 0;
        for (int i = from; i < to; i++) {
            int length = Integer.BYTES + length(entries[i]);
            System.arraycopy(rows, place(entries[i]), packet, at, length);
            at += length;
        }
        return packet;
    }

    /** By the hashes' first bits, and where these are the same by all bytes. */
    private void sort() {
        Arrays.sort(entries, 0, count);
        for (int from = 0, to; from < count; from = to) {
            to = from + 1;
            while (to < count && (entries[to] & ~PLACE) == (entries[from] & ~PLACE)) {
                to++;
            }
            if (to - from > 1) {
                sortByBytes(from, to);
            }
        }
    }

    private void sortByBytes(int from, int to) {
        if (to - from <= FEW) {
            insert(from, to);
            return;
        }
        int middle = (from + to) >>> 1;
        sortByBytes(from, middle);
        sortByBytes(middle, to);
        if (compare(entries[middle - 1], entries[middle]) > 0) {
            merge(from, middle, to);
        }
    }

    private void insert(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            long entry = entries[i];
            int k = i;
            while (k > from && compare(entries[k - 1], entry) > 0) {
                entries[k] = entries[k - 1];
                k--;
            }
            entries[k] = entry;
        }
    }

    private void merge(int from, int middle, int to) {
        int left = middle - from;
        if (merged.length < left) {
            merged = new long[Math.max(left, count / 2)];
        }
        System.arraycopy(entries, from, merged, 0, left);
        int one = 0;
        int other = middle;
        int at = from;
        while (one < left) {
            boolean first = other == to || compare(merged[one], entries[other]) <= 0;
            entries[at++] = first ? merged[one++] : entries[other++];
        }
    }

    private int compare(long one, long other) {
        int a = place(one) + Integer.BYTES;
        int b = place(other) + Integer.BYTES;
        return Arrays.compareUnsigned(rows, a, a + length(one), rows, b, b + length(other));
    }
}
