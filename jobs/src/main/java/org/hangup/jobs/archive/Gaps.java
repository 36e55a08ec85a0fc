package org.hangup.jobs.archive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hangup.log.LogRecord;

/** Where records of one log are missing, or may be. */
final class Gaps {
    private static final Pattern DROPPED = Pattern.compile("(?:dropped|flushed) ([0-9]{1,18}) ");
    /** lager counts by the second; a notice says "in the last second". */
    private static final long SECOND = 1_000_000L;

    private final String log;
    private final String node;
    private final Set<Gap> gaps = new LinkedHashSet<>();
    private long previousTs = LogRecord.NO_TIME;
    private long droppingFrom = LogRecord.NO_TIME;
    private String file;

    private Gaps(String log, String node) {
        this.log = log;
        this.node = node;
    }

    /** @param files those of one log that count, in order */
    static List<Gap> of(String log, String node, List<FileScan> files) {
        var found = new Gaps(log, node);
        for (FileScan file : files) {
            found.file = file.name();
            for (Scan part : file.parts) {
                part.marks().forEach(mark -> found.mark(mark));
                if (part.lastTs() != LogRecord.NO_TIME) {
                    found.previousTs = part.lastTs();
                }
            }
        }
        if (found.droppingFrom != LogRecord.NO_TIME) {
            found.add(found.droppingFrom, found.previousTs, Gap.LOGGER_DROPPED, null, 0);
        }
        found.bursts(files);
        found.missingFiles(files);
        found.truncated(files);
        List<Gap> sorted = new ArrayList<>(found.gaps);
        sorted.sort(Comparator.comparingLong(Gap::fromTs).thenComparing(Gap::kind));
        return sorted;
    }

    private void add(long from, long to, String kind, Long dropped, long offset) {
        if (to != LogRecord.NO_TIME) {
            long begin = from == LogRecord.NO_TIME || from > to ? to - SECOND : from;
            gaps.add(new Gap(log, node, begin, to, kind, dropped, file, offset));
        }
    }

    /** What was dropped stood between the last record that was written and the notice. */
    private void mark(Mark mark) {
        long from = mark.prevTs() == LogRecord.NO_TIME ? previousTs : mark.prevTs();
        switch (mark.kind()) {
            case LAGER_DROPPED -> add(from, mark.ts(), Gap.LAGER_DROPPED, dropped(mark), mark.offset());
            case REPORTS_DROPPED -> add(from, mark.ts(), Gap.REPORTS_DROPPED, dropped(mark), mark.offset());
            case FLUSHED -> add(from, mark.ts(), Gap.LOGGER_DROPPED, dropped(mark), mark.offset());
            case DROPPING -> {
                if (droppingFrom == LogRecord.NO_TIME) {
                    droppingFrom = from == LogRecord.NO_TIME ? mark.ts() : from;
                }
            }
            case NOT_DROPPING -> {
                if (droppingFrom != LogRecord.NO_TIME) {
                    add(droppingFrom, mark.ts(), Gap.LOGGER_DROPPED, null, mark.offset());
                    droppingFrom = LogRecord.NO_TIME;
                }
            }
            default -> {}
        }
    }

    private static Long dropped(Mark mark) {
        Matcher m = DROPPED.matcher(mark.text());
        return m.find() ? Long.valueOf(m.group(1)) : null;
    }

    /** Those within a part were found there; here those over the borders of parts. */
    private void bursts(List<FileScan> files) {
        var over = new EdgeKeeper((from, to) -> add(from, to, Gap.BURST, null, 0));
        for (FileScan file : files) {
            this.file = file.name();
            for (Scan part : file.parts) {
                part.bursts().forEach(burst -> add(burst[0], burst[1], Gap.BURST, null, 0));
                boolean limited = part.layouts().stream().anyMatch(name -> name.startsWith("otp"));
                feed(over, part.head(), limited);
                if (part.records() > Edge.SIZE) {
                    // what lies between head and tail was seen by the part itself
                    over.reset();
                    feed(over, part.tail(), false);
                }
            }
        }
    }

    private static void feed(EdgeKeeper keeper, Edge edge, boolean limited) {
        for (int i = 0; i < edge.size(); i++) {
            keeper.add(edge.ts(i), edge.length(i), limited);
        }
    }

    /** A hole in the rotation's numbers ({@code ejabberd.log.3}, {@code .1}: {@code .2} is missing). */
    private void missingFiles(List<FileScan> files) {
        Map<Integer, FileScan> byNumber = new TreeMap<>();
        for (FileScan file : files) {
            int number = LogName.number(file.name());
            if (number >= 0) {
                byNumber.put(number, file);
            }
        }
        Integer before = null;
        for (Integer number : byNumber.keySet()) {
            if (before != null && number > before + 1) {
                FileScan older = byNumber.get(number);
                FileScan newer = byNumber.get(before);
                if (older.lastTs() != LogRecord.NO_TIME && older.lastTs() <= newer.firstTs()) {
                    file = newer.name();
                    add(older.lastTs(), newer.firstTs(), Gap.MISSING_FILE, null, 0);
                }
            }
            before = number;
        }
    }

    private void truncated(List<FileScan> files) {
        for (int i = 0; i < files.size(); i++) {
            FileScan file = files.get(i);
            if (file.problem() != null && file.lastTs() != LogRecord.NO_TIME) {
                long next = i + 1 < files.size() ? files.get(i + 1).firstTs() : LogRecord.NO_TIME;
                this.file = file.name();
                add(file.lastTs(), next == LogRecord.NO_TIME ? file.lastTs() : next, Gap.UNREADABLE, null, file.end());
            }
        }
    }
}
