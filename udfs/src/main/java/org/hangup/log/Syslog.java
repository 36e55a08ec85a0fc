package org.hangup.log;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * A line of syslog or the journal: a time, a host, a program, and what the program wrote. Lines of other hosts and programs are passed
 * over.
 */
abstract class Syslog implements Wrapper {
    private static final int LONGEST = 64;

    private final String name;
    private final String host;
    private final byte[] hostBytes;
    private final byte[] program;

    /** @param source {@code host/program}; without a host, where the kind prints none, {@code program} */
    Syslog(String kind, String source) {
        int slash = source.indexOf('/');
        this.name = kind + ":" + source;
        this.host = slash < 0 ? "" : source.substring(0, slash);
        this.hostBytes = host.getBytes(StandardCharsets.UTF_8);
        this.program = source.substring(slash + 1).getBytes(StandardCharsets.UTF_8);
    }

    /** The wrapper of that kind with the program that a line names, or null if the line is of another kind. */
    static Syslog of(Function<String, Syslog> kind, byte[] b, int from, int to, Clock clock) {
        return kind.apply("").any(b, from, to, clock);
    }

    /** The wrapper of this kind with the host and the program that a line names, or null if the line is of another kind. */
    private Syslog any(byte[] b, int from, int to, Clock clock) {
        int host = host(b, from, to, clock, new Outside());
        int begin = host < 0 ? -1 : programStart(b, host, to);
        int end = begin < 0 ? -1 : programEnd(b, begin, to);
        if (end <= begin) {
            return null;
        }
        String prefix = begin == host ? "" : text(b, host, begin - 1) + "/";
        String source = prefix + text(b, begin, end);
        // these part the names of wrappers, and the host from the program
        boolean odd = source.indexOf('+') >= 0 || prefix.indexOf('/') < prefix.length() - 1;
        return odd ? null : with(source);
    }

    private static String text(byte[] b, int from, int to) {
        return new String(b, from, to - from, StandardCharsets.UTF_8);
    }

    /** The same kind with another host and program. */
    abstract Syslog with(String source);

    /** Where the host begins behind the time, which goes to {@code out}; or -1. */
    abstract int host(byte[] b, int from, int to, Clock clock, Outside out);

    /** Where the program begins behind the host that begins at {@code host}, or -1. */
    int programStart(byte[] b, int host, int to) {
        return behindWord(b, host, to);
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
        int named = host(b, from, to, clock, out);
        int begin = named < 0 ? -1 : programStart(b, named, to);
        int end = begin < 0 ? -1 : programEnd(b, begin, to);
        int line = end < 0 ? -1 : lineStart(b, end, to);
        if (line < 0) {
            return JournalMarker.is(b, from, to) ? OTHER : NONE;
        }
        boolean own = Ascii.equal(b, begin, end, program)
                && (hostBytes.length == 0 || Ascii.equal(b, named, begin - 1, hostBytes));
        return own ? line : OTHER;
    }

    @Override
    public String server() {
        return host;
    }

    @Override
    public Wrapper ofOther(byte[] b, int from, int to, Clock clock) {
        Syslog other = any(b, from, to, clock);
        return other == null || other.host.equals(host) ? null : other;
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
