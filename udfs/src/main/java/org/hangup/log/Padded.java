package org.hangup.log;

/** Blanks that an editor or a terminal put behind every line: so many, or (0) as many as there are. */
final class Padded extends Pasted {
    static final String KIND = "padded";

    private final int blanks;

    Padded(int blanks) {
        this.blanks = blanks;
    }

    @Override
    public String name() {
        return KIND + ":" + blanks;
    }

    @Override
    public int strip(byte[] b, int from, int to, Clock clock, Outside out) {
        int least = blanks == 0 ? from : Math.max(from, to - blanks);
        int end = to;
        while (end > least && (b[end - 1] == ' ' || b[end - 1] == '\t')) {
            end--;
        }
        out.end = end;
        return from;
    }
}
