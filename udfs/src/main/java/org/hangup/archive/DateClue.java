package org.hangup.archive;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;

/**
 * The day of a dateless log's first record, from Erlang timestamps in its records: a session id holds the time at which
 * the session was opened, <code>{{1414,140336,249563},&lt;0.495.0&gt;}</code> (erlang:now/0: millions of seconds, seconds, and
 * microseconds or a counter; UTC whatever the server's zone). The record that prints it is of that time or later.
 */
final class DateClue {
    private static final long SECOND = 1_000_000L;
    private static final long DAY = 86_400 * SECOND;
    /** A session id may be made a little after the time that its record prints. */
    private static final long SLACK = 2 * SECOND;

    private DateClue() {}

    /** The latest day that a timestamp in {@code sample} makes necessary; null if there is none. */
    static LocalDate of(byte[] sample, ZoneId zone) {
        LocalDate day = null;
        // read as if it began on 1970-01-01, so that a record's time counts the midnights before it
        var reader = new RecordReader(new ByteArrayInputStream(sample), "", ZoneOffset.UTC, LocalDate.EPOCH);
        for (var r = new LogRecord(); reader.next(r); ) {
            long stamp = r.layout == null || r.layout.dated() ? -1 : stamp(r.bytes, r.messageStart, r.messageEnd);
            if (stamp >= 0) {
                var instant = Instant.ofEpochSecond(stamp);
                long wall = (stamp + zone.getRules().getOffset(instant).getTotalSeconds()) * SECOND;
                LocalDate clue = LocalDate.ofEpochDay(-Math.floorDiv(r.ts - wall + SLACK, DAY));
                day = day == null || clue.isAfter(day) ? clue : day;
            }
        }
        return day;
    }

    /**
     * Seconds of a timestamp <code>{{M,S,U},&lt;</code> that only words stand before, or -1. (Behind anything else it might be a part of a
     * name that a client chose.)
     */
    private static long stamp(byte[] b, int from, int to) {
        int i = from;
        while (i < to && (Character.isLetterOrDigit(b[i]) || b[i] == '_' || b[i] == ':' || b[i] == ' ')) {
            i++;
        }
        if (to - i < 12 || b[i] != '{' || b[i + 1] != '{') {
            return -1;
        }
        int mega = digits(b, i + 2, to);
        int second = digits(b, mega + 1, to);
        int micro = digits(b, second + 1, to);
        boolean form = mega == i + 6
                && b[mega] == ','
                && second > mega + 1
                && b[second] == ','
                && micro > second + 1
                && micro + 2 < to
                && b[micro] == '}'
                && b[micro + 1] == ','
                && b[micro + 2] == '<';
        return form ? number(b, i + 2, mega) * SECOND + number(b, mega + 1, second) : -1;
    }

    /** The end of at most six digits at {@code from}. */
    private static int digits(byte[] b, int from, int to) {
        int i = from;
        while (i < to - 1 && i < from + 6 && b[i] >= '0' && b[i] <= '9') {
            i++;
        }
        return Math.min(i, to - 1);
    }

    private static long number(byte[] b, int from, int to) {
        long n = 0;
        for (int i = from; i < to; i++) {
            n = n * 10 + (b[i] - '0');
        }
        return n;
    }
}
