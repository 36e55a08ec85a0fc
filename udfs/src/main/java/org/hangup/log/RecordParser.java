package org.hangup.log;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;

/**
 * Reads one record that stands alone in a text, header and continuation lines; any layout, wrapped or not. Not for several threads.
 */
public final class RecordParser {
    private final ZoneId zone;
    private final LocalDate date;
    private final Layout[] layouts = Layouts.beside(null);
    private byte[] buffer = new byte[1 << 12];
    private Wrapping wrapping;

    /**
     * @param zone what times without offset mean
     * @param date the day of records that print none; null: they have no time
     */
    public RecordParser(ZoneId zone, LocalDate date) {
        this.zone = zone;
        this.date = date;
    }

    /**
     * Fills {@code r} with the record that [from, to) holds; its bytes are a copy without colours, carriage returns and
     * prompt.
     *
     * @return false if the first line that is not empty is no header of any layout; {@code r} is of no use then
     */
    public boolean parse(byte[] text, int from, int to, LogRecord r) {
        if (buffer.length < to - from) {
            buffer = new byte[Math.max(to - from, buffer.length * 2)];
        }
        byte[] b = buffer;
        System.arraycopy(text, from, b, 0, to - from);
        int length = to - from;
        int line = 0;
        while (line < length && (b[line] == '\n' || b[line] == '\r')) {
            line++;
        }
        int end = lineEnd(b, line, length);
        int w = Strip.colours(b, line, end);
        var clock = new Clock(zone, date);
        wrapping = null;
        Layout layout = layout(b, Prompt.afterMark(b, line, w), w, clock, r);
        if (layout == null) {
            return false;
        }
        w = wrapping == null ? w : wrapping.outside.end;
        for (int next = end + 1; next < length; next = end + 1) {
            end = lineEnd(b, next, length);
            int stripped = Strip.colours(b, next, end);
            int start = wrapping == null ? next : wrapping.strip(b, next, stripped, clock);
            if (start == Wrapper.OTHER) {
                continue;
            }
            int stop = start < 0 || wrapping == null ? stripped : wrapping.outside.end;
            start = Math.max(start, next);
            b[w++] = '\n';
            System.arraycopy(b, start, b, w, stop - start);
            w += stop - start;
        }
        while (w > r.messageStart && b[w - 1] == '\n') {
            w--;
        }
        r.bytes = b;
        r.offset = 0;
        r.length = length;
        r.layout = layout;
        r.messageEnd = w;
        layout.complete(r);
        return true;
    }

    private Layout layout(byte[] b, int from, int to, Clock clock, LogRecord r) {
        Layout plain = plain(b, Prompt.end(b, from, to), to, clock, r);
        if (plain != null || from == to) {
            return plain;
        }
        for (Wrapping candidate : Wrapping.of(b, from, to, clock)) {
            byte[] copy = Arrays.copyOfRange(b, from, to);
            int text = candidate.strip(copy, 0, copy.length, clock);
            int end = candidate.outside.end;
            clock.outside(candidate.outside);
            Layout inner = text < 0 ? null : plain(copy, Prompt.end(copy, text, end), end, clock, r);
            if (inner != null) {
                System.arraycopy(copy, 0, b, from, copy.length);
                plain(b, from + Prompt.end(copy, text, end), from + end, clock, r);
                candidate.outside.end = from + end;
                wrapping = candidate;
                return new Wrapped(candidate, inner);
            }
        }
        return null;
    }

    private Layout plain(byte[] b, int from, int to, Clock clock, LogRecord r) {
        for (Layout layout : layouts) {
            if (layout.header(b, from, to, clock, r)) {
                return layout;
            }
        }
        return null;
    }

    private static int lineEnd(byte[] b, int from, int to) {
        int end = Ascii.indexOf(b, from, to, '\n');
        return end < 0 ? to : end;
    }
}
