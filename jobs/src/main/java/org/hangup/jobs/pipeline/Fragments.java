package org.hangup.jobs.pipeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Gathers the events of a piece of a file by connection, so that what a task sends to others is one row a connection and
 * not one an event. The rows are those of {@link EventRows}.
 *
 * <p>All events stand in one buffer, those of an id in a chain.
 */
final class Fragments implements Iterator<byte[]> {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    /** Bytes of events after which the rows must be taken. */
    private static final int FULL = 48 << 20;
    /** Bytes of one connection's events after which it begins another row. */
    private static final int LONG = 1 << 16;

    private static final int NONE = -1;

    private final RowWriter event = new RowWriter();
    private final RowWriter row = new RowWriter();
    private byte[] arena = new byte[1 << 20];
    private int size;

    private int[] table = new int[1 << 12];
    private int count;
    private long[] hashes = new long[1 << 11];
    private int[] boots = new int[1 << 11];
    /** Where the id stands in the arena: length and bytes. */
    private int[] ids = new int[1 << 11];

    private int[] heads = new int[1 << 11];
    private int[] tails = new int[1 << 11];
    private int[] lengths = new int[1 << 11];
    private long[] firstOffsets = new long[1 << 11];
    private int[] firstDays = new int[1 << 11];
    private long[] lastAts = new long[1 << 11];
    private long[] lastOffsets = new long[1 << 11];
    private int[] lastDays = new int[1 << 11];

    private int log;
    private int fileOrder;
    private byte[] file = {};
    /** The entry whose row is taken next; no events may be added until all are taken. */
    private int taken;

    private byte[] extra;

    Fragments() {
        Arrays.fill(table, NONE);
    }

    /** The events to come are of this file. All rows must have been taken. */
    void file(int logNumber, int order, byte[] name) {
        log = logNumber;
        fileOrder = order;
        file = name;
    }

    boolean isFull() {
        return size > FULL;
    }

    /** Adds an event of the connection with this id in this boot. */
    void add(int boot, byte[] b, int from, int to, ConnectionEvent e) {
        int entry = entry(boot, b, from, to);
        if (lengths[entry] > LONG) {
            extra = row(entry);
            heads[entry] = NONE;
        }
        event.clear();
        boolean first = heads[entry] == NONE;
        if (first) {
            firstOffsets[entry] = e.offset;
            firstDays[entry] = e.day;
            lengths[entry] = 0;
            e.write(event, 0, 0, 0);
        } else {
            e.write(event, lastAts[entry], lastOffsets[entry], lastDays[entry]);
        }
        lastAts[entry] = e.at;
        lastOffsets[entry] = e.offset;
        lastDays[entry] = e.day;
        int place = size;
        room(8 + event.size());
        putInt(place, NONE);
        putInt(place + 4, event.size());
        event.copyTo(arena, place + 8);
        size += 8 + event.size();
        lengths[entry] += event.size();
        if (first) {
            heads[entry] = place;
        } else {
            putInt(tails[entry], place);
        }
        tails[entry] = place;
    }

    /** Whether a row is left to take; when none is, events can be added again. */
    @Override
    public boolean hasNext() {
        while (taken < count && heads[taken] == NONE) {
            taken++;
        }
        if (taken == count) {
            clear();
            return false;
        }
        return true;
    }

    /** The row of a connection whose events became many at the last call of {@link #add}, else null. */
    byte[] pending() {
        byte[] pending = extra;
        extra = null;
        return pending;
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return row(taken++);
    }

    private byte[] row(int entry) {
        int id = ids[entry];
        row.clear();
        EventRows.key(
                row,
                hashes[entry],
                log,
                boots[entry],
                arena,
                id + 4,
                id + 4 + getInt(id),
                ConnectionEvent.order(firstDays[entry], fileOrder),
                firstOffsets[entry]);
        row.text(file);
        for (int place = heads[entry]; place != NONE; place = getInt(place)) {
            row.raw(arena, place + 8, place + 8 + getInt(place + 4));
        }
        return row.toArray();
    }

    private int entry(int boot, byte[] b, int from, int to) {
        long hash = EventRows.hash(log, boot, b, from, to);
        int mask = table.length - 1;
        int slot = (int) hash & mask;
        while (table[slot] != NONE) {
            int entry = table[slot];
            if (hashes[entry] == hash && boots[entry] == boot && isId(ids[entry], b, from, to)) {
                return entry;
            }
            slot = (slot + 1) & mask;
        }
        if (count == hashes.length) {
            grow();
            return entry(boot, b, from, to);
        }
        table[slot] = count;
        hashes[count] = hash;
        boots[count] = boot;
        ids[count] = size;
        heads[count] = NONE;
        lengths[count] = 0;
        room(4 + to - from);
        putInt(size, to - from);
        System.arraycopy(b, from, arena, size + 4, to - from);
        size += 4 + to - from;
        return count++;
    }

    private boolean isId(int id, byte[] b, int from, int to) {
        return getInt(id) == to - from && Arrays.equals(arena, id + 4, id + 4 + to - from, b, from, to);
    }

    private void clear() {
        Arrays.fill(table, NONE);
        count = 0;
        size = 0;
        taken = 0;
    }

    private void grow() {
        int more = count * 2;
        hashes = Arrays.copyOf(hashes, more);
        boots = Arrays.copyOf(boots, more);
        ids = Arrays.copyOf(ids, more);
        heads = Arrays.copyOf(heads, more);
        tails = Arrays.copyOf(tails, more);
        lengths = Arrays.copyOf(lengths, more);
        firstOffsets = Arrays.copyOf(firstOffsets, more);
        firstDays = Arrays.copyOf(firstDays, more);
        lastAts = Arrays.copyOf(lastAts, more);
        lastOffsets = Arrays.copyOf(lastOffsets, more);
        lastDays = Arrays.copyOf(lastDays, more);
        table = new int[more * 2];
        Arrays.fill(table, NONE);
        for (int i = 0; i < count; i++) {
            int slot = (int) hashes[i] & (table.length - 1);
            while (table[slot] != NONE) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = i;
        }
    }

    private void room(int more) {
        if (arena.length - size < more) {
            arena = Arrays.copyOf(arena, Math.max(arena.length * 2, size + more));
        }
    }

    private void putInt(int at, int value) {
        INT.set(arena, at, value);
    }

    private int getInt(int at) {
        return (int) INT.get(arena, at);
    }
}
