package org.hangup.jobs.pipeline;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** The names under which tasks count what they wrote, and what the counts say. */
final class BuiltCounts {
    /** Accepts that may be http requests. */
    static final String UNDECIDED = "undecided";

    private static final String EVENTS = "events\t";
    private static final String ROWS = "rows\t";
    private static final String DISCONNECTS = "disconnects\t";

    private BuiltCounts() {}

    static String events(String file) {
        return EVENTS + file;
    }

    static String rows(String table, int day) {
        return ROWS + table + "\t" + LocalDate.ofEpochDay(day);
    }

    static String disconnects(String table, int day, String cause) {
        return DISCONNECTS + table + "\t" + LocalDate.ofEpochDay(day) + "\t" + cause;
    }

    static Map<String, Long> eventsByFile(Map<String, Long> counts) {
        return below(EVENTS, counts);
    }

    /** Rows by {@code table<TAB>day}. */
    static Map<String, Long> rows(Map<String, Long> counts) {
        return below(ROWS, counts);
    }

    /** Disconnections by {@code table<TAB>day<TAB>cause}. */
    static Map<String, Long> disconnects(Map<String, Long> counts) {
        return below(DISCONNECTS, counts);
    }

    private static Map<String, Long> below(String head, Map<String, Long> counts) {
        Map<String, Long> found = new TreeMap<>();
        counts.forEach((name, count) -> {
            if (name.startsWith(head)) {
                found.put(name.substring(head.length()), count);
            }
        });
        return found;
    }
}
