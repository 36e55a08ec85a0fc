package org.hangup.jobs.archive;

import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.hangup.archive.Codec;
import org.hangup.archive.LogFile;
import org.hangup.archive.LogFiles;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;

/**
 * Files and records that are there twice. The survey's keys and edges say where to look; only then bytes are compared,
 * to the end only if they are the same.
 */
final class Duplicates {
    /** In another log a file must have so many records to be taken for a copy: two nodes may write the same few lines. */
    private static final long FEW = 10;

    private final JavaSparkContext spark;
    private final Configuration conf;
    private final ZoneId zone;
    private final Comparisons comparisons;

    Duplicates(JavaSparkContext spark, Configuration conf, ZoneId zone, Comparisons comparisons) {
        this.spark = spark;
        this.conf = conf;
        this.zone = zone;
        this.comparisons = comparisons;
    }

    private static final String COPY = "copy";
    private static final String EDGES = "edges";
    private static final String DEEP = "deep";
    private static final String SKIPPED = "skipped";

    private record Pair(LogFile longer, LogFile shorter, long bytes) implements Serializable {}

    /** Marks the files whose bytes are the beginning of another's. Of equal ones the plain one counts, then the first by name. */
    void markCopies(List<FileScan> files) {
        Map<Long, List<FileScan>> byKey = new HashMap<>();
        for (FileScan file : files) {
            if (file.key() != 0) {
                byKey.computeIfAbsent(file.key(), key -> new ArrayList<>()).add(file);
            }
        }
        List<List<FileScan>> groups = byKey.values().stream()
                .filter(group -> group.size() > 1)
                .peek(group -> group.sort(Comparator.comparingLong(FileScan::bytes)
                        .reversed()
                        .thenComparing(file -> file.file.codec() != Codec.NONE)
                        .thenComparing(FileScan::name)))
                .toList();
        // The bytes of each are compared with those of the next longer one; where they differ, with the one before
        // that.
        for (int distance = 1; ; distance++) {
            List<FileScan> shorter = new ArrayList<>();
            List<FileScan> longer = new ArrayList<>();
            for (List<FileScan> group : groups) {
                for (int i = distance; i < group.size(); i++) {
                    FileScan a = group.get(i - distance);
                    FileScan b = group.get(i);
                    boolean apart = !a.file.path().equals(b.file.path()); // else two servers' records in one file
                    if (b.original == null && apart && (a.log.equals(b.log) || b.records() >= FEW)) {
                        longer.add(a);
                        shorter.add(b);
                    }
                }
            }
            if (shorter.isEmpty()) {
                return;
            }
            compare(longer, shorter);
        }
    }

    private void compare(List<FileScan> longer, List<FileScan> shorter) {
        List<Integer> asked = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < shorter.size(); i++) {
            FileScan a = longer.get(i);
            FileScan b = shorter.get(i);
            Comparisons.Result known = comparisons.known(COPY, a, b);
            if (a.content != null && a.content.equals(b.content)) {
                copy(a, b);
            } else if (known == null) {
                asked.add(i);
                pairs.add(new Pair(a.file, b.file, b.bytes()));
            } else if (known.at() >= 0) {
                copy(a, b);
            }
        }
        if (pairs.isEmpty()) {
            return;
        }
        var shared = new SerializableConfiguration(conf);
        List<Boolean> same = spark.parallelize(pairs, pairs.size())
                .map(pair -> SameBytes.same(pair.longer, 0, pair.shorter, pair.bytes, shared.value()))
                .collect();
        for (int k = 0; k < same.size(); k++) {
            FileScan a = longer.get(asked.get(k));
            FileScan b = shorter.get(asked.get(k));
            comparisons.put(COPY, a, b, same.get(k) ? Comparisons.Result.at(0) : Comparisons.Result.NO);
            if (same.get(k)) {
                copy(a, b);
            }
        }
    }

    private static void copy(FileScan original, FileScan copy) {
        copy.original = original;
        copy.notes.add("copy of " + root(original).name());
    }

    private static FileScan root(FileScan file) {
        FileScan root = file;
        while (root.original != null) {
            root = root.original;
        }
        return root;
    }

    /** Marks the records that stand already in the file before; takes the files of one log in order, without copies. */
    void markOverlaps(List<FileScan> files) {
        FileScan before = null;
        for (FileScan file : files) {
            if (before != null && before.records() > 0 && file.records() > 0) {
                overlap(before, file);
            }
            if (file.original == null && (before == null || file.end() > file.start)) {
                before = file;
            }
        }
    }

    private void overlap(FileScan x, FileScan y) {
        long at = edges(x, y);
        if (at < 0 && y.firstTs() <= x.lastTs() && deep(x, y)) {
            at = comparisons
                    .ask(DEEP, x, y, () -> Comparisons.Result.at(overlapAt(x, y)))
                    .at();
        }
        if (at < 0) {
            return;
        }
        long n = x.end() - at;
        if (n >= y.end()) {
            y.original = x;
            y.notes.add("its records stand in " + x.name());
        } else {
            y.start = n;
            y.notes.add("begins with " + n + " bytes that stand in " + x.name());
            comparisons
                    .ask(SKIPPED, x, y, () -> new Comparisons.Result(n, skipped(y)))
                    .days()
                    .forEach((day, records) -> y.skippedDays.merge(day, records, Long::sum));
        }
    }

    private long overlapAt(FileScan x, FileScan y) {
        return SameBytes.overlapAt(
                x.file,
                from(x, y.firstTs()),
                x.end(),
                y.file,
                y.head().ts(0),
                y.head().length(0),
                y.end(),
                conf);
    }

    /** Where in {@code x} the longest run of last records begins that are the first of {@code y}; -1 if there is none. */
    private long edges(FileScan x, FileScan y) {
        Edge tail = x.tail();
        Edge head = y.head();
        for (int n = Math.min(tail.size(), head.size()); n > 0; n--) {
            if (tail.looksLike(tail.size() - n, head, n)) {
                long bytes = 0;
                for (int i = 0; i < n; i++) {
                    bytes += head.length(i);
                }
                long from = x.end() - bytes;
                if (comparisons.ask(EDGES + n, x, y, () -> same(x, from, y)).at() >= 0) {
                    return from;
                }
            }
        }
        return -1;
    }

    private Comparisons.Result same(FileScan x, long from, FileScan y) {
        return SameBytes.same(x.file, from, y.file, x.end() - from, conf)
                ? Comparisons.Result.at(from)
                : Comparisons.Result.NO;
    }

    /** Whether the edges are too short to tell: the times overlap by more records than they hold. */
    private static boolean deep(FileScan x, FileScan y) {
        Edge tail = x.tail();
        return tail.size() > 0 && y.head().size() > 0 && (y.firstTs() <= tail.ts(0) || y.lastTs() <= x.lastTs());
    }

    /** The start of the first part of a file that may hold a record of this time. */
    private static long from(FileScan file, long ts) {
        long from = 0;
        for (Scan part : file.parts) {
            from = part.from();
            if (part.lastTs() >= ts) {
                break;
            }
        }
        return from;
    }

    /** Records by day before the start of a file; read again, which is rare. */
    private Map<Long, Long> skipped(FileScan file) {
        Map<Long, Long> days = new HashMap<>();
        try (RecordReader records = LogFiles.open(file.file, conf)) {
            var r = new LogRecord();
            while (records.next(r) && r.offset < file.start) {
                if (r.layout != null && r.ts != LogRecord.NO_TIME && file.forged.at(r.offset) == null) {
                    long day = Instant.ofEpochSecond(Math.floorDiv(r.ts, 1_000_000L))
                            .atZone(zone)
                            .toLocalDate()
                            .toEpochDay();
                    days.merge(day, 1L, Long::sum);
                }
            }
        } catch (IOException e) {
            file.notes.add("could not be read again: " + e.getMessage());
        }
        return days;
    }
}
