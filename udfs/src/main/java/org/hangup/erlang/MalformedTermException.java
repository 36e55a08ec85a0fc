package org.hangup.erlang;

/**
 * A text is no Erlang term. It carries no stack trace: the text is at fault, not a line of this program, and functions
 * over millions of rows must be able to meet it cheaply.
 */
public final class MalformedTermException extends RuntimeException {
    private final int offset;
    private final String reason;

    MalformedTermException(int offset, String reason) {
        super("malformed Erlang term at byte " + offset + ": " + reason, null, false, false);
        this.offset = offset;
        this.reason = reason;
    }

    /** Where in the text, in bytes from 0. */
    public int offset() {
        return offset;
    }

    /** What is wrong there, in a few words. */
    public String reason() {
        return reason;
    }
}
