package org.hangup.jobs.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hangup.log.LogRecord;

/**
 * The boots of one log, from the marks of its files in order.
 *
 * <p>A boot begins at {@code Loading configuration from} (17.03 and later), or at what lager wrote within a minute
 * before it; where there is no such record (up to 17.01) at the first of the signs of a start that lead up to {@code is
 * started in the node} with no record of a connection between them; else at that record itself. Each {@code Loading
 * configuration} counts, also of a start that failed: so what a run said about a crash holds when the log grows. Records
 * behind {@code is stopped in the node} are still of the old boot; but a connection half a minute later, with no start
 * in between, is of a boot whose start is missing.
 */
final class Timeline {
    private static final long SIGNS_APART = 60_000_000L;
    private static final Pattern NODE_RECORD =
            Pattern.compile("^ejabberd (\\S+) is (?:started|stopped) in the node (\\S+)");

    private static final Pattern MONGOOSE_VERSION = Pattern.compile(" version=([^ \"]+)");
    private static final Pattern MONGOOSE_NODE = Pattern.compile(" node=([^ \"]+)");

    /** A place in the log. */
    record Place(FileScan file, long offset, long ts) {}

    /** A boot that is being put together. */
    static final class Draft {
        Place first;
        String id = "";
        String node;
        String version;
        String end;
        Place last;
        long settledTs;
        boolean starting;
    }

    private final Midnights midnights;
    private final List<Draft> boots = new ArrayList<>();
    private final List<Placed> listeners = new ArrayList<>();
    private Draft current = new Draft();
    private Place previous;
    private Placed sign;
    private long signTs;

    /** A mark with its place and that of the record before it, null if it is the log's first. */
    record Placed(Mark mark, Place at, Place previous, int boot) {}

    /** @param files those of one log that count, in order */
    Timeline(List<FileScan> files) {
        midnights = new Midnights(files);
        for (FileScan file : files) {
            for (Scan part : file.parts) {
                read(file, part);
            }
        }
        if (current.first == null && previous != null) {
            current.first =
                    new Place(files.get(0), files.get(0).start, files.get(0).firstTs());
        }
        if (current.first != null) {
            boots.add(current);
        }
    }

    List<Draft> boots() {
        return boots;
    }

    /** The listener marks, with the number of their boot. */
    List<Placed> listeners() {
        return listeners;
    }

    private void read(FileScan file, Scan part) {
        if (part.lastOffset() < file.start) {
            return;
        }
        if (current.first == null) {
            current.first = new Place(file, file.start, file.firstTs());
        }
        for (Mark mark : part.marks()) {
            if (mark.offset() >= file.start) {
                boolean known = mark.prevOffset() >= file.start;
                Place before = known ? place(file, mark.prevOffset(), mark.prevTs()) : previous;
                Place at = place(file, mark.offset(), mark.ts());
                take(new Placed(mark, at, before, boots.size()));
            }
        }
        if (part.active()) {
            sign = null;
        }
        previous = place(file, part.lastOffset(), part.lastTs());
    }

    private Place place(FileScan file, long offset, long ts) {
        return new Place(file, offset, midnights.time(file, offset, ts));
    }

    private void take(Placed placed) {
        Mark mark = placed.mark();
        if (mark.active()) {
            sign = null;
        }
        switch (mark.kind()) {
            case SIGN -> {
                if (sign == null || mark.ts() - signTs > SIGNS_APART) {
                    sign = placed;
                }
                signTs = mark.ts();
            }
            case LOADING -> {
                begin(sign != null && mark.ts() - signTs <= SIGNS_APART ? sign : placed);
                current.starting = true;
            }
            case STARTED -> {
                if (!current.starting) {
                    begin(sign != null && mark.ts() - signTs <= SIGNS_APART ? sign : placed);
                }
                current.starting = false;
                sign = null;
                name(mark);
            }
            case STOPPED -> {
                sign = null;
                current.starting = false;
                name(mark);
                if (current.end == null) {
                    current.end = Boot.STOP;
                    current.last = placed.at();
                    current.settledTs = placed.at().ts();
                }
            }
            case ACTIVITY -> {
                sign = null;
                if (current.end != null && mark.ts() > current.settledTs + Scanner.AFTER_STOP) {
                    begin(placed);
                }
            }
            case LISTENER -> listeners.add(new Placed(mark, placed.at(), placed.previous(), boots.size()));
            default -> {}
        }
    }

    private void begin(Placed at) {
        Mark mark = at.mark();
        if (at.previous() != null) {
            if (current.end == null) {
                current.end = Boot.CRASH;
                current.last = at.previous();
                current.settledTs = at.at().ts();
            }
            boots.add(current);
        }
        current = new Draft();
        current.first = at.at();
        current.id = mark.ts() + " " + mark.pid() + " " + mark.text();
        sign = null;
    }

    private void name(Mark mark) {
        Matcher m = NODE_RECORD.matcher(mark.text());
        if (m.find()) {
            current.version = m.group(1);
            current.node = unquoted(m.group(2));
        } else if (mark.text().startsWith("what=")) {
            current.version = field(MONGOOSE_VERSION, mark);
            current.node = field(MONGOOSE_NODE, mark);
        }
    }

    private static String field(Pattern field, Mark mark) {
        Matcher m = field.matcher(mark.text());
        return m.find() ? unquoted(m.group(1)) : null;
    }

    /** {@code ~p} puts quotes round a node's name with characters such as {@code -}. */
    static String unquoted(String atom) {
        boolean quoted = atom.length() > 2 && atom.startsWith("'") && atom.endsWith("'");
        return quoted ? atom.substring(1, atom.length() - 1) : atom;
    }

    /** The boots as the survey shows them. */
    List<Boot> named(String log, String node) {
        List<Boot> named = new ArrayList<>();
        for (int i = 0; i < boots.size(); i++) {
            Draft b = boots.get(i);
            boolean ended = b.end != null;
            named.add(new Boot(
                    log,
                    i,
                    b.id,
                    node != null ? node : b.node,
                    b.version,
                    b.first.ts(),
                    b.end,
                    ended ? time(b.last, b) : 0,
                    ended ? b.last.file().name() : null,
                    ended ? b.last.offset() : 0,
                    ended ? b.settledTs : 0));
        }
        return named;
    }

    private static long time(Place place, Draft boot) {
        return place.ts() == LogRecord.NO_TIME ? boot.settledTs : place.ts();
    }

    /** The parts of the files by boot. */
    List<Segment> segments(String log, List<FileScan> files) {
        List<Segment> segments = new ArrayList<>();
        int boot = 0;
        for (FileScan file : files) {
            long from = file.start;
            while (boot + 1 < boots.size() && boots.get(boot + 1).first.file() == file) {
                long to = boots.get(boot + 1).first.offset();
                addSegments(segments, log, file, from, to, boot);
                from = to;
                boot++;
            }
            addSegments(segments, log, file, from, file.end(), boot);
        }
        return segments;
    }

    /** Adds what is left of a boot's part of a file without the forged records in it. */
    private void addSegments(List<Segment> segments, String log, FileScan file, long from, long to, int boot) {
        long at = from;
        for (Forged.Range forged : file.forged.ranges()) {
            if (forged.to() > at && forged.from() < to) {
                addDays(segments, log, file, at, forged.from(), boot);
                at = forged.to();
            }
        }
        addDays(segments, log, file, at, to, boot);
    }

    /** Adds a part of a file, cut at the days that its records are of. */
    private void addDays(List<Segment> segments, String log, FileScan file, long begin, long end, int boot) {
        var days = midnights.of(file);
        for (long from = begin; from < end; ) {
            Long next = days.higherKey(from);
            long to = next == null ? end : Math.min(next, end);
            long day = days.floorEntry(from).getValue();
            segments.add(new Segment(file.name(), from, to, log, file.order, boot, day));
            from = to;
        }
    }
}
