package org.hangup.log;

import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Reads one record that stands alone in a text, header and continuation lines; any layout. Not for several threads.
 */
public final class RecordParser {
    private final ZoneId zone;
    private final LocalDate date;
    private final Layout[] layouts = Layouts.beside(null);
    private byte[] buffer = new byte[1 << 12];

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
        int start = Prompt.end(b, Prompt.afterMark(b, line, w), w);
        Layout layout = layout(b, start, w, r);
        if (layout == null) {
            return false;
        }
        for (int next = end + 1; next < length; next = end + 1) {
            end = lineEnd(b, next, length);
            int stripped = Strip.colours(b, next, end);
            b[w++] = '\n';
            System.arraycopy(b, next, b, w, stripped - next);
            w += stripped - next;
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

    private Layout layout(byte[] b, int from, int to, LogRecord r) {
        if (from < to) {
            var clock = new Clock(zone, date);
            for (Layout layout : layouts) {
                if (layout.header(b, from, to, clock, r)) {
                    return layout;
                }
            }
        }
        return null;
    }

    private static int lineEnd(byte[] b, int from, int to) {
        int end = Ascii.indexOf(b, from, to, '\n');
        return end < 0 ? to : end;
    }
}
