package org.hangup.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The records of a file, or of a split of it. A split owns the records whose header line begins in [start, end), and
 * reads over its end to finish the last of them; so any splits of a file give the records of one reading. (Not so where
 * time depends on what came before: layouts without a day, and a repeated hour; see {@link Clock#repeatsAnHour}.) Where a
 * wrapper cuts long lines into pieces, the line before tells whether one is a piece; there a split owns the records for
 * which the line before the header begins in it.
 *
 * <p>Carriage returns at line ends, ANSI colours, a byte order mark, NUL bytes in front of a line (left by copytruncate),
 * the journal's own lines between its entries and, on consoles, the Erlang shell's prompt are taken out. A record over
 * {@link #LONGEST} bytes is cut and marked.
 * Nothing in the bytes makes this throw; what breaks a stream ends the records, and {@link #problem} tells.
 *
 * <p>Not for several threads.
 */
public final class RecordReader implements Closeable {
    /** Bytes of a record that are kept: 1 MiB. */
    public static final int LONGEST = 1 << 20;

    private static final Wrapper.Outside NOTHING = new Wrapper.Outside();

    private final InputStream in;
    private final LineBuffer lines;
    private final LogLines source;
    private final long start;
    private final long end;
    private final Clock clock;
    private Layout[] layouts;
    private Layout current;
    private boolean settled;
    private boolean begun;

    /** The first line of the record to come, if there is one: a header, or (layout null) text before any. */
    private final LogRecord head = new LogRecord();

    private boolean headFound;
    private int headFrom;
    private int headTo;
    private long headOffset;
    private long headPlace;
    private int headStream;
    /** The stream of the record that is being read. */
    private int stream;

    /**
     * Reads a split.
     *
     * @param in the uncompressed bytes of the file from {@code max(0, start - 1)} on
     * @param start first byte of the split
     * @param end the byte behind it; {@link Long#MAX_VALUE} for the rest of the file
     * @param layout the name of the file's first layout, "" if unknown (then the file must not be split)
     * @param zone what times without offset mean
     * @param date the day of the file's first record, for layouts without one; may be null
     */
    public RecordReader(InputStream in, long start, long end, String layout, ZoneId zone, LocalDate date) {
        this(in, start, end, layout, new Clock(zone, date));
    }

    /** Reads a split with a clock of its own, that no other reader has. */
    public RecordReader(InputStream in, long start, long end, String layout, Clock clock) {
        this.in = in;
        this.start = start;
        this.end = end;
        this.lines = new LineBuffer(in, Math.max(0, start - 1));
        this.clock = clock;
        this.source = new LogLines(lines, clock);
        expect(Layouts.named(layout));
    }

    /** Reads a whole file. */
    public RecordReader(InputStream in, String layout, ZoneId zone, LocalDate date) {
        this(in, 0, Long.MAX_VALUE, layout, zone, date);
    }

    /** Fills {@code r} with the next record; false when there is none. */
    public boolean next(LogRecord r) {
        if (!begun) {
            begun = true;
            findFirst();
        }
        if (!headFound || headPlace >= end) {
            headFound = false;
            return false;
        }
        headFound = false;
        r.copyHeader(head);
        r.offset = headOffset;
        stream = headStream;
        lines.keepFrom = headFrom;
        lines.keepTo = headTo;
        join(r);
        return true;
    }

    /** Lines so far that were passed over: of other programs and streams, and those that nobody's wrapper is on. */
    public long foreign() {
        return source.foreign;
    }

    /** Zeros in front of lines so far that were skipped; a crash, or a cut while the server wrote on, leaves blocks of them. */
    public long zeros() {
        return source.zeros;
    }

    /** Some of the lines that were passed over, as text, cut to a terminal's width. */
    public List<String> foreignLines() {
        return List.copyOf(source.samples());
    }

    /**
     * Other servers whose records stand in the file so far, as their wrapper's word tells: the layout that reads each of them alone, and
     * how many of the lines are its.
     */
    public Map<String, Long> otherServers() {
        return Map.copyOf(source.others.lines());
    }

    /** What broke the stream before its end, or null; known once {@link #next} returned false. */
    public String problem() {
        IOException failure = lines.failure();
        if (failure == null) {
            return null;
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** Whether the problem is none of the bytes. */
    public boolean readFailed() {
        return lines.failure() instanceof ReadFailedException;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void expect(Layout layout) {
        current = layout;
        layouts = Layouts.beside(layout);
        settled = Layouts.settles(layout);
        source.expect(layout instanceof Wrapped wrapped ? wrapped.wrapping() : null);
    }

    /** Finds the split's first header; before it, text is a record of its own at the file's start, else the split before owns it. */
    private void findFirst() {
        boolean more = true;
        if (start > 0) {
            do {
                more = lines.next();
            } while (more && !lines.ended);
            more = more && source.lead();
        }
        while (more && source.next() && (start == 0 || source.place() < end)) {
            if (source.first && header()) {
                return;
            }
            if (start == 0 && lines.to > lines.from && !JournalMarker.is(lines.bytes, lines.from, lines.to)) {
                head.clear(lines.from);
                found();
                return;
            }
        }
    }

    /** Adds to {@code r} all lines up to the next header, which becomes the head. */
    private void join(LogRecord r) {
        boolean ended = lines.ended;
        while (true) {
            boolean more = source.next();
            if (lines.moved != 0) {
                r.shift(lines.moved);
                lines.moved = 0;
            }
            if (!more) {
                r.unfinished = !ended && lines.failure() == null;
                break;
            }
            if (source.first && header()) {
                break;
            }
            append(r);
            ended = lines.ended;
        }
        r.bytes = lines.bytes;
        r.start = lines.keepFrom;
        r.length = (headFound ? headOffset : lines.offset()) - r.offset;
        int to = lines.keepTo;
        while (to > r.messageStart && r.bytes[to - 1] == '\n') {
            to--;
        }
        r.messageEnd = to;
        if (r.layout != null) {
            r.layout.complete(r);
        }
    }

    private void append(LogRecord r) {
        if (source.stream != stream || source.foreign()) {
            if (source.first) {
                source.passOver();
            }
            return;
        }
        r.lines += source.first ? 1 : 0;
        if (r.cut || (source.first && (promptOnly(r) || markerBeforeAll(r)))) {
            return;
        }
        int newline = source.first ? 1 : 0;
        int room = LONGEST - (lines.keepTo - lines.keepFrom) - newline;
        int length = lines.to - lines.from;
        if (length > room) {
            r.cut = true;
            if (room <= 0) {
                return;
            }
            length = room;
        }
        byte[] b = lines.bytes;
        if (source.first) {
            b[lines.keepTo++] = '\n';
        }
        if (lines.keepTo != lines.from) {
            System.arraycopy(b, lines.from, b, lines.keepTo, length);
        }
        lines.keepTo += length;
    }

    /** Whether the line is a header; it becomes the head then. */
    private boolean header() {
        int from = lines.from;
        int to = lines.to;
        if (from == to || source.bare()) {
            return false;
        }
        if (current != null && current.header(lines.bytes, from, to, clock, head)) {
            head.layout = current;
            found();
            return true;
        }
        return otherHeader(from, to);
    }

    private boolean otherHeader(int from, int to) {
        byte[] b = lines.bytes;
        byte c = b[from];
        int text = c == '(' ? Prompt.end(b, from, to) : source.offset == 0 ? Prompt.afterMark(b, from, to) : from;
        if (text == to) {
            return false;
        }
        if (!Ascii.digit(b[text]) && b[text] != '=' && (current != null || (b[text] != 'w' && b[text] != '{'))) {
            return current == null && wrappedHeader(text, to);
        }
        for (Layout layout : layouts) {
            if ((c != '(' || layout.console()) && layout.header(b, text, to, clock, head)) {
                if (settled) {
                    current = layout;
                } else if (layout != current) {
                    expect(layout);
                }
                head.layout = layout;
                lines.from = text;
                found();
                return true;
            }
        }
        return current == null && wrappedHeader(text, to);
    }

    /** As long as no header was seen: whether there is one behind a wrapper, which then is the file's. */
    private boolean wrappedHeader(int from, int to) {
        for (Wrapping candidate : Wrapping.of(lines.bytes, from, to, clock)) {
            // some are undone in place: the line itself is touched only when it is known to be one of these
            byte[] copy = Arrays.copyOfRange(lines.bytes, from, to);
            int text = candidate.strip(copy, 0, copy.length, clock);
            if (text < 0) {
                continue;
            }
            int end = candidate.outside.end;
            clock.outside(candidate.outside);
            int inner = Prompt.end(copy, text, end);
            for (Layout layout : layouts) {
                if ((inner == text || layout.console()) && layout.header(copy, inner, end, clock, head)) {
                    System.arraycopy(copy, 0, lines.bytes, from, copy.length);
                    layout.header(lines.bytes, from + inner, from + end, clock, head);
                    expect(new Wrapped(candidate, layout));
                    source.found(candidate);
                    head.layout = current;
                    lines.from = from + inner;
                    lines.to = from + end;
                    found();
                    return true;
                }
            }
        }
        clock.outside(NOTHING);
        return false;
    }

    private boolean promptOnly(LogRecord r) {
        return lines.from < lines.to
                && lines.bytes[lines.from] == '('
                && r.layout != null
                && r.layout.console()
                && Prompt.end(lines.bytes, lines.from, lines.to) == lines.to;
    }

    /** Behind the first header it is the wrapper that passes over the journal's markers. */
    private boolean markerBeforeAll(LogRecord r) {
        return r.layout == null && JournalMarker.is(lines.bytes, lines.from, lines.to);
    }

    private void found() {
        headFound = true;
        headFrom = lines.from;
        headTo = lines.to;
        headOffset = source.offset;
        headPlace = source.place();
        headStream = source.stream;
    }
}
