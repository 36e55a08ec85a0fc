package org.hangup.jobs.sessions;

import org.hangup.jobs.archive.LocalClock;
import org.hangup.jobs.archive.LoggedBoot;
import org.hangup.jobs.archive.Place;
import org.hangup.jobs.connections.Fact;
import org.hangup.jobs.connections.Facts;
import org.hangup.jobs.events.Kind;

/**
 * A connection, and what stands around it: the next one of its full JID, and the end of its boot. Times are microseconds
 * since the epoch, UTC.
 *
 * @param facts of the connection; without the lines of loss and end that came when time had settled it already
 * @param next when the next connection of the full JID opened, with the record of that; null if there is none
 * @param elsewhere when the next one opened on another node; {@link Facts#NONE} if none did, or nothing has ended this one
 * @param resumed its session goes on in the next connection
 * @param limit when time settles it, if nothing else does before: a displaced session after 24 hours, a lost one after 24
 *     hours, or 2 s after the next opening; {@link Facts#NONE} if time alone does not
 * @param boot the boot that it belongs to
 */
record Around(Facts facts, Place next, long elsewhere, boolean resumed, long limit, LoggedBoot boot) {
    /** Contract, settled rows: so long a session waits for its own line after another one of its JID has opened, or after it was lost. */
    private static final long DAY = 86_400_000_000L;
    /** How the waiting of a lost session ended mostly stands just behind the next opening. */
    private static final long JUST_BEHIND = 2_000_000L;

    /**
     * @param next null if there is none
     * @param resumes whether the next connection's opening line says that a session goes on in it
     * @param elsewhere {@link Facts#NONE} if none opened on another node
     */
    static Around of(Facts facts, Place next, boolean resumes, long elsewhere, LoggedBoot boot, LocalClock clock) {
        Place follower = next == null || isOverBefore(facts, next.at(), clock) ? null : next;
        LoggedBoot its =
                boot.endMark() != null && isOverBefore(facts, boot.endMark().at(), clock) ? boot.running() : boot;
        boolean opens = follower != null && !resumes;
        long limit = facts.is(Fact.BOUND) ? limit(facts, opens ? follower.at() : Facts.NONE) : Facts.NONE;
        Facts known = facts;
        if (limit != Facts.NONE && facts.has(Fact.END_KIND) && facts.get(Fact.END_AT) > limit) {
            known = facts.copy();
            known.forget(Fact.END_KIND);
        }
        if (limit != Facts.NONE && facts.has(Fact.LOST_AT) && facts.get(Fact.LOST_AT) > limit) {
            known = known.copy();
            known.forget(Fact.LOST_AT);
        }
        boolean goesOn =
                follower != null && resumes && !known.isOver() && (limit == Facts.NONE || follower.at() <= limit);
        boolean resumed = facts.is(Fact.BOUND) && (known.endsBy(Kind.OLD_STREAM_CLOSED) || goesOn);
        long other = elsewhere == Facts.NONE || isOverBefore(facts, elsewhere, clock) ? Facts.NONE : elsewhere;
        return new Around(known, resumes && !goesOn ? null : follower, other, resumed, limit, its);
    }

    /** It ended on an earlier day: a day is final when it is over. */
    private static boolean isOverBefore(Facts facts, long at, LocalClock clock) {
        return facts.isOver() && clock.day(at) > clock.day(facts.get(Fact.END_AT));
    }

    private static long limit(Facts facts, long opening) {
        if (facts.has(Fact.LOST_AT)) {
            long lost = facts.get(Fact.LOST_AT);
            if (opening == Facts.NONE) {
                return lost + DAY;
            }
            return opening < lost ? opening + DAY : Math.min(lost + DAY, opening + JUST_BEHIND);
        }
        boolean displaced = opening != Facts.NONE && (!facts.has(Fact.END_KIND) || facts.get(Fact.END_AT) > opening);
        return displaced ? opening + DAY : Facts.NONE;
    }

    boolean lost() {
        return facts.is(Fact.BOUND) && facts.has(Fact.LOST_AT);
    }

    /** Another session of its full JID opened when it had been lost: that tells that the waiting is over. */
    boolean openedWhileWaiting() {
        return lost() && next != null && next.at() >= facts.get(Fact.LOST_AT);
    }

    /** Another session of its full JID opened while no line had ended it, nor said that it is lost. */
    boolean displaced() {
        return limit != Facts.NONE && !lost();
    }

    /** The next connection of its full JID opened until then, on whatever node. */
    boolean opensUntil(long at) {
        return (next != null && next.at() <= at) || (elsewhere != Facts.NONE && elsewhere <= at);
    }

    /** A line of its own has ended it. */
    boolean closed() {
        return Judge.isClosed(facts);
    }

    /** When time settled it; {@link Facts#NONE} if the log does not go on so far, or if its boot ended, or a line told, before. */
    long timedOut() {
        if (limit == Facts.NONE || closed() || resumed || facts.has(Fact.END_KIND)) {
            return Facts.NONE;
        }
        long reached = boot.days().reach(limit);
        boolean ended = boot.settledAt() != Facts.NONE && boot.settledAt() < reached;
        return reached == Facts.NONE || ended ? Facts.NONE : reached;
    }

    boolean stopped() {
        return boot.end() == LoggedBoot.End.STOP;
    }

    Place end() {
        return boot.endMark();
    }

    /** Something was dropped between the connection's last record and the end of its boot. */
    boolean gapBetween(long lastAt) {
        long[] gaps = boot.gaps();
        for (int i = 0; i + 1 < gaps.length; i += 2) {
            if (gaps[i] <= end().at() && gaps[i + 1] >= lastAt) {
                return true;
            }
        }
        return false;
    }
}
