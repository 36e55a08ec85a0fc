package org.hangup.jobs.explain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What happened, in order.
 *
 * @param episodes by their beginnings
 */
record Story(List<Episode> episodes) {
    private static final Comparator<Instant> KNOWN_LAST = Comparator.nullsLast(Comparator.naturalOrder());
    private static final Comparator<Connection> IN_ORDER = Comparator.comparing(Connection::openedAt, KNOWN_LAST)
            .thenComparing(Connection::begunAt, KNOWN_LAST)
            .thenComparing(Connection::id);

    /** Puts connections and the rows of their sessions together. */
    static Story of(List<Connection> connections, List<Session> sessions) {
        Map<String, Session> byId = new HashMap<>();
        sessions.forEach(session -> byId.put(session.id(), session));
        Map<String, List<Connection>> together = new LinkedHashMap<>();
        for (Connection connection : connections) {
            String key = connection.sessionId() == null ? connection.id() : connection.sessionId();
            together.computeIfAbsent(key, id -> new ArrayList<>()).add(connection);
        }
        List<Episode> episodes = new ArrayList<>();
        together.forEach((id, some) -> {
            some.sort(IN_ORDER);
            episodes.add(new Episode(byId.get(id), List.copyOf(some)));
        });
        episodes.sort(Comparator.comparing(Episode::begin, KNOWN_LAST)
                .thenComparing(episode -> episode.first().id()));
        return new Story(List.copyOf(episodes));
    }

    List<Connection> connections() {
        return episodes.stream()
                .flatMap(episode -> episode.connections().stream())
                .toList();
    }

    /** Connections that have ended, by their ends. */
    List<Connection> ended() {
        return connections().stream()
                .filter(connection -> !connection.isOpen())
                .sorted(Comparator.comparing(Connection::endedAt, KNOWN_LAST).thenComparing(Connection::id))
                .toList();
    }

    /** How many of the ended connections have each value, the commonest first. */
    Map<String, Long> count(Function<Ending, String> of) {
        Map<String, Long> counts = ended().stream()
                .map(connection -> of.apply(connection.ending()))
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(value -> value, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }
}
