package org.hangup.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One JSON object a line (RFC 8259), in any order of its keys and any spacing: docker's json-file driver, fluent-bit, vector, logcli,
 * filebeat, journalctl -o json, and fluentd's files, where time and tag stand before the object. The record's line is the string of
 * {@code log}, {@code message}, {@code MESSAGE}, {@code line}; the collector's time, its stream and its program or container are read beside it.
 *
 * <p>In docker's own files (keys log, stream and time, and none that names a container) a line that does not end in a line feed was cut at 16 KiB and goes on in the next of its
 * stream; others say so by {@code logtag} or {@code partial_message}.
 */
final class JsonLine implements Wrapper {
    static final String DOCKER = "docker_json";
    static final String KIND = "json";

    private static final int DEEPEST = 32;
    private static final byte[][] TEXTS =
            keys("log", "message", "MESSAGE", "line", "msg", "textPayload", "_raw", "text", "body");
    private static final byte[][] TIMES = keys(
            "time",
            "_SOURCE_REALTIME_TIMESTAMP",
            "__REALTIME_TIMESTAMP",
            "@timestamp",
            "timestamp",
            "date",
            "ts",
            "_time");
    private static final byte[][] STREAMS = keys("stream", "source");
    private static final byte[][] CONTAINERS =
            keys("CONTAINER_NAME", "container_name", "container", "SYSLOG_IDENTIFIER");
    /** The last of the {@link #CONTAINERS} is a program. */
    private static final int PROGRAM = 3;

    private static final byte[][] HOSTS = keys("_HOSTNAME", "hostname", "host");
    private static final byte[][] PODS = keys("pod_name", "pod");
    private static final byte[][] PARTS = keys("logtag", "partial_message", "CONTAINER_PARTIAL_MESSAGE");
    private static final byte[] SOURCE = ascii("_source");
    private static final byte[] STDOUT = ascii("stdout");
    private static final byte[] STDERR = ascii("stderr");
    private static final byte[] TRUE = ascii("true");

    private final String kind;
    private final byte[] program;

    /** What the line that was looked at last holds: places of values, the quotes not with them. */
    private final Span text = new Span();

    private final Span time = new Span();
    private final Span container = new Span();
    private final Span pod = new Span();
    private final Span host = new Span();
    private int stream;
    private boolean partial;
    /** Whether the line says that it is a piece, or that it is none. */
    private boolean partTold;

    private static final class Span {
        int rank;
        int from;
        int to;
        boolean array;

        void clear() {
            rank = Integer.MAX_VALUE;
        }

        boolean found() {
            return rank < Integer.MAX_VALUE;
        }

        String text(byte[] b) {
            return found() ? new String(b, from, to - from, StandardCharsets.UTF_8) : "";
        }

        void offer(int offered, int begin, int end, boolean isArray) {
            if (offered >= 0 && offered < rank) {
                rank = offered;
                from = begin;
                to = end;
                array = isArray;
            }
        }
    }

    /**
     * @param kind {@link #DOCKER} or {@link #KIND}
     * @param program lines of others are passed over: {@code pod/container}, {@code host/program}, or a container; empty: all count
     */
    JsonLine(String kind, String program) {
        this.kind = kind;
        this.program = program.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[][] keys(String... names) {
        byte[][] keys = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            keys[i] = ascii(names[i]);
        }
        return keys;
    }

    @Override
    public String name() {
        return program.length == 0 ? kind : kind + ":" + new String(program, StandardCharsets.UTF_8);
    }

    @Override
    public boolean dated() {
        return true;
    }

    @Override
    public boolean cuts() {
        return true;
    }

    @Override
    public boolean longLines() {
        return true;
    }

    /** The wrapper of such a line, or null if it is none. */
    static Wrapper of(byte[] b, int from, int to, Clock clock) {
        var any = new JsonLine(KIND, "");
        if (!any.read(b, from, to, clock, new Outside())) {
            return null;
        }
        byte[] word = any.word(b);
        if (any.isDockers() && word.length == 0) {
            return new JsonLine(DOCKER, "");
        }
        String named = new String(word, StandardCharsets.UTF_8);
        // the plus sign parts the wrappers' names
        return new JsonLine(KIND, named.indexOf('+') >= 0 ? "" : named);
    }

    @Override
    public String server() {
        return server(new String(program, StandardCharsets.UTF_8));
    }

    private static String server(String program) {
        int slash = program.indexOf('/');
        return slash < 0 ? program : program.substring(0, slash);
    }

    @Override
    public Wrapper ofOther(byte[] b, int from, int to, Clock clock) {
        Wrapper other = of(b, from, to, clock);
        boolean another =
                other != null && !other.server().isEmpty() && !other.server().equals(server());
        return another ? other : null;
    }

    @Override
    public int strip(byte[] b, int from, int to, Clock clock, Outside out) {
        if (!read(b, from, to, clock, out)) {
            return NONE;
        }
        if (program.length > 0) {
            byte[] word = word(b);
            if (!Arrays.equals(word, program)) {
                return OTHER;
            }
        }
        int end = text.array ? bytes(b, text.from, text.to) : JsonString.decode(b, text.from, text.to);
        boolean ended = end > text.from && b[end - 1] == '\n';
        out.partial = partTold ? partial : isDockers() && program.length == 0 && !ended;
        out.stream = stream;
        out.end = Strip.colours(b, text.from, ended ? end - 1 : end);
        return text.from;
    }

    private boolean isDockers() {
        return text.rank == 0 && stream > 0 && time.rank == 0;
    }

    private byte[] word(byte[] b) {
        String name = container.text(b);
        String word;
        if (pod.found()) {
            word = name.isEmpty() ? pod.text(b) : pod.text(b) + "/" + name;
        } else if (host.found() && container.rank == PROGRAM) {
            word = host.text(b) + "/" + name;
        } else {
            word = host.found() && !name.isEmpty() ? host.text(b) + ":" + name : name;
        }
        return word.getBytes(StandardCharsets.UTF_8);
    }

    private boolean read(byte[] b, int from, int to, Clock clock, Outside out) {
        text.clear();
        time.clear();
        container.clear();
        pod.clear();
        host.clear();
        stream = 0;
        partial = false;
        partTold = false;
        int begin = from;
        if (begin < to && b[begin] != '{') {
            begin = behindTag(b, from, to, clock, out);
        }
        if (begin < 0 || begin >= to || b[begin] != '{' || object(b, begin, to, 0) < 0 || !text.found()) {
            return false;
        }
        return !time.found() || readTime(b, clock, out);
    }

    /** fluentd's file: {@code TIME tab TAG tab OBJECT}. */
    private static int behindTag(byte[] b, int from, int to, Clock clock, Outside out) {
        int end = IsoTime.read(b, from, to, clock, out);
        if (end < 0 || end >= to || b[end] != '\t') {
            return -1;
        }
        int tab = Ascii.indexOf(b, end + 1, to, '\t');
        return tab < 0 ? -1 : tab + 1;
    }

    private boolean readTime(byte[] b, Clock clock, Outside out) {
        if (IsoTime.read(b, time.from, time.to, clock, out) >= 0) {
            return true;
        }
        long whole = 0;
        int i = time.from;
        while (i < time.to && i - time.from < 18 && Ascii.digit(b[i])) {
            whole = whole * 10 + (b[i++] - '0');
        }
        int digits = i - time.from;
        if (digits < 9) {
            return false;
        }
        long micros = 0;
        if (digits < 12) {
            micros = whole * 1_000_000L;
            long unit = 100_000;
            for (i++; i < time.to && Ascii.digit(b[i]); i++) {
                micros += (b[i] - '0') * unit;
                unit /= 10;
            }
        } else {
            micros = digits < 15 ? whole * 1000 : digits < 18 ? whole : whole * 10 / 1000;
        }
        out.ts = micros;
        return true;
    }

    /** Reads the object that begins at {@code from}; the place behind it, or -1. */
    private int object(byte[] b, int from, int to, int depth) {
        int i = blanks(b, from + 1, to);
        if (depth > DEEPEST) {
            return -1;
        }
        if (i < to && b[i] == '}') {
            return i + 1;
        }
        while (i < to && b[i] == '"') {
            int key = i + 1;
            int behind = JsonString.end(b, i, to);
            int keyEnd = behind - 1;
            i = behind < 0 ? to : blanks(b, behind, to);
            if (i >= to || b[i] != ':') {
                return -1;
            }
            i = value(b, blanks(b, i + 1, to), to, depth, key, keyEnd);
            i = i < 0 ? to : blanks(b, i, to);
            if (i < to && b[i] == '}') {
                return i + 1;
            }
            if (i >= to || b[i] != ',') {
                return -1;
            }
            i = blanks(b, i + 1, to);
        }
        return -1;
    }

    private int value(byte[] b, int from, int to, int depth, int key, int keyEnd) {
        if (from >= to) {
            return -1;
        }
        switch (b[from]) {
            case '"' -> {
                int end = JsonString.end(b, from, to);
                if (end >= 0) {
                    string(b, from + 1, end - 1, depth, key, keyEnd);
                }
                return end;
            }
            case '{' -> {
                return object(b, from, to, depth == 0 && Ascii.equal(b, key, keyEnd, SOURCE) ? 0 : depth + 1);
            }
            case '[' -> {
                int end = JsonString.valueEnd(b, from, to);
                if (end >= 0 && depth == 0) {
                    int rank = rank(b, key, keyEnd, TEXTS);
                    text.offer(isBytes(b, from + 1, end - 1) ? rank : -1, from + 1, end - 1, true);
                }
                return end;
            }
            default -> {
                int end = from;
                while (end < to && b[end] > ' ' && b[end] != ',' && b[end] != '}' && b[end] != ']') {
                    end++;
                }
                if (depth == 0) {
                    time.offer(rank(b, key, keyEnd, TIMES), from, end, false);
                    part(b, from, end, rank(b, key, keyEnd, PARTS));
                }
                return end == from ? -1 : end;
            }
        }
    }

    private void string(byte[] b, int from, int to, int depth, int key, int keyEnd) {
        if (depth < 2) {
            boolean rooted = from < to && b[from] == '/'; // docker's own names of containers
            container.offer(rank(b, key, keyEnd, CONTAINERS), rooted ? from + 1 : from, to, false);
            pod.offer(rank(b, key, keyEnd, PODS), from, to, false);
        }
        if (depth > 0) {
            return;
        }
        text.offer(rank(b, key, keyEnd, TEXTS), from, to, false);
        host.offer(rank(b, key, keyEnd, HOSTS), from, to, false);
        time.offer(rank(b, key, keyEnd, TIMES), from, to, false);
        if (rank(b, key, keyEnd, STREAMS) >= 0) {
            stream = Ascii.equal(b, from, to, STDOUT) ? 1 : Ascii.equal(b, from, to, STDERR) ? 2 : stream;
        }
        part(b, from, to, rank(b, key, keyEnd, PARTS));
    }

    private void part(byte[] b, int from, int to, int rank) {
        partTold |= rank >= 0;
        partial |= rank == 0 ? to == from + 1 && b[from] == 'P' : rank > 0 && Ascii.equal(b, from, to, TRUE);
    }

    private static int rank(byte[] b, int from, int to, byte[][] names) {
        for (int i = 0; i < names.length; i++) {
            if (Ascii.equal(b, from, to, names[i])) {
                return i;
            }
        }
        return -1;
    }

    private static int blanks(byte[] b, int from, int to) {
        int i = from;
        while (i < to && (b[i] == ' ' || b[i] == '\t' || b[i] == '\r')) {
            i++;
        }
        return i;
    }

    /** Text that is no UTF-8 is an array of bytes in the journal. */
    private static boolean isBytes(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Ascii.digit(b[i]) && b[i] != ',' && b[i] != ' ') {
                return false;
            }
        }
        return to > from;
    }

    private static int bytes(byte[] b, int from, int to) {
        int out = from;
        int n = -1;
        for (int i = from; i <= to; i++) {
            if (i < to && Ascii.digit(b[i])) {
                n = Math.max(n, 0) * 10 + b[i] - '0';
            } else if (n >= 0) {
                b[out++] = (byte) n;
                n = -1;
            }
        }
        return out;
    }
}
