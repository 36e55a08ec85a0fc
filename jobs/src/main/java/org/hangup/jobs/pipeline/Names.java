package org.hangup.jobs.pipeline;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.hangup.jobs.exchange.Hash;

/** Different texts; most groups have one, which needs no set. */
final class Names {
    private byte[] only;
    private Set<Text> all;

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
            return;
        }
        if (all == null) {
            all = new HashSet<>();
            all.add(new Text(only));
        }
        all.add(new Text(name));
    }

    int count() {
        return all != null ? all.size() : only != null ? 1 : 0;
    }

    void forEach(Consumer<byte[]> action) {
        if (all != null) {
            all.forEach(text -> action.accept(text.bytes));
        } else if (only != null) {
            action.accept(only);
        }
    }
}
