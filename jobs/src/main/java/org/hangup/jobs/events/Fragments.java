package org.hangup.jobs.events;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Gathers the events of a piece of a file by connection, so that what a task sends to others is one row a connection and
 * not one an event. The rows have the columns of {@link Events#GATHERED}.
 *
 * <p>All events stand in one buffer, those of an id in a chain.
 */
final class Fragments {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    /** Bytes of events after which the rows must be taken. */
    private static final int FULL = 30 << 20;
    /** Bytes of one connection's events after which it begins another row. */
    private static final int LONG = 1 << 16;

    /** Rows of such connections that wait to be taken. */
    private static final int MANY = 100;

    private static final int NONE = -1;

    private static final int STRIDE = 10;
    private static final int HASH = 0;
    /** The first bytes of the id: all of most ids. */
    private static final int ID = 1;

    private static final int ID_BYTES = 2 * Long.BYTES;
    /** Number of the boot. */
    private static final int BOOT = 3;
    /** Where the first and the last event of the chain stand. */
    private static final int CHAIN = 4;
    /** Bytes of the chain's events, and where the id stands in the arena: its length and its bytes. */
    private static final int BYTES = 5;

    private static final int LAST_AT = 6;
    private static final int LAST_OFFSET = 7;
    /** Order of the chain's first event, and its offset. */
    private static final int FIRST_ORDER = 8;

    private static final int FIRST_OFFSET = 9;

    private final BytesOut event = new BytesOut();
    private final BytesOut chain = new BytesOut();
    private final Deque<Row> early = new ArrayDeque<>();
    private byte[] arena = new byte[1 << 20];
    private int size;

    private int[] table = new int[1 << 12];
    private int count;
    /** What is known of each id, {@link #STRIDE} numbers. */
    private long[] entries = new long[STRIDE << 11];

    private int log;
    private byte[] file = {};

    Fragments() {
        Arrays.fill(table, NONE);
    }

    /** The events to come are of this file. All rows must have been taken. */
    void file(int logNumber, byte[] name) {
        log = logNumber;
        file = name;
    }

    boolean isOf(int logNumber, byte[] name) {
        return log == logNumber && Arrays.equals(file, name);
    }

    /** Its rows must be taken before more events come. */
    boolean isFull() {
        return size > FULL || early.size() > MANY;
    }

    /** Adds an event of the connection with this id in this boot. */
    void add(int boot, byte[] b, int from, int to, ConnectionEvent e) {
        int entry = entry(boot, b, from, to) * STRIDE;
        if (high(entries[entry + BYTES]) > LONG) {
            early.add(row(entry));
            entries[entry + CHAIN] = pair(NONE, NONE);
            entries[entry + BYTES] = pair(0, (int) entries[entry + BYTES]);
        }
        event.clear();
        boolean first = high(entries[entry + CHAIN]) == NONE;
        if (first) {
            e.write(event, 0, 0);
            entries[entry + FIRST_ORDER] = e.order;
            entries[entry + FIRST_OFFSET] = e.offset;
        } else {
            e.write(event, entries[entry + LAST_AT], entries[entry + LAST_OFFSET]);
        }
        entries[entry + LAST_AT] = e.at;
        entries[entry + LAST_OFFSET] = e.offset;
        entries[entry + BYTES] += (long) event.size() << 32;
        int place = size;
        room(8 + event.size());
        putInt(place, NONE);
        putInt(place + 4, event.size());
        event.copyTo(arena, place + 8);
        size += 8 + event.size();
        if (!first) {
            putInt((int) entries[entry + CHAIN], place);
        }
        entries[entry + CHAIN] = pair(first ? place : high(entries[entry + CHAIN]), place);
    }

    private static long pair(int high, int low) {
        return ((long) high << 32) | (low & 0xFFFF_FFFFL);
    }

    private static int high(long pair) {
        return (int) (pair >>> 32);
    }

    /** The rows of all connections that have events; they are forgotten when all are taken, as they must be. Its end is an end. */
    Iterator<Row> takeAll() {
        return new Iterator<>() {
            private int next;
            private boolean ended;

            @Override
            public boolean hasNext() {
                if (ended) {
                    return false;
                }
                while (early.isEmpty() && next < count) {
                    int entry = next++ * STRIDE;
                    if (high(entries[entry + CHAIN]) != NONE) {
                        early.add(row(entry));
                    }
                }
                if (early.isEmpty()) {
                    forget();
                    ended = true;
                }
                return !ended;
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return early.remove();
            }
        };
    }

    private void forget() {
        Arrays.fill(table, NONE);
        count = 0;
        size = 0;
    }

    private Row row(int entry) {
        int id = (int) entries[entry + BYTES];
        chain.clear();
        for (int at = high(entries[entry + CHAIN]); at != NONE; at = getInt(at)) {
            chain.raw(arena, at + 8, at + 8 + getInt(at + 4));
        }
        return row(
                entries[entry + HASH],
                log,
                (int) entries[entry + BOOT],
                Arrays.copyOfRange(arena, id + 4, id + 4 + getInt(id)),
                entries[entry + FIRST_ORDER],
                entries[entry + FIRST_OFFSET],
                file,
                chain.toArray());
    }

    /** A row of {@link Events#GATHERED}; behind it no names, see {@link Gathering#SCHEMA}. */
    static Row row(long key, int log, int boot, byte[] id, long order, long offset, byte[] file, byte[] events) {
        return RowFactory.create(key, log, boot, id, order, offset, file, events, null);
    }

    /** What brings the rows of a connection together, and sorts them quickly. */
    static long key(int log, int boot, byte[] id, int from, int to) {
        return Hash.of(id, from, to, ((long) log << 32) + boot);
    }

    private int entry(int boot, byte[] b, int from, int to) {
        long hash = key(log, boot, b, from, to);
        // ids hold no NUL, so that shorter ones differ from longer ones
        long one = Hash.word(b, from, to);
        long two = Hash.word(b, from + Long.BYTES, to);
        int mask = table.length - 1;
        int slot = (int) hash & mask;
        while (table[slot] != NONE) {
            int entry = table[slot] * STRIDE;
            if (entries[entry + HASH] == hash
                    && entries[entry + ID] == one
                    && entries[entry + ID + 1] == two
                    && entries[entry + BOOT] == boot
                    && isId((int) entries[entry + BYTES], b, from, to)) {
                return table[slot];
            }
            slot = (slot + 1) & mask;
        }
        if (count * STRIDE == entries.length) {
            grow();
            return entry(boot, b, from, to);
        }
        table[slot] = count;
        int entry = count * STRIDE;
        entries[entry + HASH] = hash;
        entries[entry + ID] = one;
        entries[entry + ID + 1] = two;
        entries[entry + BOOT] = boot;
        entries[entry + CHAIN] = pair(NONE, NONE);
        entries[entry + BYTES] = pair(0, size);
        room(4 + to - from);
        putInt(size, to - from);
        System.arraycopy(b, from, arena, size + 4, to - from);
        size += 4 + to - from;
        return count++;
    }

    /** Whether the rest of an id is the same: what its entry does not hold. The arena is far from the entries. */
    private boolean isId(int id, byte[] b, int from, int to) {
        return to - from <= ID_BYTES
                || (getInt(id) == to - from && Arrays.equals(arena, id + 4, id + 4 + to - from, b, from, to));
    }

    private void grow() {
        entries = Arrays.copyOf(entries, entries.length * 2);
        table = new int[count * 4];
        Arrays.fill(table, NONE);
        for (int i = 0; i < count; i++) {
            int slot = (int) entries[i * STRIDE + HASH] & (table.length - 1);
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
