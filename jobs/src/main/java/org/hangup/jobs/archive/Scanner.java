package org.hangup.jobs.archive;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.hangup.archive.Codec;
import org.hangup.event.Event;
import org.hangup.log.Layout;
import org.hangup.log.Layouts;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;

/** Takes the records of one part, in order, and makes its {@link Scan}. What it does per record is a few comparisons. */
final class Scanner {
    /** Activity so long after a stop is that of another boot, whose start is missing. */
    static final long AFTER_STOP = 30_000_000L;

    private static final int TEXT = 300;
    /** Marks that are kept of a part; a log has a few, only a hostile one more than this. */
    private static final int MARKS = 50_000;
    /** Days that are kept of a part; a log has few, only one whose records are in no order has more than this. */
    static final int DAYS = 10_000;

    private final Part part;
    private final ZoneId zone;
    private final Rejects rejects;
    private final Map<Long, DayOfLog> days = new HashMap<>();
    private final List<DayStart> midnights = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private final BurstLimit burstLimit = new BurstLimit();
    private final EdgeKeeper edges = new EdgeKeeper();
    private final Set<String> layouts = new TreeSet<>();

    private long records;
    private long firstTs = LogRecord.NO_TIME;
    private long lastTs = LogRecord.NO_TIME;
    private long lastOffset = -1;
    private long end;
    private long unfinished = -1;
    /** Up to here a record may stand in the name of a failed login. */
    private long nameTo;

    private long suspectFrom = -1;
    private long suspectTo = -1;
    /** Lines behind the meaning of a record. */
    private long foreign;

    private final Event event = new Event();
    private Reject open;
    private long key;
    private boolean aliases;
    private boolean pidless;
    private boolean debug;
    private long twice;
    private long once;

    private long day;
    private long dayFrom = Long.MAX_VALUE;
    private long dayTo = Long.MIN_VALUE;
    private long reached = Long.MIN_VALUE;
    private long inDay;
    private long firstInDay;
    private long lastInDay;
    private long digestOfDay;
    private final CRC32C checksum = new CRC32C();

    private Layout layout;
    private boolean burstLimited;
    private boolean lagerFile;
    private boolean active;
    private boolean everActive;
    private long stoppedAt = Long.MIN_VALUE;

    Scanner(Part part, ZoneId zone) {
        this.part = part;
        this.zone = zone;
        this.end = part.from();
        this.nameTo = part.from() + ForgeryFinder.REACH;
        this.rejects = new Rejects(part.log().name());
    }

    void accept(LogRecord r) {
        if (r.layout == null) {
            rejects.textBeforeRecords(r);
            end = r.offset + r.length;
            return;
        }
        records++;
        long ts = r.ts;
        if (ts != LogRecord.NO_TIME) {
            if (ts < dayFrom || ts >= dayTo) {
                newDay(r.offset, ts);
            }
            inDay++;
            firstInDay = Math.min(firstInDay, ts);
            lastInDay = Math.max(lastInDay, ts);
            checksum.reset();
            checksum.update(r.bytes, r.messageStart, r.messageEnd - r.messageStart);
            digestOfDay += DayOfLog.digest(ts, checksum.getValue() << 16 ^ r.length);
        }
        if (r.unfinished && part.log().codec() == Codec.NONE) {
            unfinished = r.offset;
            if (r.cut) {
                rejects.check(r);
            } else {
                open = rejects.unfinished(r);
            }
            return;
        }
        if (r.layout != layout) {
            newLayout(r.layout);
        }
        edges.add(ts, r.length);
        if (burstLimited && ts != LogRecord.NO_TIME) {
            burstLimit.add(ts, r.offset);
        } else {
            burstLimit.pass();
        }
        debug |= "debug".equals(r.level);
        look(r);
        suspect(r);
        if (r.lines > 0 && !"debug".equals(r.level)) {
            foreign += ForeignLines.count(r, event);
        }
        rejects.check(r);
        if (ts != LogRecord.NO_TIME) {
            if (firstTs == LogRecord.NO_TIME) {
                firstTs = ts;
            }
            lastTs = ts;
        }
        lastOffset = r.offset;
        end = r.offset + r.length;
    }

    private void look(LogRecord r) {
        if (key == 0 && part.from() == 0) {
            key = key(r);
        }
        if (r.messageStart >= r.messageEnd) {
            return;
        }
        byte first = r.bytes[r.messageStart];
        if (first == '(' || (first == 'w' && MarkFinder.isMongooseClient(r))) {
            connection(r);
            return;
        }
        Mark.Kind kind = MarkFinder.kind(r);
        if (kind != null) {
            mark(kind, r);
        }
    }

    private void connection(LogRecord r) {
        if (!aliases) {
            aliases = ConnectionId.isAlias(r);
        }
        if (lagerFile) {
            encoding(r);
        }
        boolean first = !everActive || (stoppedAt != Long.MIN_VALUE && r.ts > stoppedAt + AFTER_STOP);
        if (first) {
            everActive = true;
            stoppedAt = Long.MIN_VALUE;
            mark(Mark.Kind.ACTIVITY, r);
        }
        active = true;
    }

    private void suspect(LogRecord r) {
        boolean odd;
        if (FailedLogin.is(r)) {
            nameTo = r.offset + r.length + ForgeryFinder.REACH;
            odd = !FailedLogin.isWhole(r);
        } else {
            odd = StreamError.isSuspect(r)
                    || (r.offset < nameTo && (FailedLogin.endsAsOne(r) || FailedLogin.endsAsOneBeforeOthers(r)));
        }
        if (odd) {
            suspectFrom = suspectFrom < 0 ? r.offset : suspectFrom;
            suspectTo = r.offset + r.length;
        }
    }

    private void mark(Mark.Kind kind, LogRecord r) {
        if (marks.size() == MARKS) {
            return;
        }
        int to = Math.min(r.messageEnd, r.messageStart + TEXT);
        marks.add(new Mark(
                kind,
                r.offset,
                r.ts,
                Text.of(r.bytes, r.pidStart, r.pidEnd),
                Text.of(r.bytes, r.messageStart, to),
                lastOffset,
                lastTs,
                active));
        active = false;
        if (kind == Mark.Kind.STOPPED) {
            stoppedAt = r.ts;
        } else if (kind == Mark.Kind.STARTED || kind == Mark.Kind.LOADING) {
            stoppedAt = Long.MIN_VALUE;
        }
        if (kind == Mark.Kind.LOADING && burstLimited) {
            burstLimit.start();
        }
    }

    /** Names in lager's files are encoded twice before 19.09 (lager takes each byte for a character). */
    private void encoding(LogRecord r) {
        byte[] b = r.bytes;
        int to = Math.min(r.messageEnd, r.messageStart + 4096);
        for (int i = r.messageStart; i < to; i++) {
            if (b[i] < 0) {
                if (Text.encodedTwice(b, i, to)) {
                    twice++;
                } else {
                    once++;
                }
                return;
            }
        }
    }

    private void newLayout(Layout next) {
        layout = next;
        layouts.add(next.name());
        String inner = Layouts.inner(next.name());
        burstLimited = inner.equals("otp") || inner.equals("otp_console");
        lagerFile = inner.equals("lager");
        pidless |= next.console();
    }

    private void newDay(long offset, long ts) {
        countDay();
        firstInDay = ts;
        lastInDay = ts;
        LocalDate date = Instant.ofEpochSecond(Math.floorDiv(ts, 1_000_000L))
                .atZone(zone)
                .toLocalDate();
        day = date.toEpochDay();
        dayFrom = date.atStartOfDay(zone).toEpochSecond() * 1_000_000L;
        dayTo = date.plusDays(1).atStartOfDay(zone).toEpochSecond() * 1_000_000L;
        if (ts < dayFrom || ts >= dayTo) {
            // an instant within the first second of a day whose start is no whole second: count it alone
            dayFrom = ts;
            dayTo = ts + 1;
        }
        if (Midnights.goesOn(reached, dayFrom, ts) && midnights.size() < DAYS) {
            reached = dayFrom;
            midnights.add(new DayStart(offset, ts, dayFrom));
        }
    }

    private void countDay() {
        if (inDay > 0) {
            days.merge(day, new DayOfLog(inDay, firstInDay, lastInDay, digestOfDay), DayOfLog::and);
            inDay = 0;
            digestOfDay = 0;
        }
    }

    /** Two files may only be copies if their first records have the same key. */
    private static long key(LogRecord r) {
        long hash = 1_125_899_906_842_597L ^ r.ts;
        int to = Math.min(r.messageEnd, r.messageStart + 4096);
        for (int i = r.pidStart; i < r.pidEnd; i++) {
            hash = 31 * hash + r.bytes[i];
        }
        for (int i = r.messageStart; i < to; i++) {
            hash = 31 * hash + r.bytes[i];
        }
        return hash == 0 ? 1 : hash;
    }

    /** @param read what it took its records from; null if that could not be opened */
    Scan scan(String problem, RecordReader read) {
        countDay();
        if (problem != null) {
            rejects.broken(end, problem);
        }
        return new Scan(
                part.file(),
                part.from(),
                records,
                firstTs,
                lastTs,
                lastOffset,
                end,
                unfinished,
                open,
                key,
                days,
                midnights,
                marks,
                active,
                burstLimit.bursts(),
                edges.head(),
                edges.tail(),
                layouts,
                aliases,
                pidless,
                debug,
                twice,
                once,
                suspectFrom,
                suspectTo,
                foreign + (read == null ? 0 : read.foreign()),
                read == null ? 0 : read.zeros(),
                read == null ? Map.of() : read.otherServers(),
                rejects.kept(),
                rejects.count(),
                problem);
    }
}
