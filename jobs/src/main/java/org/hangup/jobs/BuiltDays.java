package org.hangup.jobs;

import java.util.List;
import java.util.Map;

/**
 * What a {@link DayBuilder} counted.
 *
 * @param events events that it read
 * @param eventsByFile the same by the name of the file; a file may be missing
 * @param nodes names of the nodes by log, as far as input and state tell them
 * @param notes sentences for the summary, such as how many accepts could not be told from requests
 */
public record BuiltDays(long events, Map<String, Long> eventsByFile, Map<String, String> nodes, List<String> notes) {
    public BuiltDays {
        eventsByFile = Map.copyOf(eventsByFile);
        nodes = Map.copyOf(nodes);
        notes = List.copyOf(notes);
    }
}
