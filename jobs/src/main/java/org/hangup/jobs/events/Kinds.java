package org.hangup.jobs.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The kinds of the catalogue's events, of which there are some dozens. It names each by one array that never changes, so that
 * a name is mostly found by that; Spark may hand over a copy.
 */
final class Kinds {
    private byte[][] names = new byte[16][];
    private Kind[] kinds = new Kind[16];
    private int count;

    /** The kind of the event of this name; null for one that takes no part. */
    Kind named(byte[] name) {
        for (int i = 0; i < count; i++) {
            if (names[i] == name) {
                return kinds[i];
            }
        }
        for (int i = 0; i < count; i++) {
            if (Arrays.equals(names[i], name)) {
                return kinds[i];
            }
        }
        if (count == names.length) {
            names = Arrays.copyOf(names, 2 * count);
            kinds = Arrays.copyOf(kinds, 2 * count);
        }
        names[count] = name;
        kinds[count] = Kind.named(new String(name, StandardCharsets.UTF_8));
        return kinds[count++];
    }

    /** How many names are held. */
    int known() {
        return count;
    }
}
