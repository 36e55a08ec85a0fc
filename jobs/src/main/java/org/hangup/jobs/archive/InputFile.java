package org.hangup.jobs.archive;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hangup.archive.Codec;
import org.hangup.archive.FoundFile;
import org.hangup.archive.LogFile;
import org.hangup.archive.LogName;

/** A file of the input on its way through the survey. */
final class InputFile {
    final FoundFile found;
    /** What earlier runs remember of it, or of what it was before it grew; null if nothing. */
    final KnownFile known;
    /** Whether it has more bytes than are known. */
    final boolean grown;

    /** What it is. */
    Sniffed sniffed;
    /** Of the bytes that were looked at; null if they cannot be told again. */
    Fingerprint print;
    /** The log that it belongs to. */
    String log;
    /** Its node, if {@code --node-pattern} tells; else null. */
    String node;
    /** What tells of the day of its first record; null if its records print days. */
    Dateless.Reading reading;
    /** That day; null if its records print days. */
    Dateless.Day day;

    boolean secondPass;
    /** Whether it is read for one of several servers that wrote into the file. */
    boolean apart;

    InputFile(FoundFile found, Ledger.Recognized recognized) {
        this.found = found;
        this.known = recognized == null ? null : recognized.file();
        this.grown = recognized != null && recognized.grown();
        if (isKnown()) {
            sniffed = known.sniffed();
            print = known.print();
            reading = isScanned() ? known.scanned().dateless() : null;
        }
    }

    /** The same file, to be read for the server that a layout names. */
    InputFile of(String layout) {
        var one = new InputFile(found, null);
        one.sniffed = sniffed.of(layout);
        one.log = Servers.log(log, one.sniffed.server());
        one.node = node;
        one.apart = true;
        return one;
    }

    String name() {
        return found.name();
    }

    /** The files of each log, oldest first as their names tell. */
    static Collection<List<InputFile>> byLog(Stream<InputFile> files) {
        Comparator<String> oldestFirst = LogName.oldestFirst();
        return files.sorted((a, b) -> oldestFirst.compare(a.name(), b.name()))
                .collect(Collectors.groupingBy(file -> file.log, TreeMap::new, Collectors.toList()))
                .values();
    }

    /** Whether it is what it was when it was read. */
    boolean isKnown() {
        return known != null && !grown;
    }

    /** Whether earlier runs read its records. */
    boolean isScanned() {
        return known != null && known.scanned() != null;
    }

    boolean isLog() {
        return sniffed.kind().equals(SurveyedFile.LOG);
    }

    /** How it is read. */
    LogFile file(ZoneId zone) {
        return new LogFile(
                found.path(),
                found.name(),
                found.length(),
                sniffed.codec(),
                sniffed.layout(),
                zone.getId(),
                date(),
                node,
                secondPass);
    }

    private LocalDate date() {
        return day == null ? null : day.date();
    }

    Long epochDay() {
        return day == null ? null : Long.valueOf(day.date().toEpochDay());
    }

    /** The scans of earlier runs that hold; the rest of the file is to be read from behind the last of them. */
    List<Scan> scans() {
        if (!isScanned()
                || !Objects.equals(known.scanned().date(), epochDay())
                || known.scanned().secondPass() != secondPass) {
            return List.of();
        }
        List<Scan> parts = known.scanned().parts();
        if (!grown) {
            return parts;
        }
        if (sniffed.whole() || sniffed.codec() != Codec.NONE || !known.isPlain() || day != null) {
            return List.of();
        }
        // the last record, and one that reached the end, may have grown, too
        int kept = parts.size() - 1;
        while (kept > 0 && reachesEnd(parts.get(kept - 1))) {
            kept--;
        }
        return parts.subList(0, kept);
    }

    private boolean reachesEnd(Scan part) {
        return part.end() >= known.print().length() || part.unfinished() >= 0 || part.problem() != null;
    }

    /** Where the part that is to be read again begins, behind the scans that hold. */
    long restFrom() {
        int kept = scans().size();
        return kept == 0 ? 0 : known.scanned().parts().get(kept).from();
    }

    /** Equal for files of the same uncompressed bytes, as far as that is known; null if nothing is. */
    String content() {
        if (isKnown()) {
            return known.content();
        }
        return print == null ? null : print.length() + " " + print.head() + " " + print.tail();
    }
}
