package org.hangup.jobs.incidents;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What those that something hit have in common. */
final class Scopes {
    /** So many of those hit must share it. */
    private static final double SHARED = 0.8;
    /** And so much rarer it must be with the others of the day. */
    private static final double RARER = 0.5;

    static final String NODE = "node";
    /** Where those hit are; of two that are as rare the first. */
    private static final List<String> PLACES = List.of("network", "client", "server");

    private static final List<String> CAUSE = List.of("cause");

    /**
     * A value that some of those hit share.
     *
     * @param kind network, client, server, cause or node
     * @param value the commonest of that kind; null if most have none
     * @param inside how many of those hit have it
     * @param others how many others of that node and day have it
     */
    record Share(String kind, String value, long inside, long others) {}

    private Scopes() {}

    /**
     * The scope: of the network, client and server that 80 % of those hit share, what is rarest with the others, if it is half as common
     * with them at most; else the cause, if that is so; else the node.
     *
     * @param shares the commonest value of each kind; one of them is the node, which all share
     */
    static Share of(List<Share> shares) {
        Share node = shares.stream()
                .filter(share -> share.kind().equals(NODE))
                .findFirst()
                .orElseThrow();
        return rarest(shares, node, PLACES)
                .or(() -> rarest(shares, node, CAUSE))
                .orElse(node);
    }

    private static Optional<Share> rarest(List<Share> shares, Share node, List<String> kinds) {
        return shares.stream()
                .filter(share -> kinds.contains(share.kind()) && share.value() != null)
                .filter(share -> share.inside() >= SHARED * node.inside())
                .filter(share -> others(share, node) <= RARER * share.inside() / node.inside())
                .min(Comparator.<Share>comparingDouble(share -> others(share, node) / share.inside())
                        .thenComparing(share -> kinds.indexOf(share.kind())));
    }

    /** How common it is with the others. */
    private static double others(Share share, Share node) {
        return node.others() == 0 ? 0 : (double) share.others() / node.others();
    }
}
