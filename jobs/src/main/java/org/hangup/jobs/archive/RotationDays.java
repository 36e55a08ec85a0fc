package org.hangup.jobs.archive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * The days in the names of a rotation's files, and which of them are missing.
 *
 * <p>Where a file is put away every day, or every so many days, a missing day tells of a missing file, but not by itself:
 * an idle log is not put away (logrotate's notifempty). So the time without records must be as long as the missing days,
 * and the log must have records of every other day.
 */
final class RotationDays {
    private static final long DAY = 86_400_000_000L;
    /** How much less than whole days a hole may last: files are not put away at the same minute every day, and some days have 23 hours. */
    private static final long JITTER = DAY / 12;

    private final SortedMap<Long, List<FileScan>> byDay;
    private final List<Long> days;
    private final List<FileScan> files;

    /**
     * A rotation whose names have days.
     *
     * @param byDay its files by the day in their names (since 1970-01-01), oldest first; those that count
     * @param files all of the log that count
     */
    RotationDays(SortedMap<Long, List<FileScan>> byDay, List<FileScan> files) {
        this.byDay = byDay;
        this.days = List.copyOf(byDay.keySet());
        this.files = files;
    }

    /** Two files between which a day is missing. */
    record Hole(FileScan older, FileScan newer) {}

    /** The holes, oldest first. */
    List<Hole> holes() {
        long step = commonStep();
        List<Hole> holes = new ArrayList<>();
        for (int i = 1; step > 0 && i < days.size(); i++) {
            List<FileScan> before = byDay.get(days.get(i - 1));
            List<FileScan> after = byDay.get(days.get(i));
            if (isHole(i, step) && !before.isEmpty() && !after.isEmpty()) {
                var hole = new Hole(before.get(before.size() - 1), after.get(0));
                long silent = hole.newer().firstTs() - hole.older().lastTs();
                if (Rotation.follow(hole.older(), hole.newer()) && silent >= (apart(i) - step) * DAY - JITTER) {
                    holes.add(hole);
                }
            }
        }
        return busyElsewhere(holes) ? holes : List.of();
    }

    /** How many days lie between a file and the one before it. */
    private long apart(int i) {
        return days.get(i) - days.get(i - 1);
    }

    private boolean isHole(int i, long step) {
        return apart(i) > step && apart(i) % step == 0 && isStep(i - 1, step) && isStep(i + 1, step);
    }

    /** Whether a file has this distance from the one before it; also if one of them is none. */
    private boolean isStep(int i, long step) {
        return i < 1 || i >= days.size() || apart(i) == step;
    }

    /** The distance of most files from the ones before them, if there are at least two of it; else 0. */
    private long commonStep() {
        Map<Long, Integer> steps = new HashMap<>();
        for (int i = 1; i < days.size(); i++) {
            steps.merge(apart(i), 1, Integer::sum);
        }
        return steps.entrySet().stream()
                .filter(e -> e.getValue() >= 2 && 2 * e.getValue() > days.size() - 1)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(0L);
    }

    /** The log has records of every day, but for those within the holes. */
    private boolean busyElsewhere(List<Hole> holes) {
        Set<Long> known = new HashSet<>();
        files.forEach(file -> known.addAll(file.days().keySet()));
        for (Hole hole : holes) {
            Set<Long> before = hole.older().days().keySet();
            Set<Long> after = hole.newer().days().keySet();
            if (before.isEmpty() || after.isEmpty()) {
                return false;
            }
            for (long day = Collections.max(before) + 1; day < Collections.min(after); day++) {
                known.add(day);
            }
        }
        return known.isEmpty() || known.size() == Collections.max(known) - Collections.min(known) + 1;
    }
}
