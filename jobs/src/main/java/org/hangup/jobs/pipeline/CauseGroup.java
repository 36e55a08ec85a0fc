package org.hangup.jobs.pipeline;

import java.util.Arrays;
import java.util.Objects;

/** What a row of disconnects_by_cause is of: the columns that tell it from the others. */
final class CauseGroup {
    final Disconnection of;
    final byte[] server;

    /**
     * @param of a disconnection of the group
     * @param server the host of its user, null if unknown
     */
    CauseGroup(Disconnection of, byte[] server) {
        this.of = of;
        this.server = server;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof CauseGroup group)) {
            return false;
        }
        Verdict why = of.why();
        Verdict its = group.of.why();
        return of.hour() == group.of.hour()
                && of.date() == group.of.date()
                && of.established() == group.of.established()
                && why.cause().equals(its.cause())
                && Objects.equals(why.subcause(), its.subcause())
                && Objects.equals(why.endedBy(), its.endedBy())
                && why.confidence().equals(its.confidence())
                && Arrays.equals(of.node(), group.of.node())
                && Arrays.equals(server, group.server);
    }

    /** Nodes and servers are few, so they need not tell groups apart here. */
    @Override
    public int hashCode() {
        Verdict why = of.why();
        int hash = Long.hashCode(of.hour()) * 31 + why.cause().hashCode();
        return hash * 31 + Objects.hashCode(why.subcause());
    }
}
