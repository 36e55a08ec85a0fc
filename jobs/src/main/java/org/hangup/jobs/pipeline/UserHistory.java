package org.hangup.jobs.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hangup.jobs.exchange.Hash;

/**
 * The connections of one user, in the order of the logs, tied together to sessions and settled by what comes after them:
 * a window over each JID (what came before, what comes next) and one over the user (the session before).
 *
 * <p>It holds what is not settled yet, and the sessions whose predecessor is not known yet; of a user with very many
 * sessions no more than those of some days.
 */
final class UserHistory {
    /** Sessions that are held before those of earlier days are let go. */
    private static final int MANY = 20_000;
    /** A session's predecessor was settled within so long before it opened: 30 days. */
    private static final long LATEST = State.DAYS_BACK * 86_400_000_000L;
    /** A session is resumed on another node within so long after the connection was lost. */
    private static final long RESUMABLE = 86_400_000_000L;

    /** The later one is the one that a new session follows. */
    static final Comparator<EndedSession> BY_SETTLEMENT =
            Comparator.comparingLong(EndedSession::settledAt).thenComparing(EndedSession::id, Arrays::compare);

    private final int many;
    private final BuildPlan plan;
    private final Judge judge;
    private final LocalClock clock;
    private final HistoryOutput out;

    private final Map<Place, UserConnection> pending = new LinkedHashMap<>();
    private final List<EndedSession> marks = new ArrayList<>();
    private final List<Settled> waiting = new ArrayList<>();
    private int day = Integer.MIN_VALUE;

    UserHistory(BuildPlan plan, HistoryOutput out) {
        this(plan, out, MANY);
    }

    /** @param many sessions that are held before those of earlier days are let go */
    UserHistory(BuildPlan plan, HistoryOutput out, int many) {
        this.many = many;
        this.plan = plan;
        this.judge = plan.judge();
        this.clock = new LocalClock(plan.zone());
        this.out = out;
    }

    /** A resource of the user in one log. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Place(int log, byte[] resource) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Place place && log == place.log && Arrays.equals(resource, place.resource);
        }

        @Override
        public int hashCode() {
            return (int) Hash.of(resource, log);
        }
    }

    /** A session that the user had before the days of the input. */
    void add(EndedSession mark) {
        marks.add(mark);
    }

    void add(UserConnection c) {
        if (c.day != day) {
            if (waiting.size() > many) {
                letGo(c.day);
            }
            day = c.day;
        }
        if (!c.isBound()) {
            settle(c, null);
            return;
        }
        if (plan.boots().length > 1) {
            replaceOnOtherNodes(c);
        }
        UserConnection before = pending.put(new Place(c.log, c.facts.text(Fact.RESOURCE)), c);
        boolean sameBoot = before != null && before.boot == c.boot;
        join(c, sameBoot && c.resumes() && !before.facts.isOver() ? before : null);
        if (before != null) {
            settle(before, sameBoot ? c : null);
        }
    }

    /** Gives the connection its session: the one that it brings from the day before, or resumes, or begins. */
    private void join(UserConnection c, UserConnection resumed) {
        c.session = UserSession.carriedBy(c.facts);
        if (c.session != null) {
            c.place = c.facts.number(Fact.SESSION_CONNECTIONS);
            return;
        }
        UserConnection from = resumed == null && c.resumes() ? ofOtherNode(c) : resumed;
        c.session = from == null ? c.newSession(plan.boot(c).node()) : from.session;
        c.place = from == null ? 1 : from.place + 1;
        if (from != resumed) {
            pending.remove(new Place(from.log, from.facts.text(Fact.RESOURCE)));
            settle(from, c);
        }
    }

    /** A login ends the session of the same resource on every node of a cluster: it is what replaced that one. */
    private void replaceOnOtherNodes(UserConnection c) {
        for (int log = 0; log < plan.boots().length; log++) {
            Place place = new Place(log, c.facts.text(Fact.RESOURCE));
            UserConnection other = log == c.log ? null : pending.get(place);
            if (other != null && other.facts.isOver() && isOfOtherNode(other, c)) {
                pending.remove(place);
                settle(other, c);
            }
        }
    }

    private boolean isOfOtherNode(UserConnection other, UserConnection c) {
        return other.log != c.log
                && !Arrays.equals(plan.boot(other).node(), plan.boot(c).node());
    }

    /** The one connection of the JID that waits on another node; null if there is none, or if several may be meant. */
    private UserConnection ofOtherNode(UserConnection c) {
        UserConnection only = null;
        for (UserConnection other : pending.values()) {
            if (other != c && mayGoOnIn(other, c)) {
                if (only != null) {
                    return null;
                }
                only = other;
            }
        }
        return only;
    }

    private boolean mayGoOnIn(UserConnection other, UserConnection c) {
        long settledAt = plan.boot(other).settledAt();
        long lostAt = other.facts.has(Fact.LOST_AT) ? other.facts.get(Fact.LOST_AT) : other.facts.get(Fact.LAST_AT);
        return isOfOtherNode(other, c)
                && Arrays.equals(other.facts.text(Fact.RESOURCE), c.facts.text(Fact.RESOURCE))
                && !other.facts.isOver()
                && other.openedAt() <= c.openedAt()
                && c.openedAt() - lostAt <= RESUMABLE
                && (settledAt == Facts.NONE || settledAt >= c.openedAt());
    }

    /** No more connections of the user are to come. */
    void end() {
        pending.values().forEach(c -> settle(c, null));
        pending.clear();
        release();
        out.endUser();
        marks.clear();
        day = Integer.MIN_VALUE;
    }

    /**
     * Settles all that was decided before today, so that what came before each session is known, and hands on what need
     * not be held for it.
     */
    private void letGo(int today) {
        for (Iterator<UserConnection> all = pending.values().iterator(); all.hasNext(); ) {
            UserConnection c = all.next();
            long decidedAt =
                    c.facts.isOver() ? c.facts.get(Fact.END_AT) : plan.boot(c).settledAt();
            if (decidedAt != Facts.NONE && clock.day(decidedAt) < today) {
                all.remove();
                settle(c, null);
            }
        }
        release();
        pending.values().forEach(c -> lookUp(c.session));
        int old = 0;
        while (old < marks.size() && clock.day(marks.get(old).settledAt()) < today) {
            old++;
        }
        marks.subList(0, Math.max(0, old - 1)).clear();
    }

    /** Looks up what came before each session, and hands it on. */
    private void release() {
        marks.sort(BY_SETTLEMENT);
        for (Settled settled : waiting) {
            lookUp(settled.connection.session);
            settled.handTo(out);
        }
        waiting.clear();
    }

    private void lookUp(UserSession session) {
        if (!session.carried && session.previous == null) {
            session.previous = latestBefore(session.openedAt);
        }
    }

    private EndedSession latestBefore(long openedAt) {
        int low = 0;
        int high = openedAt == Facts.NONE ? 0 : marks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (marks.get(middle).settledAt() < openedAt) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 || openedAt - marks.get(low - 1).settledAt() > LATEST ? null : marks.get(low - 1);
    }

    /** @param follower the next connection of the JID in the same boot or cluster; null if there is none */
    private void settle(UserConnection c, UserConnection follower) {
        Facts facts = c.facts;
        UserConnection next = follower == null || isLater(follower.openedAt(), facts) ? null : follower;
        LoggedBoot boot = plan.boot(c);
        if (boot.endMark() != null && isLater(boot.endMark().at(), facts)) {
            boot = boot.running();
        }
        boolean bound = c.isBound();
        boolean resumed =
                bound && (facts.endsBy(Kind.OLD_STREAM_CLOSED) || (next != null && next.resumes() && !facts.isOver()));
        boolean displaced = bound && !facts.has(Fact.END_KIND) && next != null && !next.resumes();
        Around.Mark mark = next == null
                ? null
                : new Around.Mark(next.openedAt(), next.facts.text(Fact.OPEN_FILE), next.facts.get(Fact.OPEN_OFFSET));
        Settlement settlement = Settlement.of(facts, new Around(resumed, displaced, mark, boot), judge);
        boolean isSettled = settlement.settledAt() != Facts.NONE && settlement.settledAt() < plan.end();
        int date = isSettled ? clock.day(settlement.settledAt()) : Settled.NO_DATE;
        Settled settled = new Settled(c, settlement, resumed, date);
        if (isSettled && plan.isBuilt(date)) {
            out.connection(settled);
        }
        if (bound && !resumed && isSettled) {
            marks.add(new EndedSession(
                    c.session.id,
                    settlement.closedAt(),
                    settlement.settledAt(),
                    settlement.session().cause()));
        }
        if (bound) {
            waiting.add(settled);
        } else {
            settled.handTo(out);
        }
    }

    /** On a later day than the line that ended the connection: a day is final when it is over. */
    private boolean isLater(long at, Facts facts) {
        return facts.isOver() && clock.day(at) > clock.day(facts.get(Fact.END_AT));
    }
}
