package org.hangup.log;

/**
 * How an era of ejabberd writes the header of a record. One small class each; without state, so that a line is judged
 * the same wherever a split begins. No two layouts recognise the same line.
 */
public interface Layout {
    /** The name that the column {@code layout} shows: {@code otp}, {@code lager}, {@code lager_console}, ... */
    String name();

    /** The versions of ejabberd that write it, in words. */
    String versions();

    /**
     * Reads the header at the start of a line.
     *
     * @param b the line's bytes are {@code [from, to)}, without line end, colours and shell prompt
     * @param clock turns what is printed into microseconds UTC; only to be asked when all else of the line is right
     * @param out gets ts, level, pid, module, function, arity, line and messageStart; left in any state on false
     * @return whether the line begins a record of this layout; never throws
     */
    boolean header(byte[] b, int from, int to, Clock clock, LogRecord out);

    /** Whether the header prints the day, so that a split may begin anywhere in such a file. */
    default boolean dated() {
        return true;
    }

    /** Whether the header prints its UTC offset; if not, the reader's zone says what the printed time means. */
    default boolean offset() {
        return false;
    }

    /** Whether this is what a terminal shows, where a shell prompt may stand before a record. */
    default boolean console() {
        return false;
    }

    /**
     * Takes what the layout prints behind the first line (the two-line reports of ejabberd 2.x) out of the whole
     * record; called once it is complete.
     */
    default void complete(LogRecord record) {}
}
