package org.hangup.jobs.archive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hangup.archive.Codec;
import org.hangup.archive.LogFile;
import org.hangup.log.Layouts;
import org.hangup.log.LogRecord;

/** A file with the scans of its parts, and what becomes of it: a place in a log, or a copy of another file. */
final class FileScan {
    final InputFile input;
    final LogFile file;
    final List<Scan> parts;
    String log;
    /** The servers of its log's files, where each has a log of its own. */
    Set<String> servers = Set.of();
    /** Equal for files of the same uncompressed bytes, as far as that is known; null if nothing is. */
    final String content;
    /** The parts with what strangers forged still in them. */
    private final List<Scan> raw;
    /** Those of {@link #raw} that this run made. */
    private final List<Scan> read;

    /** The file that this one is a copy of, null if it counts. */
    FileScan original;
    /** Why it does not count, or what should be known of it. */
    final Set<String> notes = new TreeSet<>();
    /** Records before this offset stand in the file before, too. */
    long start;
    /** Records by day that do not count. */
    final Map<Long, Long> skippedDays = new HashMap<>();
    /** What stands in the names of failed logins. */
    Forged forged = Forged.NONE;
    /** Place in its log. */
    int order;

    /** @param read the scans of this run, which follow those that the ledger has */
    FileScan(InputFile input, LogFile file, List<Scan> read) {
        this.input = input;
        this.file = file;
        this.log = input.log;
        this.content = input.content();
        this.read = read;
        List<Scan> all = new ArrayList<>(input.scans());
        all.addAll(read);
        all.sort(Comparator.comparingLong(Scan::from));
        this.raw = List.copyOf(all);
        this.parts = all;
        if (input.day != null) {
            notes.add(input.day.source());
        }
        if (isRemembered() && !input.known.scanned().forged().ranges().isEmpty()) {
            without(input.known.scanned().forged());
        }
    }

    /** Whether all of it is from the ledger. */
    boolean isRemembered() {
        return read.isEmpty() && !raw.isEmpty();
    }

    /** Uncompressed bytes that this run read of it for its records. */
    long bytesRead() {
        return read.stream().mapToLong(part -> part.end() - part.from()).sum();
    }

    /** Whether all of it was read, damaged or not. */
    boolean isWhole() {
        return parts.stream().allMatch(Scan::isRead);
    }

    /** What is to be remembered of it. */
    KnownFile.Scanned scanned(Map<String, Comparisons.Result> comparisons) {
        return new KnownFile.Scanned(input.epochDay(), input.reading, input.secondPass, raw, forged, comparisons);
    }

    /** Takes out of it what is no record. */
    void without(Forged found) {
        forged = found;
        parts.replaceAll(part -> part.without(found));
        found.days().forEach((day, n) -> skippedDays.merge(day, n, Long::sum));
    }

    String name() {
        return file.name();
    }

    long records() {
        return parts.stream().mapToLong(Scan::records).sum();
    }

    long firstTs() {
        return parts.stream()
                .mapToLong(Scan::firstTs)
                .filter(ts -> ts != LogRecord.NO_TIME)
                .findFirst()
                .orElse(LogRecord.NO_TIME);
    }

    long lastTs() {
        return parts.stream()
                .mapToLong(Scan::lastTs)
                .filter(ts -> ts != LogRecord.NO_TIME)
                .reduce(LogRecord.NO_TIME, (before, last) -> last);
    }

    /** Offset of the record that is still being written, -1 if none. */
    long unfinished() {
        return parts.stream().mapToLong(Scan::unfinished).max().orElse(-1);
    }

    /** A record without line end that no later run will find finished, since the log goes on in another file; or null. */
    Reject lost;

    /** The record that is still being written, as a reject; null if none. */
    Reject open() {
        return parts.stream().map(Scan::open).filter(r -> r != null).findFirst().orElse(null);
    }

    /** Behind the last finished record. */
    long end() {
        return parts.stream()
                .filter(part -> part.lastOffset() >= 0)
                .mapToLong(Scan::end)
                .max()
                .orElse(0);
    }

    /** Uncompressed bytes, as far as they could be read. */
    long bytes() {
        return file.codec() == Codec.NONE ? file.length() : end();
    }

    long key() {
        return parts.isEmpty() ? 0 : parts.get(0).key();
    }

    Edge head() {
        Edge head = Edge.NONE;
        for (Scan part : parts) {
            head = head.andThen(part.head());
        }
        return head;
    }

    Edge tail() {
        Edge tail = Edge.NONE;
        for (int i = parts.size() - 1; i >= 0 && tail.size() < Edge.SIZE; i--) {
            tail = tail.size() == 0
                    ? parts.get(i).tail()
                    : tail.after(parts.get(i).tail());
        }
        return tail;
    }

    String problem() {
        return parts.stream()
                .map(Scan::problem)
                .filter(p -> p != null)
                .findFirst()
                .orElse(null);
    }

    long rejected() {
        return parts.stream().mapToLong(Scan::rejected).sum() + forged.count() + (lost == null ? 0 : 1);
    }

    long foreign() {
        long ofNone = otherServers().entrySet().stream()
                .filter(other -> !servers.contains(Layouts.server(other.getKey())))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return parts.stream().mapToLong(Scan::foreign).sum() + ofNone;
    }

    /** How many lines other servers have in the file, by the layout that reads each of them alone. */
    Map<String, Long> otherServers() {
        Map<String, String> layoutOf = new HashMap<>();
        Map<String, Long> lines = new TreeMap<>();
        for (Scan part : parts) {
            part.otherServers()
                    .forEach((layout, n) -> lines.merge(
                            layoutOf.computeIfAbsent(Layouts.server(layout), server -> layout), n, Long::sum));
        }
        return lines;
    }

    List<Reject> rejects() {
        Stream<Reject> found =
                Stream.concat(parts.stream().flatMap(part -> part.rejects().stream()), forged.rejects().stream());
        return Stream.concat(found, Stream.ofNullable(lost)).limit(Rejects.KEPT).toList();
    }

    /** Records by day, without those that stand in the file before, too. */
    Map<Long, Long> days() {
        Map<Long, Long> days = new TreeMap<>();
        parts.forEach(part -> part.days().forEach((day, found) -> days.merge(day, found.records(), Long::sum)));
        skippedDays.forEach((day, n) -> days.merge(day, -n, Long::sum));
        days.values().removeIf(n -> n <= 0);
        return days;
    }

    Set<String> layouts() {
        Set<String> layouts = new TreeSet<>();
        parts.forEach(part -> layouts.addAll(part.layouts()));
        return layouts;
    }

    boolean counts() {
        return original == null && end() > start;
    }
}
