package org.hangup.log;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Reads text to records as strings, for tests that read like tables. */
public final class Records {
    private Records() {}

    /** What a record says, without its place. */
    public record Row(
            String layout,
            String ts,
            String level,
            String pid,
            String module,
            String function,
            int arity,
            int line,
            String message) {}

    /** A record with its place. */
    public record Placed(long offset, long length, boolean cut, boolean unfinished, Row row) {}

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static List<Row> rows(String text, ZoneId zone, LocalDate date) {
        var rows = new ArrayList<Row>();
        for (Placed p : all(new RecordReader(new ByteArrayInputStream(bytes(text)), "", zone, date))) {
            rows.add(p.row());
        }
        return rows;
    }

    /** The records of a split, as a task reads it. */
    public static List<Placed> split(byte[] file, int from, int to, String layout, ZoneId zone, LocalDate date) {
        int position = Math.max(0, from - 1);
        var in = new ByteArrayInputStream(file, position, file.length - position);
        return all(new RecordReader(in, from, to, layout, zone, date));
    }

    public static List<Placed> all(RecordReader reader) {
        var rows = new ArrayList<Placed>();
        var r = new LogRecord();
        while (reader.next(r)) {
            rows.add(new Placed(r.offset, r.length, r.cut, r.unfinished, row(r)));
        }
        return rows;
    }

    static Row row(LogRecord r) {
        return new Row(
                r.layout == null ? null : r.layout.name(),
                r.ts == LogRecord.NO_TIME
                        ? null
                        : Instant.EPOCH.plusNanos(r.ts * 1000).toString(),
                r.level,
                text(r, r.pidStart, r.pidEnd),
                text(r, r.moduleStart, r.moduleEnd),
                text(r, r.functionStart, r.functionEnd),
                r.arity,
                r.line,
                text(r, r.messageStart, r.messageEnd));
    }

    private static String text(LogRecord r, int from, int to) {
        return new String(r.bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
