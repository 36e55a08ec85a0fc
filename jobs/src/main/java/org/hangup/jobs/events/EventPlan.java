package org.hangup.jobs.events;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;
import org.hangup.jobs.people.Privacy;

/**
 * What is needed to make events of an archive.
 *
 * @param archive path of the list of files to read, see {@link org.hangup.archive.ArchiveFile}
 * @param from time of the first records to take, inclusive; microseconds since the epoch, UTC
 * @param to time before which the last ones were written
 * @param zone of the days
 * @param messages paths of an operator's own rows of the message catalogue
 * @param splitSize bytes of a split, 0 for the default
 * @param aliased numbers of the logs in which some lines name a connection by another id than others do
 * @param consoles numbers of the logs that print no pids
 * @param tracedConsoles those among them that have records of level debug
 * @param privacy what is kept of people
 */
public record EventPlan(
        String archive,
        long from,
        long to,
        ZoneId zone,
        List<String> messages,
        long splitSize,
        List<Integer> aliased,
        List<Integer> consoles,
        List<Integer> tracedConsoles,
        Privacy privacy)
        implements Serializable {
    public EventPlan {
        messages = List.copyOf(messages);
        aliased = List.copyOf(aliased);
        consoles = List.copyOf(consoles);
        tracedConsoles = List.copyOf(tracedConsoles);
    }

    /** The logs of which some events have to be named by what stands around them. */
    List<Integer> namedOtherwise() {
        return java.util.stream.Stream.concat(aliased.stream(), consoles.stream())
                .distinct()
                .toList();
    }
}
