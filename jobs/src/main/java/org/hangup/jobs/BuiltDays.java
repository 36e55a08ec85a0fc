package org.hangup.jobs;

import java.util.List;
import java.util.Map;

/**
 * What a {@link DayBuilder} counted.
 *
 * @param events events that it read
 * @param eventsByFile the same by the name of the file; a file may be missing
 * @param nodes names of the nodes by log, as far as input and state tell them
 * @param bytesByFile uncompressed bytes that it read, by the name of the file
 * @param notes sentences for the summary, such as how many accepts could not be told from requests
 */
public record BuiltDays(
        long events,
        Map<String, Long> eventsByFile,
        Map<String, String> nodes,
        Map<String, Long> bytesByFile,
        List<String> notes) {
    public BuiltDays {
        eventsByFile = Map.copyOf(eventsByFile);
        nodes = Map.copyOf(nodes);
        bytesByFile = Map.copyOf(bytesByFile);
        notes = List.copyOf(notes);
    }
}
