package org.hangup.jobs.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.hangup.archive.FoundFile;
import org.hangup.archive.LogFile;
import org.hangup.archive.LogFiles;
import org.hangup.archive.LogName;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;
import org.hangup.log.SyslogDay;

/**
 * The day of the first record of files whose layout prints none (lager's console).
 *
 * <p>In this order: {@code --date} (for the first file of a log, if neither a session's id nor syslog tells its day); a day in the file's name (of its
 * first record; behind the extension, as logrotate's dateext writes it, the day on which the file was put away); an Erlang timestamp in a
 * session's id ({@code {{1414,140336,249563},<0.495.0>}}, UTC), which its record follows; the day without year that
 * syslog or the journal put before the record (the one next to {@code --date}); where the file before in the log ends; and, a guess, the time at which the
 * file was last written, which its last record precedes.
 */
final class Dateless {
    private static final long DAY = 86_400_000_000L;
    private static final long SECOND = 1_000_000L;
    private static final int HALF_A_YEAR = 182;
    /** Bytes that hold what syslog puts before a line. */
    private static final int LINE = 256;

    private static final LocalDate PROVISIONAL = LocalDate.of(1970, 1, 2);

    private Dateless() {}

    /**
     * What one reading finds; times on the wall, microseconds since the midnight in which the first record's day begins.
     *
     * @param votes days of the first record, as days since 1970-01-01, and how many timestamps speak for each
     * @param printed what a wrapper says of the first record's day; null if nothing
     */
    record Reading(long first, long last, Map<Long, Integer> votes, SyslogDay printed) implements Serializable {
        long lastDay() {
            return Math.floorDiv(last, DAY);
        }
    }

    /** A day and where it comes from. */
    record Day(LocalDate date, String source) {}

    static Reading read(LogFile file, ZoneId zone, Configuration conf) throws IOException {
        var provisional = new LogFile(
                file.path(), file.name(), file.length(), file.codec(), file.layout(), "UTC", PROVISIONAL, null);
        long base = PROVISIONAL.toEpochDay() * DAY;
        long first = -1;
        long last = -1;
        long firstOffset = -1;
        Map<Long, Integer> votes = new HashMap<>();
        try (RecordReader records = LogFiles.open(provisional, conf)) {
            var r = new LogRecord();
            while (records.next(r)) {
                if (r.layout == null || r.layout.dated() || r.ts == LogRecord.NO_TIME) {
                    continue;
                }
                last = r.ts - base;
                if (first < 0) {
                    first = last;
                    firstOffset = r.offset;
                }
                long stamp = ErlangStamp.in(r.bytes, r.messageStart, r.messageEnd);
                if (stamp >= 0) {
                    votes.merge(firstDay(stamp, last, zone), 1, Integer::sum);
                }
            }
        }
        SyslogDay printed = firstOffset < 0 ? null : SyslogDay.of(line(file, firstOffset, conf));
        return new Reading(Math.max(first, 0), Math.max(last, 0), votes, printed);
    }

    /** What stands at the start of the line at {@code offset}. */
    private static byte[] line(LogFile file, long offset, Configuration conf) throws IOException {
        try (InputStream in = LogFiles.bytes(file, 0, conf)) {
            in.skipNBytes(offset);
            return in.readNBytes(LINE);
        }
    }

    /** The first record's day if the record at {@code wall} stands at the first such local time after the stamp. */
    static long firstDay(long stamp, long wall, ZoneId zone) {
        LocalDateTime opened = Instant.ofEpochSecond(stamp / SECOND, stamp % SECOND * 1000)
                .atZone(zone)
                .toLocalDateTime();
        long openedOfDay = opened.toLocalTime().toNanoOfDay() / 1000;
        long ofDay = Math.floorMod(wall, DAY);
        // the log shows milliseconds only, and the stamp may be rounded up to a second
        boolean nextDay = ofDay + SECOND < openedOfDay;
        return opened.toLocalDate().toEpochDay() + (nextDay ? 1 : 0) - Math.floorDiv(wall, DAY);
    }

    /**
     * The days of the files of one log.
     *
     * @param files of one log, oldest first as names tell
     * @param date {@code --date}, or null
     */
    static Day[] days(List<FoundFile> files, List<Reading> readings, LocalDate date, ZoneId zone) {
        Day[] days = new Day[files.size()];
        for (int i = 0; i < days.length; i++) {
            days[i] = own(files.get(i), readings.get(i), i == 0 ? date : null, date == null);
            boolean goesOn = i > 0 && days[i - 1] != null;
            LocalDate next = goesOn ? next(days[i - 1].date, readings.get(i - 1), readings.get(i)) : null;
            if (days[i] == null) {
                days[i] = printed(files.get(i), readings.get(i), next, i == 0 ? date : null, zone);
            }
            if (goesOn && (days[i] == null || days[i].date.isBefore(next))) {
                days[i] = new Day(next, "day from the file before");
            }
        }
        int known = 0;
        while (known < days.length && days[known] == null) {
            known++;
        }
        if (known == days.length) {
            known--;
            days[known] = written(files.get(known), readings.get(known), zone);
        }
        for (int i = known - 1; i >= 0; i--) {
            boolean dayBefore = readings.get(i + 1).first + 60 * SECOND < Math.floorMod(readings.get(i).last, DAY);
            LocalDate lastDay = days[i + 1].date.minusDays(dayBefore ? 1 : 0);
            days[i] = new Day(
                    lastDay.minusDays(readings.get(i).lastDay()),
                    days[i + 1].source.startsWith("day guessed") ? days[i + 1].source : "day from the file behind");
        }
        return days;
    }

    private static Day own(FoundFile file, Reading reading, LocalDate date, boolean vote) {
        if (date != null && reading.votes.isEmpty() && reading.printed == null) {
            return new Day(date, "day from --date");
        }
        if (date != null) {
            return reading.votes.isEmpty() ? null : voted(reading);
        }
        LocalDate named = LogName.day(file.name());
        if (named != null) {
            if (LogName.isRotationDay(file.name())) {
                boolean morning = Math.floorMod(reading.last, DAY) <= DAY / 2;
                named = named.minusDays(reading.lastDay() + (morning ? 0 : 1));
            }
            return new Day(named, "day from its name");
        }
        if (!vote || reading.votes.isEmpty()) {
            return null;
        }
        return voted(reading);
    }

    private static Day voted(Reading reading) {
        long day = reading.votes.entrySet().stream()
                .max(Map.Entry.<Long, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
        return new Day(LocalDate.ofEpochDay(day), "day from an Erlang timestamp");
    }

    /** The day that syslog prints, behind the file before, next to a given day or in the year in which the file was written; null if it prints none. */
    private static Day printed(FoundFile file, Reading reading, LocalDate next, LocalDate near, ZoneId zone) {
        if (reading.printed == null) {
            return null;
        }
        LocalDate written = Instant.ofEpochMilli(file.modified()).atZone(zone).toLocalDate();
        LocalDate latest = near == null ? written.plusDays(1) : near.plusDays(HALF_A_YEAR);
        LocalDate day = next == null ? reading.printed.atMost(latest) : reading.printed.atLeast(next);
        if (day == null) {
            return null;
        }
        // syslog's clock may have passed midnight when the record came
        boolean dayBefore = Math.floorMod(reading.first, DAY) - reading.printed.second() * SECOND > DAY / 2;
        return new Day(
                day.minusDays(dayBefore ? 1 : 0),
                next == null && near == null
                        ? "day from syslog, year guessed from the time at which the file was written"
                        : "day from syslog");
    }

    /** The first day of a file that continues another. */
    private static LocalDate next(LocalDate firstDay, Reading before, Reading reading) {
        boolean newDay = reading.first + 60 * SECOND < Math.floorMod(before.last, DAY);
        return firstDay.plusDays(before.lastDay() + (newDay ? 1 : 0));
    }

    private static Day written(FoundFile file, Reading reading, ZoneId zone) {
        LocalDateTime modified =
                Instant.ofEpochMilli(file.modified()).atZone(zone).toLocalDateTime();
        long ofDay = modified.toLocalTime().toNanoOfDay() / 1000;
        boolean before = Math.floorMod(reading.last, DAY) > ofDay + SECOND;
        LocalDate lastDay = modified.toLocalDate().minusDays(before ? 1 : 0);
        return new Day(lastDay.minusDays(reading.lastDay()), "day guessed from the time at which the file was written");
    }
}
