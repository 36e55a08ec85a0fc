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
    /** Microseconds since the epoch, UTC, or {@link #NO_TIME}. */
    public long ts = NO_TIME;
    /** The level as the log prints it ({@code info}, {@code warning}, ...), or null. */
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
    /** The message with its continuation lines, without the last line end. */
    public int messageStart;

    public int messageEnd;
    /** The record was longer than the limit and the rest of it was passed over. */
    public boolean cut;
    /** The layout of its header; null for text before the first header of a file (goes to rejects). */
    public Layout layout;
}
