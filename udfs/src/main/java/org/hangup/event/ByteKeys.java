package org.hangup.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A map from short byte strings to values that is asked with a range of a buffer, so that no key need be made. Never changed. */
final class ByteKeys<V> {
    private final byte[][] keys;
    private final List<V> values;
    private final int[] places;
    private final int mask;

    ByteKeys(Map<String, V> entries) {
        int size = Integer.highestOneBit(Math.max(8, entries.size() * 3)) * 2;
        keys = new byte[size][];
        places = new int[size];
        mask = size - 1;
        values = new ArrayList<>();
        entries.forEach((key, value) -> {
            byte[] bytes = Bytes.of(key);
            int slot = slot(bytes, 0, bytes.length);
            while (keys[slot] != null) {
                slot = (slot + 1) & mask;
            }
            keys[slot] = bytes;
            places[slot] = values.size();
            values.add(value);
        });
    }

    /** The value of the key that stands in [from, to), or null. */
    V get(byte[] b, int from, int to) {
        int slot = slot(b, from, to);
        while (keys[slot] != null) {
            if (Bytes.equal(b, from, to, keys[slot])) {
                return values.get(places[slot]);
            }
            slot = (slot + 1) & mask;
        }
        return null;
    }

    /** The keys differ in length, at their ends and in their middle; those that collide are told apart by comparing. */
    private int slot(byte[] b, int from, int to) {
        if (from >= to) {
            return 0;
        }
        int middle = (from + to) >>> 1;
        int hash = (to - from) * 31 + b[to - 1];
        hash = hash * 31 + b[middle];
        hash = hash * 31 + b[(middle + to) >>> 1];
        return (hash ^ hash >>> 15) & mask;
    }
}
