package org.hangup.jobs.archive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.hangup.log.LogRecord;

/** Where records of one log are missing, or may be. */
final class Gaps {
    /** Holes of a burst limit that follow each other so closely are one: each window lasts a second. */
    private static final long SECOND = 1_000_000L;

    private final String log;
    private final String node;
    private final List<Gap> gaps = new ArrayList<>();

    private Gaps(String log, String node) {
        this.log = log;
        this.node = node;
    }

    /**
     * All gaps of one log.
     *
     * @param files those of one log that count, in order
     * @param others those of the same names that do not: copies, empty and unreadable ones
     * @param countingFromZero folders in which rotated files are known to be numbered from {@code .0}
     * @return in the order of their times
     */
    static List<Gap> of(
            String log, String node, List<FileScan> files, List<SurveyedFile> others, Set<String> countingFromZero) {
        var gaps = new Gaps(log, node);
        new Notices(gaps).read(files);
        gaps.bursts(files);
        gaps.unreadRests(files);
        gaps.cutRecords(files);
        new Rotation(gaps, files, others, countingFromZero).read();
        gaps.gaps.sort(Comparator.comparingLong(Gap::fromTs)
                .thenComparing(Gap::kind)
                .thenComparing(Gap::file)
                .thenComparing(Gap::offset));
        return gaps.gaps;
    }

    /** @param from as {@code to}, should that be earlier, or none of the log's records stand before the gap */
    void add(String kind, long from, long to, Long dropped, String file, long offset) {
        if (to != LogRecord.NO_TIME) {
            long begin = from == LogRecord.NO_TIME ? to : Math.min(from, to);
            gaps.add(new Gap(log, node, begin, to, kind, dropped, file, offset));
        }
    }

    private record Placed(FileScan file, Bursts.Hole hole) {}

    private void bursts(List<FileScan> files) {
        var limit = new BurstLimit();
        List<Placed> holes = new ArrayList<>();
        for (FileScan file : files) {
            for (Scan part : file.parts) {
                limit.addAll(part.bursts()).stream()
                        .filter(hole -> hole.offset() >= file.start)
                        .forEach(hole -> holes.add(new Placed(file, hole)));
            }
        }
        for (int i = 0; i < holes.size(); ) {
            Placed first = holes.get(i);
            long to = first.hole().toTs();
            for (i++; i < holes.size() && isNext(to, holes.get(i).hole().fromTs()); i++) {
                to = holes.get(i).hole().toTs();
            }
            add(
                    Gap.BURST,
                    first.hole().fromTs(),
                    to,
                    null,
                    first.file().name(),
                    first.hole().offset());
        }
    }

    private static boolean isNext(long to, long from) {
        return from >= to && from - to <= SECOND;
    }

    /** Behind the end of what could be read of a damaged file; not if the next file has it, too. */
    private void unreadRests(List<FileScan> files) {
        for (int i = 0; i < files.size(); i++) {
            FileScan file = files.get(i);
            FileScan next = i + 1 < files.size() ? files.get(i + 1) : null;
            if (file.problem() != null && file.lastTs() != LogRecord.NO_TIME && (next == null || next.start == 0)) {
                long to = next == null ? file.lastTs() : Math.max(file.lastTs(), next.firstTs());
                add(Gap.UNREADABLE, file.lastTs(), to, null, file.name(), file.end());
            }
        }
    }

    /**
     * A file ends within a record, and the next one neither begins with its rest nor with a start of the node: so it was
     * cut when it was copied or moved, and nothing tells how much more than this record is missing. A console that is
     * captured to a file ends where its process was killed: there it is no sign.
     */
    private void cutRecords(List<FileScan> files) {
        for (int i = 0; i + 1 < files.size(); i++) {
            FileScan file = files.get(i);
            FileScan next = files.get(i + 1);
            boolean console = file.parts.stream().anyMatch(Scan::pidless);
            if (file.lost != null && !console && !beginsWithinRecord(next) && !beginsWithStart(next)) {
                add(
                        Gap.ROTATION,
                        file.lastTs(),
                        Math.max(file.lastTs(), next.firstTs()),
                        null,
                        file.name(),
                        file.lost.offset());
            }
        }
    }

    private static boolean beginsWithinRecord(FileScan file) {
        return file.rejects().stream()
                .anyMatch(reject -> reject.offset() == 0 && reject.why().equals(Rejects.BEFORE));
    }

    private static boolean beginsWithStart(FileScan file) {
        List<Mark> marks = file.parts.get(0).marks();
        return !marks.isEmpty()
                && marks.get(0).prevOffset() < 0
                && switch (marks.get(0).kind()) {
                    case SIGN, LOADING, STARTED -> true;
                    default -> false;
                };
    }
}
