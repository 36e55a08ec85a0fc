package org.hangup.jobs.incidents;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hangup.jobs.archive.LocalClock;
import org.hangup.jobs.events.AcceptFailures;

/** Times in which a node could accept nothing. Failures that follow within a minute are one, over midnight too. */
final class AcceptIncidents {
    /** What says that descriptors, ports or memory ran out (inet's atoms and texts). */
    private static final Set<String> EXHAUSTED = Set.of(
            "emfile",
            "enfile",
            "enobufs",
            "enomem",
            "system_limit",
            "too many open files",
            "too many open files in system",
            "file table overflow",
            "no buffer space available",
            "not enough memory",
            "cannot allocate memory",
            "a system limit was hit, probably not enough ports");

    /** Failures that belong together, by the days of their records. */
    private record Chain(List<AcceptFailures.Run> runs) {
        AcceptFailures.Run first() {
            return runs.get(0);
        }

        /** Those until a day's end; null if there are none. */
        Chain until(int day) {
            List<AcceptFailures.Run> before =
                    runs.stream().filter(run -> run.day() <= day).toList();
            return before.isEmpty() ? null : new Chain(before);
        }

        long to() {
            return runs.stream().mapToLong(AcceptFailures.Run::to).max().orElseThrow();
        }

        long count() {
            return runs.stream().mapToLong(AcceptFailures.Run::count).sum();
        }
    }

    private final List<Chain> chains = new ArrayList<>();
    private final LocalClock clock;

    /** @param runs of all logs, those that the state of the day before carries among them */
    AcceptIncidents(List<AcceptFailures.Run> runs, LocalClock clock) {
        this.clock = clock;
        Stream<AcceptFailures.Run> inOrder = runs.stream()
                .sorted(Comparator.comparingInt(AcceptFailures.Run::log).thenComparing(AcceptFailures.Run::from));
        inOrder.forEach(run -> {
            Chain last = chains.isEmpty() ? null : chains.get(chains.size() - 1);
            if (last != null && last.first().log() == run.log() && run.from() - last.to() <= Incident.SURE) {
                last.runs().add(run);
            } else {
                chains.add(new Chain(new ArrayList<>(List.of(run))));
            }
        });
    }

    /** The incidents of all days. */
    List<Incident> incidents(Nodes nodes) {
        return chains.stream()
                .map(chain -> {
                    AcceptFailures.Run first = chain.first();
                    String node = nodes.of(first.log(), first.boot());
                    return new Incident(
                            nodes.log(first.log()),
                            node,
                            Incident.ACCEPT_FAILED,
                            clock.day(chain.to() + Incident.SURE),
                            first.from(),
                            chain.to(),
                            Scopes.NODE + " " + node,
                            chain.count(),
                            null,
                            null,
                            isExhausted(first.reason()) ? "resource_limit" : null,
                            first.file(),
                            first.file() == null ? null : first.offset());
                })
                .toList();
    }

    /** What a day leaves: failures that may go on. */
    List<Carried> carried(int day, Nodes nodes) {
        return chains.stream()
                .map(chain -> chain.until(day))
                .filter(chain -> chain != null && clock.day(chain.to() + Incident.SURE) > day)
                .map(chain -> {
                    AcceptFailures.Run first = chain.first();
                    return new Carried(
                            Carried.ACCEPTS,
                            nodes.log(first.log()),
                            nodes.bootId(first.log(), first.boot()),
                            first.from(),
                            chain.to(),
                            chain.count(),
                            null,
                            first.reason(),
                            first.file(),
                            first.offset());
                })
                .toList();
    }

    static boolean isExhausted(String reason) {
        return reason != null && EXHAUSTED.contains(reason);
    }
}
