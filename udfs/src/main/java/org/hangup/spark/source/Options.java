package org.hangup.spark.source;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.hangup.spark.Extras;

/**
 * The reader's options, checked.
 *
 * @param paths what load() was given
 * @param archive a list of exactly what to read ({@link org.hangup.archive.ArchiveFile}), or null to look below {@code paths}
 * @param zone what times without offset mean; default UTC
 * @param date the day of the first record of a log without dates, or null
 * @param nodePattern takes the node from a file's path by the group {@code node}, or null
 * @param eventRows whether events of the catalogue are rows, and not records
 * @param events whether only records are wanted that a catalogue row may match
 * @param messages files with more catalogue rows
 * @param splitSize bytes of a plain file that one task reads at most
 * @param exactSplits whether {@code splitSize} was asked for, so that smaller inputs are not split finer or coarser
 */
record Options(
        List<String> paths,
        String archive,
        ZoneId zone,
        LocalDate date,
        Pattern nodePattern,
        boolean eventRows,
        boolean events,
        List<String> messages,
        long splitSize,
        boolean exactSplits) {
    private static final long SPLIT_SIZE = 128L << 20;

    static Options of(CaseInsensitiveStringMap map) {
        String archive = map.get("archive");
        List<String> paths = new ArrayList<>(Extras.names(map.get("paths")));
        if (map.get("path") != null) {
            paths.add(map.get("path"));
        }
        if (archive == null && paths.isEmpty()) {
            throw new IllegalArgumentException("format ejabberd needs a path: load(\"/var/log/ejabberd\")");
        }
        boolean eventRows = choice(map, "rows", "records", "events").equals("events");
        if (eventRows && archive != null) {
            throw new IllegalArgumentException("option rows=events is for paths; an archive has rows of records");
        }
        long splitSize = map.getLong("splitSize", 0);
        if (splitSize < 0) {
            throw new IllegalArgumentException("option splitSize is a number of bytes above 0, not " + splitSize);
        }
        return new Options(
                paths,
                archive,
                zone(map.getOrDefault("zone", "UTC")),
                date(map.get("date")),
                pattern(map.get("nodePattern")),
                eventRows,
                choice(map, "records", "all", "events").equals("events"),
                Extras.names(map.get("messages")),
                splitSize == 0 ? SPLIT_SIZE : splitSize,
                splitSize != 0);
    }

    /** The columns that the reader has. */
    StructType schema() {
        if (eventRows) {
            return EventRows.schema();
        }
        return archive == null ? Column.schema() : Column.archiveSchema();
    }

    /** One of two words; the first if the option is not given. */
    private static String choice(CaseInsensitiveStringMap map, String option, String first, String second) {
        String value = map.getOrDefault(option, first).toLowerCase(Locale.ROOT);
        if (!value.equals(first) && !value.equals(second)) {
            throw new IllegalArgumentException(
                    "option " + option + " is " + first + " or " + second + ", not " + value);
        }
        return value;
    }

    private static ZoneId zone(String value) {
        try {
            return ZoneId.of(value);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("option zone is a time zone like Europe/Berlin, not " + value, e);
        }
    }

    private static LocalDate date(String value) {
        try {
            return value == null || value.isEmpty() ? null : LocalDate.parse(value);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("option date is a day like 2014-10-24, not " + value, e);
        }
    }

    private static Pattern pattern(String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (!value.contains("(?<node>")) {
            throw new IllegalArgumentException("option nodePattern needs a group (?<node>...): " + value);
        }
        try {
            return Pattern.compile(value);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("option nodePattern is no regular expression: " + value, e);
        }
    }
}
