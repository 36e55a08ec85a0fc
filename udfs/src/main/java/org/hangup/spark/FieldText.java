package org.hangup.spark;

import org.apache.spark.unsafe.types.UTF8String;

/** Between Spark's strings and the byte ranges that the parsers work on, without copies where that is safe. */
final class FieldText {
    /** Where Spark counts an array's first byte from. */
    private static final long FIRST_BYTE = UTF8String.fromBytes(new byte[0]).getBaseOffset();

    private FieldText() {}

    /** The array that holds the string's bytes: its own if it lies in one, else a copy. */
    static byte[] array(UTF8String text) {
        return text.getBaseObject() instanceof byte[] bytes ? bytes : text.getBytes();
    }

    /** Where the string begins in {@link #array}. */
    static int offset(UTF8String text) {
        return text.getBaseObject() instanceof byte[] ? (int) (text.getBaseOffset() - FIRST_BYTE) : 0;
    }

    /** A string that shares the bytes [from, to). */
    static UTF8String slice(byte[] bytes, int from, int to) {
        return UTF8String.fromBytes(bytes, from, to - from);
    }
}
