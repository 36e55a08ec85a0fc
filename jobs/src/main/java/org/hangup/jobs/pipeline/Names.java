package org.hangup.jobs.pipeline;

import java.util.Arrays;
import java.util.function.Consumer;
import org.hangup.jobs.exchange.Hash;

/** Different texts; most groups have one, which needs no table. */
final class Names {
    private byte[] only;
    /** Open addressing, at most half full; null while there is at most one text. */
    private byte[][] table;

    private int count;

    /** A text that can be looked up. */
    @SuppressWarnings("ArrayRecordComponent")
    record Text(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Text text && Arrays.equals(bytes, text.bytes);
        }

        @Override
        public int hashCode() {
            return (int) Hash.of(bytes, 0);
        }
    }

    /** Adds a text, if it is not null. */
    void add(byte[] name) {
        if (name == null || Arrays.equals(name, only)) {
            return;
        }
        if (only == null) {
            only = name;
            count = 1;
            return;
        }
        if (table == null) {
            table = new byte[8][];
            put(only);
        }
        if (put(name) && 2 * ++count > table.length) {
            grow();
        }
    }

    private boolean put(byte[] name) {
        int mask = table.length - 1;
        int slot = (int) Hash.of(name, 0) & mask;
        while (table[slot] != null) {
            if (Arrays.equals(table[slot], name)) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        table[slot] = name;
        return true;
    }

    private void grow() {
        byte[][] names = table;
        table = new byte[2 * names.length][];
        for (byte[] name : names) {
            if (name != null) {
                put(name);
            }
        }
    }

    int count() {
        return count;
    }

    void forEach(Consumer<byte[]> action) {
        if (table == null) {
            if (only != null) {
                action.accept(only);
            }
            return;
        }
        for (byte[] name : table) {
            if (name != null) {
                action.accept(name);
            }
        }
    }
}
