package org.hangup.jobs.incidents;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hangup.jobs.archive.LocalClock;

/** Restarts and crashes of nodes, with the connections that they ended. */
final class BootIncidents {
    /**
     * Connections that the end of a boot has ended.
     *
     * @param day on which they were settled, in days since 1970-01-01
     */
    record Ended(int log, int boot, int day, long connections, long users) {}

    private final List<Outages.Outage> outages;
    private final List<Ended> ended;
    private final LocalClock clock;

    /** @param ended those that the state of the day before carries among them */
    BootIncidents(List<Outages.Outage> outages, List<Ended> ended, LocalClock clock) {
        this.outages = outages;
        this.ended = ended;
        this.clock = clock;
    }

    /** The incidents of all days. */
    List<Incident> incidents(Nodes nodes) {
        return outages.stream().map(outage -> incident(outage, nodes)).toList();
    }

    private Incident incident(Outages.Outage outage, Nodes nodes) {
        int day = clock.day(outage.to() + Incident.SURE);
        List<Ended> its = ended.stream()
                .filter(row -> row.log() == outage.log() && outage.boots().contains(row.boot()) && row.day() <= day)
                .toList();
        return new Incident(
                nodes.log(outage.log()),
                outage.node(),
                outage.crash() ? Incident.NODE_CRASH : Incident.NODE_RESTART,
                day,
                outage.from(),
                outage.to(),
                Scopes.NODE + " " + outage.node(),
                its.stream().mapToLong(Ended::connections).sum(),
                its.stream().mapToLong(Ended::users).sum(),
                null,
                outage.crash() ? "server_crash" : "server_shutdown",
                outage.file(),
                outage.file() == null ? null : outage.offset());
    }

    /** What a day leaves: connections that an end has ended whose incident is of a later day. */
    List<Carried> carried(int day, Nodes nodes) {
        List<Carried> carried = new ArrayList<>();
        ended.stream()
                .filter(row -> row.day() <= day && !isOver(row, day))
                .map(row -> List.of(row.log(), row.boot()))
                .distinct()
                .sorted(Comparator.comparing(List::toString))
                .forEach(boot -> {
                    List<Ended> its = ended.stream()
                            .filter(row -> row.day() <= day
                                    && List.of(row.log(), row.boot()).equals(boot))
                            .toList();
                    carried.add(new Carried(
                            Carried.ENDS,
                            nodes.log(boot.get(0)),
                            nodes.bootId(boot.get(0), boot.get(1)),
                            null,
                            null,
                            its.stream().mapToLong(Ended::connections).sum(),
                            its.stream().mapToLong(Ended::users).sum(),
                            null,
                            null,
                            null));
                });
        return carried;
    }

    private boolean isOver(Ended row, int day) {
        Optional<Outages.Outage> outage = outages.stream()
                .filter(one -> one.log() == row.log() && one.boots().contains(row.boot()))
                .findFirst();
        return outage.isPresent() && clock.day(outage.get().to() + Incident.SURE) <= day;
    }
}
