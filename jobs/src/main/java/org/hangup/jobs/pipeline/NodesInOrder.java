package org.hangup.jobs.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Brings the connections that a user had in several logs on one day into one order: each log's own order stays, and
 * between logs the times tell. With one log nothing is held.
 */
final class NodesInOrder {
    /** Connections of one user and day that are held; more go on log by log. */
    private static final int MANY = 100_000;

    private final boolean oneLog;
    private final Consumer<UserConnection> next;
    private final List<UserConnection> held = new ArrayList<>();

    NodesInOrder(int logs, Consumer<UserConnection> next) {
        this.oneLog = logs == 1;
        this.next = next;
    }

    /** Connections come day by day, within a day log by log. */
    void add(UserConnection c) {
        if (oneLog) {
            next.accept(c);
            return;
        }
        if (!held.isEmpty() && (held.get(0).day != c.day || held.size() == MANY)) {
            end();
        }
        held.add(c);
    }

    /** Hands on what is held. */
    void end() {
        List<Integer> heads = new ArrayList<>();
        for (int i = 0; i < held.size(); i++) {
            if (i == 0 || held.get(i).log != held.get(i - 1).log) {
                heads.add(i);
            }
        }
        while (!heads.isEmpty()) {
            int first = 0;
            for (int k = 1; k < heads.size(); k++) {
                if (held.get(heads.get(k)).openedAt()
                        < held.get(heads.get(first)).openedAt()) {
                    first = k;
                }
            }
            int at = heads.get(first);
            next.accept(held.get(at));
            if (at + 1 < held.size() && held.get(at + 1).log == held.get(at).log) {
                heads.set(first, at + 1);
            } else {
                heads.remove(first);
            }
        }
        held.clear();
    }
}
