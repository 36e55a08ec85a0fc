package org.hangup.log;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** A line of syslog or the journal: a time, a host, a program, and what the program wrote. Lines of other programs are passed over. */
abstract class Syslog implements Wrapper {
    private static final int LONGEST = 64;

    private final String name;
    private final byte[] program;

    Syslog(String kind, String program) {
        this.name = kind + ":" + program;
        this.program = program.getBytes(StandardCharsets.UTF_8);
    }

    /** The wrapper of that kind with the program that a line names, or null if the line is of another kind. */
    static Syslog of(Function<String, Syslog> kind, byte[] b, int from, int to, Clock clock) {
        Syslog any = kind.apply("");
        int begin = any.program(b, from, to, clock, new Outside());
        int end = begin < 0 ? -1 : any.programEnd(b, begin, to);
        // the plus sign parts the wrappers' names
        return end <= begin || Ascii.indexOf(b, begin, end, '+') >= 0
                ? null
                : kind.apply(new String(b, begin, end - begin, StandardCharsets.UTF_8));
    }

    /** Where the host begins behind the time, which goes to {@code out}; or -1. */
    abstract int host(byte[] b, int from, int to, Clock clock, Outside out);

    /** Where the program begins behind time and host, or -1. */
    int program(byte[] b, int from, int to, Clock clock, Outside out) {
        int host = host(b, from, to, clock, out);
        return host < 0 ? -1 : behindWord(b, host, to);
    }

    /** The end of the program that begins at {@code from}, or -1: {@code program[123]: } or {@code program: }. */
    int programEnd(byte[] b, int from, int to) {
        int i = from;
        while (i < to && i - from < LONGEST && b[i] > ' ' && b[i] != '[' && b[i] != ':') {
            i++;
        }
        return i > from && i < to && (b[i] == '[' || b[i] == ':') ? i : -1;
    }

    /** Where the line begins behind a program that ends at {@code end}, or -1. */
    int lineStart(byte[] b, int end, int to) {
        int i = end;
        if (b[i] == '[') {
            i = Ascii.indexOf(b, i, Math.min(to, i + LONGEST), ']') + 1;
            if (i == 0) {
                return -1;
            }
        }
        if (i >= to || b[i] != ':') {
            return -1;
        }
        return i + 1 < to && b[i + 1] == ' ' ? i + 2 : i + 1;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int strip(byte[] b, int from, int to, Clock clock, Outside out) {
        int begin = program(b, from, to, clock, out);
        int end = begin < 0 ? -1 : programEnd(b, begin, to);
        int line = end < 0 ? -1 : lineStart(b, end, to);
        if (line < 0) {
            return JournalMarker.is(b, from, to) ? OTHER : NONE;
        }
        return end - begin == program.length && Ascii.startsWith(b, begin, to, program) ? line : OTHER;
    }

    /** The place behind the word at {@code from} and its blank, or -1. */
    static int behindWord(byte[] b, int from, int to) {
        int blank = Ascii.indexOf(b, from, to, ' ');
        return blank <= from ? -1 : blank + 1;
    }

    /** The place behind {@code <30>}, or {@code from}. */
    static int priorityEnd(byte[] b, int from, int to) {
        if (from >= to || b[from] != '<') {
            return from;
        }
        int end = Ascii.indexOf(b, from, Math.min(to, from + 5), '>');
        return end > 0 && Ascii.numberIn(b, from + 1, end) >= 0 ? end + 1 : from;
    }
}
