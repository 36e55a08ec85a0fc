package org.hangup.log;

/**
 * One record of a log: a header line and all lines up to the next header. The reader fills one instance again and
 * again; everything is a place in {@link #bytes}, nothing is copied until a column is asked for.
 *
 * <p>Carriage returns, ANSI colours and a shell prompt are already gone from the bytes between the marks; {@link #offset}
 * and {@link #length} count the bytes as they stand in the (uncompressed) file.
 */
public final class LogRecord {
    /** {@link #ts} of a record whose time nothing tells. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /** The buffer that holds the record; valid until the next record is read. */
    public byte[] bytes = new byte[0];
    /** First byte of the record in the file, in uncompressed bytes. */
    public long offset;
    /** Bytes of the record in the file, with its line end. */
    public long length;
    /** Where its header begins in {@link #bytes}; its text goes on to {@link #messageEnd}. */
    public int start;
    /** Microseconds since the epoch, UTC, or {@link #NO_TIME}. */
    public long ts = NO_TIME;
    /** The level as the log prints it ({@code info}, {@code warning}, ...), or null. Always one of few constants. */
    public String level;
    /** The header's pid, {@code <0.5.0>}: [pidStart, pidEnd) of bytes; empty if the layout has none. */
    public int pidStart;

    public int pidEnd;
    /** The header's module; empty if none. */
    public int moduleStart;

    public int moduleEnd;
    /** The header's function; empty if none. */
    public int functionStart;

    public int functionEnd;
    /** The header's arity, or -1. */
    public int arity = -1;
    /** The header's source line, or -1. */
    public int line = -1;
    /** The message with its continuation lines, without the line ends behind it. */
    public int messageStart;

    public int messageEnd;
    /** Lines behind its first one. */
    public int lines;
    /** The record was longer than the limit and the rest of it was passed over. */
    public boolean cut;
    /** The file ends here without a line end: the server may still be writing this record. */
    public boolean unfinished;
    /** The layout of its header; null for text before the first header of a file (goes to rejects). */
    public Layout layout;

    /** Forgets all that a header says; the message begins at {@code start}. */
    void clear(int start) {
        ts = NO_TIME;
        level = null;
        pidStart = pidEnd = start;
        moduleStart = moduleEnd = start;
        functionStart = functionEnd = start;
        arity = -1;
        line = -1;
        messageStart = messageEnd = start;
        lines = 0;
        cut = false;
        unfinished = false;
        layout = null;
    }

    /** Takes over what {@code other}'s header says; not the bytes, the offset and the length. */
    void copyHeader(LogRecord other) {
        ts = other.ts;
        level = other.level;
        pidStart = other.pidStart;
        pidEnd = other.pidEnd;
        moduleStart = other.moduleStart;
        moduleEnd = other.moduleEnd;
        functionStart = other.functionStart;
        functionEnd = other.functionEnd;
        arity = other.arity;
        line = other.line;
        messageStart = other.messageStart;
        messageEnd = other.messageEnd;
        lines = 0;
        layout = other.layout;
        cut = false;
        unfinished = false;
    }

    /** The record's bytes moved {@code by} places to the front of the buffer. */
    void shift(int by) {
        pidStart -= by;
        pidEnd -= by;
        moduleStart -= by;
        moduleEnd -= by;
        functionStart -= by;
        functionEnd -= by;
        messageStart -= by;
        messageEnd -= by;
    }
}
