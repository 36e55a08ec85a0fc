package org.hangup.jobs.explain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What comes again and again in a story: each a sentence with its evidence, n of m. Nothing is said of what happened fewer than three times, or in the
 * smaller part of the cases.
 */
final class Patterns {
    private static final int FEW = 3;
    /** A new login of the same resource makes the server end the old session within this time. */
    private static final long AT_ONCE_MS = 2_000;

    private static final long SHORT_MS = 60_000;
    private static final long SOON_MS = 30_000;
    /** Ends this near to each other have one cause. */
    private static final long TOGETHER_MS = 5_000;
    /** A younger connection was not idle for long. */
    private static final long YOUNGEST_MS = 20_000;
    /** Ends that nobody ordered: what a box between client and server leaves. */
    private static final Set<String> CUT = Set.of(
            "connection_lost", "connection_reset", "timeout_ping", "timeout_ack", "timeout_send", "client_closed");

    private final Story story;
    private final List<Connection> ended;
    private final List<String> sentences = new ArrayList<>();

    private Patterns(Story story) {
        this.story = story;
        this.ended = story.ended();
    }

    /** The sentences, the most telling first. */
    static List<String> of(Story story) {
        var patterns = new Patterns(story);
        patterns.replaced();
        patterns.cutAtOneAge();
        patterns.flapping();
        patterns.failedLogins();
        patterns.together();
        patterns.resumed();
        return List.copyOf(patterns.sentences);
    }

    /** The greater part, and not just once or twice. */
    private static boolean isMost(long n, long m) {
        return n >= FEW && n * 2 >= m;
    }

    /** Two clients, or one that forgets its connection, under one resource. */
    private void replaced() {
        Map<String, List<Connection>> byJid = ended.stream()
                .filter(connection ->
                        connection.openedAt() != null && connection.name().resource() != null)
                .collect(Collectors.groupingBy(
                        connection -> connection.name().full(), LinkedHashMap::new, Collectors.toList()));
        byJid.forEach((jid, all) -> {
            List<Connection> replaced = all.stream()
                    .filter(connection -> connection.ended("replaced") && !CauseWords.isOverLimit(connection.ending()))
                    .toList();
            if (isMost(replaced.size(), all.size())) {
                sentences.add(jid + " was replaced by a new login of the same resource in " + replaced.size() + " of "
                        + all.size() + " ends"
                        + Rhythm.of(replaced.stream().map(Connection::endedAt).toList())
                                .words() + others(replaced));
            }
        });
    }

    private String others(List<Connection> replaced) {
        int other = 0;
        int same = 0;
        for (Connection old : replaced) {
            String next = story.connections().stream()
                    .filter(connection -> !connection.id().equals(old.id())
                            && old.name().equals(connection.name())
                            && connection.openedAt() != null
                            && Math.abs(millis(connection.openedAt(), old.endedAt())) <= AT_ONCE_MS)
                    .map(connection -> connection.peer().ip())
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            if (next != null && old.peer().ip() != null) {
                other += next.equals(old.peer().ip()) ? 0 : 1;
                same += next.equals(old.peer().ip()) ? 1 : 0;
            }
        }
        if (isMost(other, replaced.size())) {
            return "; the new one came from another address " + other + " of " + (other + same)
                    + " times: two clients seem to use this resource";
        }
        return isMost(same, replaced.size())
                ? "; the new one came from the same address " + same + " of " + (other + same)
                        + " times: one client seems to log in anew before its old connection is gone"
                : "";
    }

    /** A NAT, a proxy or a balancer that cuts what was idle for so long. */
    private void cutAtOneAge() {
        List<Connection> cut = ended.stream()
                .filter(connection -> connection.age() >= 0
                        && CUT.contains(connection.ending().cause()))
                .sorted(Comparator.comparingLong(Connection::age))
                .toList();
        int best = 0;
        int from = 0;
        for (int i = 0, j = 0; i < cut.size(); i++) {
            long age = cut.get(i).age();
            while (cut.get(j).age() < age - Math.max(AT_ONCE_MS, age / 50)) {
                j++;
            }
            if (i - j + 1 > best && cut.get(j).age() >= YOUNGEST_MS) {
                best = i - j + 1;
                from = j;
            }
        }
        if (best > FEW && isMost(best, cut.size())) {
            long youngest = cut.get(from).age();
            long oldest = cut.get(from + best - 1).age();
            sentences.add(
                    best + " of " + cut.size()
                            + " connections that the client, the network or a timeout ended were of one age then, "
                            + Spans.words(cut.get(from + best / 2).age()) + " (" + Spans.words(youngest) + " to "
                            + Spans.words(oldest)
                            + "): something seems to cut them at that age, such as a NAT, a proxy or a balancer with an idle timeout");
        }
    }

    /** Short sessions, and back in no time. */
    private void flapping() {
        Map<String, List<Episode>> byUser = story.episodes().stream()
                .filter(episode -> episode.isSession() && episode.name().isKnown())
                .collect(Collectors.groupingBy(
                        episode -> episode.name().bare(), LinkedHashMap::new, Collectors.toList()));
        byUser.forEach((user, sessions) -> {
            int flaps = 0;
            int closed = 0;
            for (int i = 0; i < sessions.size(); i++) {
                Episode session = sessions.get(i);
                if (session.end() == null || session.begin() == null) {
                    continue;
                }
                closed++;
                boolean brief = millis(session.end(), session.begin()) < SHORT_MS;
                Episode next = i + 1 < sessions.size() ? sessions.get(i + 1) : null;
                boolean back = next != null && Math.abs(millis(next.begin(), session.end())) < SOON_MS;
                flaps += brief && back ? 1 : 0;
            }
            if (isMost(flaps, closed)) {
                List<Instant> openings = sessions.stream()
                        .map(Episode::begin)
                        .filter(Objects::nonNull)
                        .toList();
                sentences.add(user + " is flapping: " + flaps + " of " + closed
                        + " sessions lasted under a minute and were followed by the next within 30 s"
                        + Rhythm.of(openings).words());
            }
        });
    }

    private void failedLogins() {
        List<Connection> failed = ended.stream()
                .filter(connection -> connection.ended("auth_failed"))
                .toList();
        if (failed.size() < FEW) {
            return;
        }
        long names = failed.stream()
                .map(connection -> connection.name().tried())
                .filter(Objects::nonNull)
                .distinct()
                .count();
        long addresses = failed.stream()
                .map(connection -> connection.peer().ip())
                .filter(Objects::nonNull)
                .distinct()
                .count();
        sentences.add(failed.size() + " of " + ended.size() + " connections failed to log in, with "
                + StoryText.count(names, "name") + " from " + StoryText.count(addresses, "address")
                + Rhythm.of(failed.stream().map(Connection::endedAt).toList()).words());
    }

    /** Connections of several users that went at one moment: it was not the clients. */
    private void together() {
        List<Connection> lost = ended.stream()
                .filter(connection ->
                        connection.endedAt() != null && connection.name().isKnown())
                .toList();
        int best = 0;
        int from = 0;
        int to = 0;
        for (int i = 0, j = 0; i < lost.size(); i++) {
            while (millis(lost.get(i).endedAt(), lost.get(j).endedAt()) > TOGETHER_MS) {
                j++;
            }
            if (i - j + 1 > best) {
                best = i - j + 1;
                from = j;
                to = i + 1;
            }
        }
        List<Connection> group = lost.subList(from, to);
        long users = group.stream()
                .map(connection -> connection.name().bare())
                .distinct()
                .count();
        if (users >= FEW) {
            sentences.add(group.size() + " of " + lost.size() + " connections, of " + users
                    + " users, ended within 5 s of each other");
        }
    }

    private void resumed() {
        long lost = ended.stream()
                .filter(connection -> CUT.contains(connection.ending().cause()))
                .count();
        long resumed = ended.stream().filter(Connection::resumed).count();
        if (resumed >= FEW) {
            sentences.add(resumed + " of " + Math.max(lost, resumed)
                    + " connections that were lost were resumed on another one");
        }
    }

    private static long millis(Instant later, Instant earlier) {
        return later.toEpochMilli() - earlier.toEpochMilli();
    }
}
