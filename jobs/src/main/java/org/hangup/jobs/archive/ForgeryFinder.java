package org.hangup.jobs.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.hangup.log.LogRecord;

/**
 * Finds the records that stand in a client's words: in the name of a failed login, or in the text of a stream error; takes the records of a file, or of a region of it, in order.
 *
 * <p>The server writes such a name with all its line feeds at once, so nothing of anybody else stands between the header of the failed
 * login and the server's words behind the name. That is known of a failed login without these words: all behind it belongs to it, up to
 * the first record that ends in them, or that the logger cut. And it is known of another record that ends in them: it belongs to a failed
 * login before it. Which one, nothing tells for sure: it is taken to be the nearest; but if between the two, or at the end, stands a record of
 * a process that wrote already before that failed login, a stranger would have had to guess its pid, and nobody is accused. In the same way a stream error without its condition goes on to the
 * first record that ends in one.
 */
final class ForgeryFinder {
    /** Bytes that a name may have at most: what ejabberd's example configuration allows a stanza. */
    static final long REACH = 256L << 10;
    /** lager cuts messages at 4096 characters. */
    private static final long REACH_OF_LAGER = 32L << 10;

    /** So many sessions are remembered. */
    private static final int SESSIONS = 50_000;

    private static final String WHY = "not the server's: it stands in the name of a failed login";
    private static final String WHY_ERROR = "not the server's: it stands in the text of a client's stream error";

    /** A record as far as it matters here. */
    private static final class Seen {
        long offset;
        long end;
        long ts;
        String process;
        boolean login;
        boolean whole;
        /** A client's text goes on behind it. */
        boolean torn;

        boolean forged;
        /** As {@link Rejects#head}: few of them are ever shown. */
        String head;
    }

    private final Rejects rejects;
    private final LongUnaryOperator dayOf;
    private final ArrayDeque<Seen> recent = new ArrayDeque<>();
    /** The same by process, without those that were found to be forged. */
    private final Map<String, ArrayDeque<Seen>> processes = new HashMap<>();
    /** The first failed login or stream error without its end, null if none. */
    private Seen torn;
    /** The last failed login. */
    private Seen login;
    /** Whether a process that wrote before it wrote behind it, too. */
    private boolean known;

    /** The JIDs of the last sessions that were opened, by their process. */
    private final Map<String, byte[]> sessions = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > SESSIONS;
        }
    };

    private final List<Forged.Range> ranges = new ArrayList<>();
    private final List<Reject> kept = new ArrayList<>();
    private final Map<Long, Long> days = new HashMap<>();
    private long count;

    /** @param dayOf tells a time's day in the run's zone */
    ForgeryFinder(String file, LongUnaryOperator dayOf) {
        this.rejects = new Rejects(file);
        this.dayOf = dayOf;
    }

    void accept(LogRecord r) {
        if (r.layout == null || r.unfinished) {
            return;
        }
        Seen seen = seen(r);
        forget(seen.offset - (r.layout.name().contains("lager") ? REACH_OF_LAGER : REACH));
        remember(seen);
        boolean tail = seen.login ? seen.whole : FailedLogin.endsAsOne(r) || FailedLogin.endsAsOneBeforeOthers(r);
        if (torn != null) {
            boolean end =
                    torn.login ? tail || (!seen.login && FailedLogin.endsAsOneWithin(r)) : StreamError.endsAsOne(r);
            if (end || FailedLogin.isCut(r, seen.end - torn.offset)) {
                forge(torn, seen);
                torn = null;
            }
        } else if (seen.torn) {
            torn = seen;
        } else if (tail && !seen.login && login != null && !known) {
            // no failed login, and ends as one
            forge(login, seen);
        }
    }

    private void remember(Seen seen) {
        recent.addLast(seen);
        if (seen.login) {
            login = seen;
            known = false;
        } else if (login != null) {
            known |= wroteBefore(seen.process, login);
        }
        if (!seen.process.isEmpty()) {
            processes.computeIfAbsent(seen.process, p -> new ArrayDeque<>()).addLast(seen);
        }
    }

    private boolean wroteBefore(String process, Seen begin) {
        ArrayDeque<Seen> written = processes.get(process);
        return written != null && written.peekFirst().offset < begin.offset;
    }

    /** Lets go what ends before that offset. */
    private void forget(long offset) {
        while (!recent.isEmpty() && recent.peekFirst().end <= offset) {
            Seen first = recent.removeFirst();
            if (!first.forged) {
                removeFromProcess(first);
            }
            login = first == login ? null : login;
            if (first == torn) {
                torn = recent.stream()
                        .filter(s -> s.torn && !s.forged)
                        .findFirst()
                        .orElse(null);
            }
        }
    }

    private void removeFromProcess(Seen seen) {
        processes.computeIfPresent(seen.process, (p, written) -> {
            written.remove(seen);
            return written.isEmpty() ? null : written;
        });
    }

    /** What stands behind {@code begin} up to {@code last}, which is the record that was seen last, is forged. */
    private void forge(Seen begin, Seen last) {
        var found = new ArrayDeque<Seen>();
        for (Iterator<Seen> back = recent.descendingIterator(); back.hasNext(); ) {
            Seen s = back.next();
            if (s == begin || (s.forged && begin == login)) {
                // forged records go back to a failed login without a hole
                break;
            }
            if (!s.forged) {
                found.addFirst(s);
            }
        }
        String why = begin.login ? WHY : WHY_ERROR;
        found.forEach(s -> reject(s, why));
        Forged.Range before = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
        if (before != null && before.to() >= begin.end) {
            ranges.set(ranges.size() - 1, new Forged.Range(before.begin(), before.ts(), before.from(), last.end));
        } else {
            ranges.add(new Forged.Range(begin.offset, begin.ts, begin.end, last.end));
        }
    }

    private void reject(Seen s, String why) {
        s.forged = true;
        removeFromProcess(s);
        sessions.remove(s.process);
        count++;
        if (kept.size() < Rejects.KEPT) {
            kept.add(rejects.reject(s.offset, s.end - s.offset, why, s.head));
        }
        if (s.ts != LogRecord.NO_TIME) {
            days.merge(dayOf.applyAsLong(s.ts), 1L, Long::sum);
        }
    }

    private Seen seen(LogRecord r) {
        var seen = new Seen();
        seen.offset = r.offset;
        seen.end = r.offset + r.length;
        seen.ts = r.ts;
        seen.process = process(r);
        seen.login = FailedLogin.is(r);
        seen.whole = seen.login && FailedLogin.isWhole(r);
        byte[] opened = StreamError.openedJid(r);
        if (opened != null) {
            sessions.put(seen.process, opened);
        }
        seen.torn = seen.login ? !seen.whole : StreamError.isTorn(r, sessions.get(seen.process));
        seen.head = Rejects.head(r);
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
