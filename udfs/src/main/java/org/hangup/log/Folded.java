package org.hangup.log;

/** Lines that a terminal broke after so many characters, or a mail program at the last blank before; they are joined before anything else. */
final class Folded extends Pasted {
    /** By a terminal. */
    static final String AT_COLUMN = "folded";
    /** By a mail program, at a blank. */
    static final String AT_BLANK = "folded_at_blank";

    private final boolean atBlank;
    private final int width;

    /** @param width characters of the longest line */
    Folded(boolean atBlank, int width) {
        this.atBlank = atBlank;
        this.width = width;
    }

    boolean atBlank() {
        return atBlank;
    }

    int width() {
        return width;
    }

    @Override
    public String name() {
        return (atBlank ? AT_BLANK : AT_COLUMN) + ":" + width;
    }

    @Override
    public int strip(byte[] b, int from, int to, Clock clock, Outside out) {
        return from;
    }
}
