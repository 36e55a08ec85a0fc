package org.hangup.jobs.people;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Places in a message, and what is to stand there. */
final class Ranges {
    @SuppressWarnings("ArrayRecordComponent")
    private record Range(int to, byte[] text) {}

    private final byte[] b;
    private final int begin;
    private final int end;
    private final TreeMap<Integer, Range> ranges = new TreeMap<>();

    Ranges(byte[] b, int begin, int end) {
        this.b = b;
        this.begin = begin;
        this.end = end;
    }

    /** Puts a text in the place of bytes [from, to); nothing if it is null, or if another range is there. */
    void replace(int from, int to, byte[] text) {
        Map.Entry<Integer, Range> before = ranges.lowerEntry(to);
        boolean free =
                before == null || (before.getKey() < from && before.getValue().to() <= from);
        if (text != null && from < to && from >= begin && to <= end && free) {
            ranges.put(from, new Range(to, text));
        }
    }

    /** Puts a text in the place of another, where that stands. */
    void replaceText(byte[] old, byte[] text) {
        int at = new String(b, begin, end - begin, ISO_8859_1).indexOf(new String(old, ISO_8859_1));
        if (old.length > 0 && at >= 0) {
            replace(begin + at, begin + at + old.length, text);
        }
    }

    /** The message, with what lies between the ranges changed by a function. */
    byte[] joined(UnaryOperator<String> between) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = begin;
        for (Map.Entry<Integer, Range> range : ranges.entrySet()) {
            put(at, range.getKey(), between, out);
            out.writeBytes(range.getValue().text());
            at = range.getValue().to();
        }
        put(at, end, between, out);
        return out.toByteArray();
    }

    private void put(int from, int to, UnaryOperator<String> between, ByteArrayOutputStream out) {
        if (from < to) {
            out.writeBytes(between.apply(new String(Arrays.copyOfRange(b, from, to), UTF_8))
                    .getBytes(UTF_8));
        }
    }
}
