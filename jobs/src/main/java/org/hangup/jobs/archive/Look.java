package org.hangup.jobs.archive;

import java.io.IOException;
import java.io.Serializable;
import java.time.ZoneId;
import org.apache.hadoop.conf.Configuration;
import org.hangup.archive.Codec;
import org.hangup.archive.FoundFile;
import org.hangup.archive.LogFile;
import org.hangup.archive.LogFiles;
import org.hangup.archive.Sniffer;
import org.hangup.archive.StoredFiles;
import org.hangup.log.Clock;
import org.hangup.log.Layout;
import org.hangup.log.Layouts;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;

/** A first look into a file: what it is, and whether it may be cut into parts. */
final class Look {
    /** Bytes at a file's end that hold its last record's time. */
    private static final long TAIL = 1 << 18;

    private Look() {}

    /**
     * What was seen.
     *
     * @param print of the bytes; null if they are no more so many, or cannot be read
     */
    record Seen(Sniffed sniffed, Fingerprint print) implements Serializable {}

    static Seen into(FoundFile file, String zone, Configuration conf) {
        // before the records are read, so that what changes behind this is seen in the end
        Fingerprint print = print(file, conf);
        Sniffed first = sniffed(file, zone, conf);
        boolean again = first.kind().equals(SurveyedFile.UNREADABLE);
        return new Seen(again ? sniffed(file, zone, conf) : first, print);
    }

    private static Fingerprint print(FoundFile file, Configuration conf) {
        try {
            boolean told = file.problem() == null && StoredFiles.isWhole(file.path());
            return told ? Fingerprint.of(file.path(), file.length(), conf) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static Sniffed sniffed(FoundFile file, String zone, Configuration conf) {
        if (file.isPassedOver()) {
            return Sniffed.notRead(SurveyedFile.NOT_A_LOG, Codec.NONE, file.problem());
        }
        if (file.problem() != null) {
            return Sniffed.notRead(SurveyedFile.UNREADABLE, Codec.NONE, file.problem());
        }
        try {
            return sniff(file, zone, conf);
        } catch (IOException e) {
            return Sniffed.notRead(SurveyedFile.UNREADABLE, Codec.NONE, "cannot be read: " + e.getMessage());
        }
    }

    private static Sniffed sniff(FoundFile file, String zone, Configuration conf) throws IOException {
        Sniffer.Sniffed seen = Sniffer.sniff(file.path(), ZoneId.of(zone), conf);
        return switch (seen.kind()) {
            case EMPTY -> Sniffed.notRead(SurveyedFile.EMPTY, seen.codec(), "empty");
            case NOT_A_LOG ->
                seen.problem() == null
                        ? Sniffed.notRead(
                                SurveyedFile.NOT_A_LOG,
                                seen.codec(),
                                seen.note() == null ? SurveyedFile.NO_RECORD : seen.note())
                        : Sniffed.notRead(SurveyedFile.UNREADABLE, seen.codec(), seen.problem());
            case ARCHIVE -> Sniffed.notRead(SurveyedFile.ARCHIVE, seen.codec(), seen.note());
            case LOG -> {
                var log = new LogFile(
                        file.path(), file.name(), file.length(), seen.codec(), seen.layout(), zone, null, null);
                boolean printed = Layouts.named(seen.layout()).offset() || seen.firstTs() == LogRecord.NO_TIME;
                boolean repeated = !printed && RepeatedHour.holds(ZoneId.of(zone), seen.firstTs());
                yield new Sniffed(
                        SurveyedFile.LOG, seen.codec(), seen.layout(), null, repeatsAnHour(log, conf), repeated, "");
            }
        };
    }

    /**
     * Local times that autumn repeats can only be told apart by reading from the start: whether some of the file's may
     * be such.
     */
    private static boolean repeatsAnHour(LogFile file, Configuration conf) throws IOException {
        Layout layout = Layouts.named(file.layout());
        if (layout == null
                || layout.offset()
                || !layout.dated()
                || file.codec() != Codec.NONE
                || ZoneId.of(file.zone()).getRules().isFixedOffset()) {
            return false;
        }
        long first = LogRecord.NO_TIME;
        long last = LogRecord.NO_TIME;
        var r = new LogRecord();
        try (RecordReader head = LogFiles.open(file, 0, TAIL, conf)) {
            while (first == LogRecord.NO_TIME && head.next(r)) {
                first = r.ts;
            }
        }
        try (RecordReader tail = LogFiles.open(file, Math.max(0, file.length() - TAIL), Long.MAX_VALUE, conf)) {
            while (tail.next(r)) {
                last = r.ts;
            }
        }
        return first != LogRecord.NO_TIME
                && last != LogRecord.NO_TIME
                && Clock.repeatsAnHour(ZoneId.of(file.zone()), Math.min(first, last), Math.max(first, last));
    }
}
