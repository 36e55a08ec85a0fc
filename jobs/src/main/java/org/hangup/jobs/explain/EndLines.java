package org.hangup.jobs.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.hangup.archive.Codec;
import org.hangup.archive.FoundFile;
import org.hangup.archive.Listing;
import org.hangup.archive.LogFile;
import org.hangup.archive.LogFiles;
import org.hangup.archive.LogName;
import org.hangup.archive.NoSuchInputException;
import org.hangup.archive.Sniffer;
import org.hangup.event.Secrets;
import org.hangup.jobs.UsageException;
import org.hangup.log.Clock;
import org.hangup.log.Layout;
import org.hangup.log.Layouts;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;

/**
 * The lines of the logs around the records that ended connections. A file may have another name by now, since rotation renames files: so every file
 * of the same log is a candidate, and a record is shown only if it begins at the right byte, has the right time, and, where the time is not exactly
 * that of the end, names the connection.
 */
final class EndLines {
    private static final int AROUND = 2;
    /** Bytes before a record in which those before it are looked for. */
    private static final long BACK = 16 << 10;
    /** Records that name the connection may lie so far from its end, in microseconds. */
    private static final long SLACK = 2_000_000;

    private final ZoneId zone;
    private final Configuration conf;
    private final Map<String, Excerpt> found = new HashMap<>();

    /**
     * Records of a log.
     *
     * @param file the name that the file has now, below its input
     * @param records their texts, without what may be secret
     * @param end the place of the one that ended the connection among them
     */
    record Excerpt(String file, List<String> records, int end) {}

    /** A file that may hold what is looked for, and the time of its first record. */
    private record Candidate(LogFile file, long firstTs) {}

    private EndLines(ZoneId zone, Configuration conf) {
        this.zone = zone;
        this.conf = conf;
    }

    /**
     * Excerpts by connection_id; none of a connection whose record is not there any more.
     *
     * @param inputs files, folders or globs
     * @param zone of times without an offset
     * @throws UsageException if an input is not there
     */
    static Map<String, Excerpt> of(List<Connection> connections, List<String> inputs, ZoneId zone, Configuration conf)
            throws IOException {
        List<FoundFile> files = listing(inputs, conf);
        var lines = new EndLines(zone, conf);
        Map<String, List<Connection>> byLog = connections.stream()
                .filter(connection -> connection.file() != null && connection.offset() != null)
                .collect(Collectors.groupingBy(connection -> LogName.of(connection.file())));
        for (var log : byLog.entrySet()) {
            lines.find(log.getKey(), log.getValue(), files);
        }
        return lines.found;
    }

    private static List<FoundFile> listing(List<String> inputs, Configuration conf) throws IOException {
        try {
            return Listing.of(inputs, null, conf);
        } catch (NoSuchInputException | IllegalArgumentException e) {
            throw new UsageException("--input: " + e.getMessage() + "; give files, folders or globs of logs");
        } catch (UnsupportedFileSystemException e) {
            throw new UsageException("--input: no file system is known for it: " + e.getMessage());
        }
    }

    private void find(String log, List<Connection> connections, List<FoundFile> files) throws IOException {
        List<Connection> wanted = new ArrayList<>(connections);
        wanted.sort(Comparator.comparing(Connection::offset));
        for (Candidate candidate : candidates(log, files)) {
            List<Connection> here = wanted.stream()
                    .filter(connection -> mayHold(candidate, connection))
                    .toList();
            if (!here.isEmpty()) {
                read(candidate.file(), here);
                wanted.removeIf(connection -> found.containsKey(connection.id()));
            }
        }
    }

    /** Files of the log, those in its folder first, then those that begin last: the first that begins before a record most likely holds it. */
    private List<Candidate> candidates(String log, List<FoundFile> files) {
        String stem = log.substring(log.lastIndexOf('/') + 1);
        String folder = LogName.folder(log);
        List<Candidate> candidates = new ArrayList<>();
        for (FoundFile file : files) {
            if (file.problem() == null && LogName.stem(file.fileName()).equals(stem)) {
                Candidate candidate = candidate(file);
                if (candidate != null) {
                    candidates.add(candidate);
                }
            }
        }
        candidates.sort(Comparator.comparing((Candidate candidate) -> !isIn(folder, candidate.file()))
                .thenComparing(Candidate::firstTs, Comparator.reverseOrder())
                .thenComparing(candidate -> candidate.file().name()));
        return candidates;
    }

    private Candidate candidate(FoundFile file) {
        try {
            Sniffer.Sniffed sniffed = Sniffer.sniff(file.path(), zone, conf);
            return sniffed.kind() != Sniffer.Kind.LOG
                    ? null
                    : new Candidate(
                            new LogFile(
                                    file.path(),
                                    file.name(),
                                    file.length(),
                                    sniffed.codec(),
                                    sniffed.layout(),
                                    zone.getId(),
                                    sniffed.date(),
                                    null),
                            sniffed.firstTs());
        } catch (IOException e) {
            return null; // what cannot be read holds nothing that can be shown
        }
    }

    private static boolean isIn(String folder, LogFile file) {
        String path = file.path().substring(0, file.path().lastIndexOf('/'));
        return folder.equals(".") || path.endsWith("/" + folder);
    }

    private static boolean mayHold(Candidate candidate, Connection connection) {
        boolean longEnough = candidate.file().codec() != Codec.NONE
                || connection.offset() < candidate.file().length();
        return longEnough && (candidate.firstTs() == LogRecord.NO_TIME || candidate.firstTs() <= latest(connection));
    }

    private void read(LogFile file, List<Connection> wanted) throws IOException {
        if (!wanted.stream().allMatch(connection -> isSeekable(file, connection))) {
            try (RecordReader reader = LogFiles.open(file, conf)) {
                excerpts(reader, file.name(), wanted);
            }
            return;
        }
        for (Connection connection : wanted) {
            long from = Math.max(0, connection.offset() - BACK);
            try (RecordReader reader = LogFiles.open(file, from, Long.MAX_VALUE, conf)) {
                excerpts(reader, file.name(), List.of(connection));
            }
        }
    }

    /** Whether times are right if the file is not read from its beginning. */
    private boolean isSeekable(LogFile file, Connection connection) {
        Layout layout = Layouts.named(file.layout());
        return file.codec() == Codec.NONE
                && layout != null
                && Layouts.splittable(layout)
                && (layout.offset() || !Clock.repeatsAnHour(zone, earliest(connection), latest(connection)));
    }

    /** Goes through records once. */
    private void excerpts(RecordReader reader, String file, List<Connection> wanted) {
        var before = new ArrayDeque<String>();
        List<Excerpt> growing = new ArrayList<>();
        int next = 0;
        var r = new LogRecord();
        while ((next < wanted.size() || !growing.isEmpty()) && reader.next(r)) {
            while (next < wanted.size() && wanted.get(next).offset() < r.offset) {
                next++;
            }
            boolean near = next < wanted.size() && r.offset >= wanted.get(next).offset() - BACK;
            if (!near && growing.isEmpty()) {
                before.clear();
                continue;
            }
            String text = new String(r.bytes, r.start, r.messageEnd - r.start, UTF_8);
            String shown = shown(r, text);
            growing.forEach(excerpt -> excerpt.records().add(shown));
            growing.removeIf(excerpt -> excerpt.records().size() > excerpt.end() + AROUND);
            for (; next < wanted.size() && wanted.get(next).offset() == r.offset; next++) {
                if (isEnd(wanted.get(next), r.ts, text)) {
                    var excerpt = new Excerpt(file, new ArrayList<>(before), before.size());
                    excerpt.records().add(shown);
                    growing.add(excerpt);
                    found.put(wanted.get(next).id(), excerpt);
                }
            }
            before.add(shown);
            if (before.size() > AROUND) {
                before.remove();
            }
        }
    }

    /** What only debug records and dumps hold, may be secret; the server's own one-line messages are shown whole. */
    private static String shown(LogRecord r, String text) {
        boolean plain = r.lines == 0
                && r.level != null
                && (r.level.equals("info") || r.level.equals("notice") || r.level.equals("warning"));
        return plain ? text : Secrets.masked(text);
    }

    /** Whether a record is the one that ended the connection. */
    static boolean isEnd(Connection connection, long ts, String text) {
        if (ts == LogRecord.NO_TIME) {
            return isNamed(connection, text);
        }
        return ts == micros(connection.endedAt())
                || ts == micros(connection.settledAt())
                || (ts >= earliest(connection) && ts <= latest(connection) && isNamed(connection, text));
    }

    private static boolean isNamed(Connection connection, String text) {
        return isIn(text, connection.name().full())
                || isIn(text, connection.name().tried())
                || isIn(text, connection.peer().ip())
                || isIn(
                        text,
                        connection.ending() == null ? null : connection.ending().reason());
    }

    private static boolean isIn(String text, String part) {
        return part != null && !part.isEmpty() && text.contains(part);
    }

    private static long earliest(Connection connection) {
        return micros(connection.endedAt()) - SLACK;
    }

    private static long latest(Connection connection) {
        return micros(connection.settledAt()) + SLACK;
    }

    private static long micros(java.time.Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }
}
