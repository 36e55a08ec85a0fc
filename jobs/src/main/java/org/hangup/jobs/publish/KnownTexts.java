package org.hangup.jobs.publish;

import org.apache.parquet.io.api.Binary;

/** The last texts of a column as Parquet's objects: the same object again for the same array, which is not compared. */
final class KnownTexts {
    static final int COUNT = 16;

    private final byte[][] texts = new byte[COUNT][];
    private final Binary[] binaries = new Binary[COUNT];
    private int next;

    Binary of(byte[] text) {
        for (int i = 0; i < COUNT; i++) {
            if (texts[i] == text) {
                return binaries[i];
            }
        }
        Binary binary = Binary.fromConstantByteArray(text);
        texts[next] = text;
        binaries[next] = binary;
        next = (next + 1) % COUNT;
        return binary;
    }
}
