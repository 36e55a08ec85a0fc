package org.hangup.archive;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.hangup.log.Folding;
import org.hangup.log.Layouts;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;

/** The records that stand in the first bytes of a file, and the layout that reads them best. */
final class FirstRecords {
    private static final byte[][] ESCAPED = {ascii("&lt;0."), ascii("Port&lt;")};
    private static final byte[][] PLAIN = {ascii("<0."), ascii("Port<")};
    /** Where only Erlang sets quotation marks, as a word processor and as Erlang does. */
    private static final byte[][] ROUND = {utf8("<<\u201C"), utf8("=\u201C"), utf8("node \u2018")};

    private static final byte[][] STRAIGHT = {ascii("<<\""), ascii("=\""), ascii("node '")};
    /** Fewer lines do not tell what all lines of a file have alike. */
    private static final int FEW = 3;

    private final byte[] sample;
    private final ZoneId zone;
    private String layout = "";
    private long firstTs = LogRecord.NO_TIME;
    /** Bytes before the first record. */
    private long before;

    FirstRecords(byte[] sample, ZoneId zone) {
        this.sample = sample;
        this.zone = zone;
        read();
        if (!layout.isEmpty()) {
            refine();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private RecordReader reader(String name) {
        return new RecordReader(new ByteArrayInputStream(sample), name, zone, null);
    }

    private void read() {
        var reader = reader("");
        var r = new LogRecord();
        while ((layout.isEmpty() || layout.endsWith(Layouts.OTP_REPORTS)) && reader.next(r)) {
            if (r.layout == null) {
                before += r.length;
            } else {
                layout = r.layout.name();
                firstTs = firstTs == LogRecord.NO_TIME ? r.ts : firstTs;
            }
        }
    }

    /** What all lines have alike is told by more than the first record. */
    private void refine() {
        int plus = layout.lastIndexOf('+');
        String inner = layout.substring(plus + 1);
        if (plus >= 0 && records(inner) > records(layout)) {
            // a record without wrapper stands behind the one with it
            layout = inner;
            plus = -1;
        }
        String around = layout.substring(0, plus + 1);
        if (!around.contains("html+") && count(ESCAPED) > 0 && count(PLAIN) == 0) {
            around += "html+";
        }
        if (count(ROUND) > 0 && count(STRAIGHT) == 0) {
            around += "quotes+";
        }
        int blanks = blanksBehindLines();
        if (blanks >= 0) {
            around = "padded:" + blanks + "+" + around;
        }
        String folded = Folding.of(sample, sample.length);
        if (folded != null && records(folded + "+" + around + inner) >= records(around + inner)) {
            around = folded + "+" + around;
        }
        layout = around + inner;
    }

    private int records(String name) {
        var r = new LogRecord();
        int n = 0;
        for (var reader = reader(name); reader.next(r); ) {
            n += r.layout == null ? 0 : 1;
        }
        return n;
    }

    private int count(byte[][] texts) {
        int n = 0;
        for (int i = 0; i < sample.length; i++) {
            for (byte[] text : texts) {
                n += sample[i] == text[0] && matches(i, text) ? 1 : 0;
            }
        }
        return n;
    }

    private boolean matches(int at, byte[] text) {
        int to = at + text.length;
        return to <= sample.length && Arrays.equals(sample, at, to, text, 0, text.length);
    }

    /** How many blanks stand at the end of every line; 0 if differently many; -1 if some line has none. */
    private int blanksBehindLines() {
        int lines = 0;
        int least = Integer.MAX_VALUE;
        int most = 0;
        int begin = 0;
        int length = -1;
        boolean even = true;
        for (int i = 0; i < sample.length; i++) {
            if (sample[i] != '\n') {
                continue;
            }
            int to = i > begin && sample[i - 1] == '\r' ? i - 1 : i;
            int end = to;
            while (end > begin && (sample[end - 1] == ' ' || sample[end - 1] == '\t')) {
                end--;
            }
            if (to > begin) {
                lines++;
                least = Math.min(least, to - end);
                most = Math.max(most, to - end);
                even &= length < 0 || length == to - begin;
                length = to - begin;
            }
            if (least == 0) {
                return -1;
            }
            begin = i + 1;
        }
        return lines < FEW ? -1 : even && least < most ? 0 : least;
    }

    /**
     * Whether most of it stands behind a header.
     *
     * @param textFrom so many zeros and line ends stand before all text, and count for nothing
     */
    boolean isLog(int textFrom) {
        return !layout.isEmpty() && (before - textFrom) * 2 <= sample.length - textFrom;
    }

    /** Whether the times of all records go back, or stay. */
    boolean isNewestFirst() {
        if (!Layouts.named(layout).dated()) {
            return false;
        }
        var r = new LogRecord();
        long last = LogRecord.NO_TIME;
        int back = 0;
        int same = 0;
        for (var reader = reader(layout); reader.next(r); ) {
            if (r.layout == null || r.ts == LogRecord.NO_TIME) {
                continue;
            }
            if (last != LogRecord.NO_TIME) {
                if (r.ts > last) {
                    return false;
                }
                back += r.ts < last ? 1 : 0;
                same += r.ts == last ? 1 : 0;
            }
            last = r.ts;
        }
        return back > 1 && back >= same;
    }

    /** Layouts that read the records of other servers alone. */
    List<String> otherServers() {
        if (Layouts.server(layout).isEmpty()) {
            return List.of();
        }
        var reader = reader(layout);
        var r = new LogRecord();
        while (reader.next(r)) {
            // to the end
        }
        return reader.otherServers().keySet().stream().sorted().toList();
    }

    String layout() {
        return layout;
    }

    long firstTs() {
        return firstTs;
    }
}
