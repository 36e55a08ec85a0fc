package org.hangup.jobs.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hangup.log.LogRecord;

/**
 * Finds the records that stand in the name of a failed login; takes the records of a file, or of a region of it, in order.
 *
 * <p>The server writes such a name with all its line feeds at once, so nothing of anybody else stands between the header of the failed
 * login and the server's words behind the name. That is known of a failed login without these words: all behind it belongs to it, up to
 * the first record that ends in them, or that the logger cut. And it is known of another record that ends in them: it belongs to a failed
 * login before it. Which one, nothing tells for sure: it is taken to be the nearest; but if between the two, or at the end, stands a record of
 * a process that wrote already before that failed login, a stranger would have had to guess its pid, and nobody is accused.
 */
final class ForgeryFinder {
    /** Bytes that a name may have at most: what ejabberd's example configuration allows a stanza. */
    static final long REACH = 256L << 10;
    /** lager cuts messages at 4096 characters. */
    private static final long REACH_OF_LAGER = 32L << 10;

    private static final String WHY = "not the server's: it stands in the name of a failed login";

    /** A record as far as it matters here. */
    private static final class Seen {
        long offset;
        long end;
        long ts;
        String process;
        boolean login;
        boolean whole;
        boolean forged;
        Reject reject;
        long day;
    }

    private final Rejects rejects;
    private final Days calendar;
    private final ArrayDeque<Seen> recent = new ArrayDeque<>();
    /** The first failed login without its end, null if none. */
    private Seen torn;

    private final List<Forged.Range> ranges = new ArrayList<>();
    private final List<Reject> kept = new ArrayList<>();
    private final Map<Long, Long> days = new HashMap<>();
    private long count;

    /** Tells a time's day in the run's zone. */
    interface Days {
        long of(long ts);
    }

    ForgeryFinder(String file, Days calendar) {
        this.rejects = new Rejects(file);
        this.calendar = calendar;
    }

    void accept(LogRecord r) {
        if (r.layout == null || r.unfinished) {
            return;
        }
        Seen seen = seen(r);
        long reach = r.layout.name().contains("lager") ? REACH_OF_LAGER : REACH;
        while (!recent.isEmpty() && recent.peekFirst().end + reach <= seen.offset) {
            if (recent.removeFirst() == torn) {
                torn = recent.stream()
                        .filter(s -> s.login && !s.whole && !s.forged)
                        .findFirst()
                        .orElse(null);
            }
        }
        boolean tail = seen.login ? seen.whole : FailedLogin.endsAsOne(r);
        recent.addLast(seen);
        if (torn != null) {
            if (tail || FailedLogin.isCut(r, seen.end - torn.offset)) {
                forge(torn, seen);
                torn = null;
            }
        } else if (seen.login && !seen.whole) {
            torn = seen;
        } else if (tail && !seen.login) {
            orphan(seen);
        }
    }

    /** A record that ends in the server's words behind a name, and is no failed login. */
    private void orphan(Seen last) {
        Seen begin = null;
        for (Iterator<Seen> back = recent.descendingIterator(); begin == null && back.hasNext(); ) {
            Seen s = back.next();
            begin = s.login ? s : null;
        }
        if (begin != null && !known(begin)) {
            forge(begin, last);
        }
    }

    /** Whether a process that wrote before {@code begin} also wrote behind it. */
    private boolean known(Seen begin) {
        Set<String> before = new HashSet<>();
        boolean behind = false;
        for (Seen s : recent) {
            if (behind && before.contains(s.process)) {
                return true;
            }
            behind |= s == begin;
            if (!behind && !s.forged && !s.process.isEmpty()) {
                before.add(s.process);
            }
        }
        return false;
    }

    private void forge(Seen begin, Seen last) {
        boolean behind = false;
        for (Seen s : recent) {
            if (behind && !s.forged) {
                s.forged = true;
                count++;
                if (kept.size() < Rejects.KEPT) {
                    kept.add(s.reject);
                }
                if (s.ts != LogRecord.NO_TIME) {
                    days.merge(s.day, 1L, Long::sum);
                }
            }
            behind |= s == begin;
        }
        Forged.Range before = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
        if (before != null && before.to() >= begin.end) {
            ranges.set(ranges.size() - 1, new Forged.Range(before.begin(), before.ts(), before.from(), last.end));
        } else {
            ranges.add(new Forged.Range(begin.offset, begin.ts, begin.end, last.end));
        }
    }

    private Seen seen(LogRecord r) {
        var seen = new Seen();
        seen.offset = r.offset;
        seen.end = r.offset + r.length;
        seen.ts = r.ts;
        seen.day = r.ts == LogRecord.NO_TIME ? 0 : calendar.of(r.ts);
        seen.process = process(r);
        seen.login = FailedLogin.is(r);
        seen.whole = seen.login && FailedLogin.isWhole(r);
        seen.reject = rejects.reject(r, WHY);
        return seen;
    }

    /** The pid of a header; on consoles that of the connection which the message names. */
    private static String process(LogRecord r) {
        byte[] b = r.bytes;
        if (r.pidStart < r.pidEnd) {
            return text(b, r.pidStart, r.pidEnd);
        }
        int from = r.messageStart;
        if (from >= r.messageEnd || b[from] != '(') {
            return "";
        }
        int end = from;
        while (end < r.messageEnd && b[end] != ')' && b[end] != '\n') {
            if (b[end] == '|') {
                from = end;
            }
            end++;
        }
        return text(b, from + 1, end);
    }

    private static String text(byte[] b, int from, int to) {
        return new String(b, from, to - from, StandardCharsets.ISO_8859_1);
    }

    Forged found() {
        return ranges.isEmpty()
                ? Forged.NONE
                : new Forged(List.copyOf(ranges), List.copyOf(kept), count, Map.copyOf(days));
    }
}
