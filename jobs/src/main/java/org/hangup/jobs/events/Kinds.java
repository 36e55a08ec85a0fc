package org.hangup.jobs.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The kinds of the catalogue's events. It names each event by one array that never changes, and there are some dozens. */
final class Kinds {
    private byte[][] names = new byte[16][];
    private Kind[] kinds = new Kind[16];
    private int count;

    /** The kind of the event of this name, the same array each time; null for one that takes no part. */
    Kind named(byte[] name) {
        for (int i = 0; i < count; i++) {
            if (names[i] == name) {
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
}
