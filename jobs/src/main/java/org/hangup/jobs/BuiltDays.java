package org.hangup.jobs;

import java.util.List;
import java.util.Map;

/**
 * What a {@link DayBuilder} counted.
 *
 * @param events events that it read
 * @param eventsByFile the same by the name of the file; a file may be missing
 * @param notes sentences for the summary, such as how many accepts could not be told from requests
 * @param rows rows that it wrote, by {@code table<TAB>day}
 * @param disconnects connections in these rows, by {@code table<TAB>day<TAB>cause}, of the tables that count them
 */
public record BuiltDays(
        long events,
        Map<String, Long> eventsByFile,
        List<String> notes,
        Map<String, Long> rows,
        Map<String, Long> disconnects) {
    public BuiltDays {
        eventsByFile = Map.copyOf(eventsByFile);
        notes = List.copyOf(notes);
        rows = Map.copyOf(rows);
        disconnects = Map.copyOf(disconnects);
    }
}
