package org.hangup.jobs.archive;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hangup.archive.LogName;
import org.hangup.log.LogRecord;

/**
 * What the names of a log's files tell of files that are not there, or that could not be read at all.
 *
 * <p>Numbers of a rotation have no holes: OTP's logger and lager count from {@code .0}, logrotate from {@code .1}, so
 * between {@code ejabberd.log} and {@code ejabberd.log.2} at least one is missing. For names by day see {@link RotationDays}.
 * Whatever the names say: only where the two files beside the hole follow each other in the log, and nothing else of the
 * archive lies between them, records are missing.
 */
final class Rotation {
    /** Numbers from here on are years, process ids or the like. */
    private static final int TOO_MANY = 1000;

    /** What such a file held is not known. At the end of a rotation a file without a record may be a log's very beginning. */
    private static final Set<String> UNREAD = Set.of(SurveyedFile.UNREADABLE, SurveyedFile.NOT_A_LOG);

    private final Gaps gaps;
    private final List<FileScan> files;
    private final List<SurveyedFile> others;
    private final Set<String> countingFromZero;

    /** As {@link Gaps#of}. */
    Rotation(Gaps gaps, List<FileScan> files, List<SurveyedFile> others, Set<String> countingFromZero) {
        this.countingFromZero = countingFromZero;
        this.gaps = gaps;
        this.files = files;
        this.others = others;
    }

    /** A file of a rotation; {@code scan} is null if it holds no records that count. */
    private record Member(String name, FileScan scan, String kind) {}

    void read() {
        Map<String, List<Member>> rotations = new TreeMap<>();
        for (FileScan file : files) {
            rotations
                    .computeIfAbsent(LogName.of(file.name()), name -> new ArrayList<>())
                    .add(new Member(file.name(), file, SurveyedFile.LOG));
        }
        for (SurveyedFile other : others) {
            List<Member> rotation = rotations.get(LogName.of(other.file().name()));
            if (rotation != null) {
                rotation.add(new Member(other.file().name(), null, other.kind()));
            }
        }
        for (List<Member> rotation : rotations.values()) {
            rotation.sort(Comparator.comparing(Member::name, LogName.oldestFirst()));
            unreadFiles(rotation);
            missingNumbers(rotation);
            missingDays(rotation);
        }
    }

    private void unreadFiles(List<Member> rotation) {
        for (int i = 0; i < rotation.size(); i++) {
            Member member = rotation.get(i);
            if (!UNREAD.contains(member.kind())) {
                continue;
            }
            FileScan older = scanned(rotation.subList(0, i), true);
            FileScan newer = scanned(rotation.subList(i + 1, rotation.size()), false);
            if (older != null && newer != null) {
                if (follow(older, newer)) {
                    unread(member, older.lastTs(), newer.firstTs());
                }
            } else if (member.kind().equals(SurveyedFile.UNREADABLE)) {
                long beside = older == null ? newer.firstTs() : older.lastTs();
                unread(member, beside, beside);
            }
        }
    }

    private void unread(Member member, long from, long to) {
        gaps.add(Gap.UNREADABLE, from, to, null, member.name(), 0);
    }

    private static FileScan scanned(List<Member> members, boolean last) {
        Stream<FileScan> scans = members.stream().map(Member::scan).filter(Objects::nonNull);
        return last ? scans.reduce(null, (a, b) -> b) : scans.findFirst().orElse(null);
    }

    /** Nothing of the archive stands between the two. */
    static boolean follow(FileScan older, FileScan newer) {
        return newer.order == older.order + 1
                && newer.start == 0
                && older.lastTs() != LogRecord.NO_TIME
                && older.lastTs() <= newer.firstTs();
    }

    private void missing(FileScan one, FileScan other) {
        FileScan older = one.order < other.order ? one : other;
        FileScan newer = older == one ? other : one;
        if (follow(older, newer)) {
            gaps.add(Gap.MISSING_FILE, older.lastTs(), newer.firstTs(), null, newer.name(), 0);
        }
    }

    /** {@code ejabberd.log.3} and {@code .1}: {@code .2} is missing; {@code console.1.log} and {@code console.3.log}, too. */
    private void missingNumbers(List<Member> rotation) {
        Map<Integer, List<Member>> behind = new TreeMap<>();
        Map<Integer, List<Member>> within = new TreeMap<>();
        for (Member member : rotation) {
            if (LogName.day(member.name()) != null) {
                continue;
            }
            int number = LogName.number(member.name());
            int infix = LogName.infixNumber(member.name());
            if (number >= 0 && number < TOO_MANY) {
                behind.computeIfAbsent(number, n -> new ArrayList<>()).add(member);
            } else if (infix >= 0 && infix < TOO_MANY) {
                within.computeIfAbsent(infix, n -> new ArrayList<>()).add(member);
            } else if (LogName.isCurrent(member.name())) {
                // logrotate has no .0: the current file and .1 may be neighbours
                int current = countingFromZero.contains(LogName.folder(member.name())) ? -1 : 0;
                behind.computeIfAbsent(current, n -> new ArrayList<>()).add(member);
            }
        }
        missingBetween(behind);
        missingBetween(within);
    }

    private void missingBetween(Map<Integer, List<Member>> byNumber) {
        FileScan before = null;
        Integer seen = null;
        boolean hole = false;
        for (var entry : byNumber.entrySet()) {
            hole |= seen != null && entry.getKey() > seen + 1;
            seen = entry.getKey();
            FileScan scan = nearest(entry.getValue(), before);
            if (scan != null) {
                if (hole && before != null) {
                    missing(before, scan);
                }
                before = scan;
                hole = false;
            }
        }
    }

    /** Of several files with one number, the one next to another in the log. */
    private static FileScan nearest(List<Member> members, FileScan other) {
        return members.stream()
                .map(Member::scan)
                .filter(Objects::nonNull)
                .min(Comparator.comparingInt(scan -> other == null ? scan.order : Math.abs(scan.order - other.order)))
                .orElse(null);
    }

    private void missingDays(List<Member> rotation) {
        SortedMap<Long, List<FileScan>> byDay = new TreeMap<>();
        for (Member member : rotation) {
            LocalDate day = LogName.day(member.name());
            if (day != null) {
                List<FileScan> scans = byDay.computeIfAbsent(day.toEpochDay(), d -> new ArrayList<>());
                Stream.ofNullable(member.scan()).forEach(scans::add);
            }
        }
        new RotationDays(byDay, files).holes().forEach(hole -> missing(hole.older(), hole.newer()));
    }
}
