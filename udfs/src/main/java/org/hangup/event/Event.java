package org.hangup.event;

import java.nio.charset.StandardCharsets;

/**
 * What one record means. The catalogue fills one instance again and again: a text field is a place in a byte array (mostly
 * the record's own buffer), and nothing is copied until it is asked for. Valid as long as the record's bytes are.
 */
@SuppressWarnings("EnumOrdinal") // the ordinal only indexes this object's own arrays
public final class Event {
    /** {@link #port} or {@link #localPort} that the record does not tell. */
    public static final int NO_PORT = -1;
    /** {@link #at} of a record that holds no time in its text. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /** {@link #seconds} that the record does not tell. */
    public static final int NO_SECONDS = -1;

    /** The client's port, or {@link #NO_PORT}. */
    public int port = NO_PORT;
    /** The listener's port, or {@link #NO_PORT}. */
    public int localPort = NO_PORT;
    /** A time to wait in seconds, or {@link #NO_SECONDS}. */
    public int seconds = NO_SECONDS;
    /** An Erlang timestamp in the message, in microseconds since the epoch, UTC, or {@link #NO_TIME}. */
    public long at = NO_TIME;

    /** Where what the record means ends in its bytes; behind it stand lines of other programs. */
    public int end;

    final int[] argumentFrom = new int[FormatString.MAX_ARGUMENTS];
    final int[] argumentTo = new int[FormatString.MAX_ARGUMENTS];
    /** The buffer that most fields are in; those of other buffers have their bit in {@link #elsewhere}. */
    private byte[] buffer = {};

    private int present;
    private int elsewhere;
    private final byte[][] others = new byte[EventField.COUNT][];
    private final int[] from = new int[EventField.COUNT];
    private final int[] to = new int[EventField.COUNT];

    /** Forgets all fields. */
    public void clear() {
        present = 0;
        elsewhere = 0;
        port = NO_PORT;
        localPort = NO_PORT;
        at = NO_TIME;
        seconds = NO_SECONDS;
    }

    /** Forgets all fields; those to come are mostly in this buffer. */
    void clear(byte[] bytes) {
        clear();
        if (buffer != bytes) {
            buffer = bytes;
        }
    }

    /** Puts a field at bytes [from, to) of a buffer. */
    void set(EventField field, byte[] bytes, int begin, int end) {
        int i = field.ordinal();
        present |= 1 << i;
        if (bytes == buffer) {
            elsewhere &= ~(1 << i);
        } else {
            elsewhere |= 1 << i;
            others[i] = bytes;
        }
        from[i] = begin;
        to[i] = end;
    }

    void set(EventField field, byte[] bytes) {
        set(field, bytes, 0, bytes.length);
    }

    /** Says whether the record tells this field. */
    public boolean has(EventField field) {
        return (present >>> field.ordinal() & 1) != 0;
    }

    /** The buffer that holds the field, or null if the record does not tell it. */
    public byte[] bytes(EventField field) {
        int i = field.ordinal();
        if ((present >>> i & 1) == 0) {
            return null;
        }
        return (elsewhere >>> i & 1) == 0 ? buffer : others[i];
    }

    /** First byte of the field in {@link #bytes}. */
    public int from(EventField field) {
        return from[field.ordinal()];
    }

    /** The byte after the field's last in {@link #bytes}. */
    public int to(EventField field) {
        return to[field.ordinal()];
    }

    /** The field as text (what is no UTF-8 is replaced), or null. */
    public String text(EventField field) {
        byte[] b = bytes(field);
        return b == null ? null : new String(b, from(field), to(field) - from(field), StandardCharsets.UTF_8);
    }
}
