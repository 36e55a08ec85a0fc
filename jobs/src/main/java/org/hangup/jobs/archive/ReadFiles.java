package org.hangup.jobs.archive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hangup.archive.Codec;
import org.hangup.archive.ReadFile;
import org.hangup.event.Version;
import org.hangup.log.Layouts;

/** What of which files is read for events. */
public final class ReadFiles {
    /** Modules whose accepted connections are XMPP clients. */
    private static final Set<String> CLIENT_LISTENERS = Set.of("ejabberd_c2s");

    private static final Version FIRST_WITH_LAGER = Version.of("13.03");
    private static final String FORKED_FROM = "2.1.8";

    private ReadFiles() {}

    /**
     * The files of the survey that have segments with records of some days, each with these.
     *
     * @param from when the first day begins, microseconds since the epoch, UTC; {@link Long#MIN_VALUE} for all before
     * @param to when the last one ends
     */
    public static List<ReadFile> of(Survey survey, Logs logs, long from, long to) {
        Map<List<Object>, List<Listener>> listeners =
                survey.listeners().stream().collect(Collectors.groupingBy(l -> List.of(l.log(), l.boot())));
        Set<String> doubled = survey.logs().stream()
                .filter(LogSummary::doubleEncoded)
                .map(LogSummary::log)
                .collect(Collectors.toSet());
        Map<List<String>, SurveyedFile> files = files(survey);
        List<ReadFile> read = new ArrayList<>();
        survey.segments().stream()
                .collect(Collectors.groupingBy(segment -> List.of(segment.log(), segment.file())))
                .forEach((key, segments) -> {
                    List<Segment> wanted = between(from, to, segments, files.get(key));
                    if (!wanted.isEmpty()) {
                        read.add(file(files.get(key), wanted, logs, listeners, doubled));
                    }
                });
        read.sort(Comparator.comparingInt(ReadFile::log).thenComparingInt(ReadFile::order));
        return read;
    }

    /** Uncompressed bytes of files that are read, by their names; a file that holds several logs is read for each of them. */
    public static Map<String, Long> bytes(List<ReadFile> files) {
        Map<String, Long> bytes = new HashMap<>();
        for (ReadFile read : files) {
            List<ReadFile.Segment> segments = read.segments();
            long from = read.file().codec() == Codec.NONE ? segments.get(0).from() : 0;
            bytes.merge(read.file().name(), segments.get(segments.size() - 1).to() - from, Long::sum);
        }
        return bytes;
    }

    /** By log and name: a file may hold several logs. */
    private static Map<List<String>, SurveyedFile> files(Survey survey) {
        Map<List<String>, SurveyedFile> files = new HashMap<>();
        survey.files().stream()
                .filter(file -> file.log() != null)
                .forEach(file -> files.put(List.of(file.log(), file.file().name()), file));
        return files;
    }

    /**
     * What is of other days than those that are built is not read: no record of a segment is of a later day than the segment, nor of
     * an earlier one, since there another segment begins.
     */
    private static List<Segment> between(long from, long to, List<Segment> segments, SurveyedFile file) {
        if (segments.size() >= Scanner.DAYS) {
            return segments; // of a log in no order, whose days were not all kept
        }
        return segments.stream()
                .filter(segment -> segment.day() == Long.MIN_VALUE
                        ? from == Long.MIN_VALUE || file.lastTs() >= from
                        : segment.day() >= from && segment.day() < to)
                .toList();
    }

    private static ReadFile file(
            SurveyedFile file,
            List<Segment> segments,
            Logs logs,
            Map<List<Object>, List<Listener>> listeners,
            Set<String> doubled) {
        Segment any = segments.get(0);
        return new ReadFile(
                file.file(),
                logs.number(any.log()),
                any.order(),
                doubled.contains(any.log()),
                file.broken(),
                segments.stream()
                        .sorted(Comparator.comparingLong(Segment::from))
                        .map(segment -> segment(segment, file.file().layout(), logs, listeners))
                        .toList());
    }

    private static ReadFile.Segment segment(
            Segment segment, String layout, Logs logs, Map<List<Object>, List<Listener>> listeners) {
        List<Listener> known = logs.listeners(listeners, segment.log(), segment.boot());
        return new ReadFile.Segment(
                segment.from(),
                segment.to(),
                segment.boot(),
                segment.day(),
                version(logs.version(segment.log(), segment.boot()), layout),
                ports(known, true),
                ports(known, false));
    }

    /**
     * The version by which catalogue rows are chosen. MongooseIM up to 1.2 prints the ejabberd that it forked from, and 2.1 a number that an ejabberd had,
     * too; but those wrote no log with lager, which ejabberd has from 13.06 on.
     *
     * @param printed what the start record says; may be null
     */
    static String version(String printed, String layout) {
        Version version = Version.of(printed);
        boolean lager = Layouts.inner(layout).startsWith("lager");
        if (version == null || !lager || version.isMongooseIm() || version.compareTo(FIRST_WITH_LAGER) >= 0) {
            return printed;
        }
        return printed.equals(FORKED_FROM) ? "mim-1.0" : "mim-" + printed;
    }

    private static int[] ports(List<Listener> listeners, boolean ofClients) {
        return listeners.stream()
                .filter(listener -> CLIENT_LISTENERS.contains(listener.module()) == ofClients)
                .mapToInt(Listener::port)
                .distinct()
                .toArray();
    }
}
