package org.hangup.jobs.sessions;

import org.hangup.jobs.archive.LoggedDays;
import org.hangup.jobs.archive.Place;
import org.hangup.jobs.connections.ConnectionFold;
import org.hangup.jobs.connections.Fact;
import org.hangup.jobs.connections.Facts;
import org.hangup.jobs.events.Kind;

/**
 * When and why a connection ended, when that was decided, and the same of its session. Times are microseconds since the
 * epoch, UTC.
 *
 * @param settledAt time of the record that decides the row, or the instant at which time does; {@link Facts#NONE} while nothing does
 * @param end when the connection ended, and the record that says so; null while it goes on
 * @param closedAt when its session ended; {@link Facts#NONE} for one that goes on
 * @param toldAt when the log told that its session had ended; {@link Facts#NONE} while it has not
 * @param connection why the connection ended
 * @param session why its session ended
 */
record Settlement(long settledAt, Place end, long closedAt, long toldAt, Verdict connection, Verdict session) {
    /** A lost session waits so long where no line says otherwise (mod_stream_mgmt's default): 300 s. */
    private static final long WINDOW = 300;

    private static final long SECOND = 1_000_000L;

    static Settlement of(Around around, Judge judge) {
        Verdict verdict = judge.onConnection(around);
        long settledAt = settledAt(around);
        return new Settlement(
                settledAt,
                end(around),
                closedAt(around),
                toldAt(around, settledAt),
                verdict,
                judge.onSession(around, verdict));
    }

    private static long settledAt(Around around) {
        Facts facts = around.facts();
        long bootSettled = around.boot().settledAt();
        if (isUnexplained(facts)) {
            LoggedDays days = around.boot().days();
            return isProvisional(around) ? days.latest() : facts.get(Fact.END_AT) + ConnectionFold.EXPLAINED;
        }
        if (!facts.is(Fact.BOUND)) {
            if (facts.endsBy(Kind.CRASHED)) {
                return facts.get(Fact.END_AT);
            }
            if (facts.has(Fact.TLS_REASON)) {
                return facts.get(Fact.LAST_AT);
            }
            long silentAt = around.boot().days().reach(facts.get(Fact.LAST_AT) + ConnectionFold.SILENCE);
            return earlier(silentAt, bootSettled);
        }
        if (around.closed() || facts.endsBy(Kind.ACCEPTED)) {
            return facts.get(Fact.END_AT);
        }
        if (around.resumed() && around.next() != null) {
            return around.next().at();
        }
        if (facts.has(Fact.END_KIND)) {
            return facts.get(Fact.END_AT);
        }
        long timedOut = around.timedOut();
        return timedOut == Facts.NONE ? bootSettled : timedOut;
    }

    private static boolean isUnexplained(Facts facts) {
        return facts.is(Fact.UNEXPLAINED) && facts.has(Fact.END_KIND);
    }

    /** Its log ends so soon behind the record that ended it that a report may still explain it. */
    static boolean isProvisional(Around around) {
        Facts facts = around.facts();
        return isUnexplained(facts)
                && !around.boot().days().goesOnUntil(facts.get(Fact.END_AT) + ConnectionFold.EXPLAINED);
    }

    private static long earlier(long one, long other) {
        if (one == Facts.NONE || other == Facts.NONE) {
            return Math.max(one, other);
        }
        return Math.min(one, other);
    }

    private static Place end(Around around) {
        Facts facts = around.facts();
        if (!facts.is(Fact.BOUND) && !facts.endsBy(Kind.CRASHED)) {
            return facts.place(Fact.LAST_AT, Fact.LAST_FILE, Fact.LAST_OFFSET);
        }
        if (around.lost()) {
            return facts.place(Fact.LOST_AT, Fact.LOST_FILE, Fact.LOST_OFFSET);
        }
        boolean taken = around.displaced() && facts.endsBy(Kind.ACCEPTED);
        if (facts.has(Fact.END_KIND) && !taken) {
            return facts.place(Fact.END_AT, Fact.END_FILE, Fact.END_OFFSET);
        }
        return around.resumed() || around.displaced() ? around.next() : around.end();
    }

    private static long closedAt(Around around) {
        Facts facts = around.facts();
        if (!facts.is(Fact.BOUND) || around.resumed()) {
            return Facts.NONE;
        }
        if (around.closed()) {
            return facts.get(Fact.END_AT);
        }
        if (around.lost()) {
            return waitedUntil(around);
        }
        Place end = end(around);
        return end == null ? Facts.NONE : end.at();
    }

    /** A waiting whose end no line tells: it ends with its window, but never after the next opening, the id's next use or the boot. */
    private static long waitedUntil(Around around) {
        Facts facts = around.facts();
        long seconds = facts.has(Fact.LOST_WINDOW) ? facts.get(Fact.LOST_WINDOW) : WINDOW;
        long at = facts.get(Fact.LOST_AT) + seconds * SECOND;
        if (around.openedWhileWaiting()) {
            at = Math.min(at, around.next().at());
        }
        if (facts.has(Fact.END_KIND)) {
            at = Math.min(at, facts.get(Fact.END_AT));
        }
        boolean byBoot = !facts.has(Fact.END_KIND) && around.timedOut() == Facts.NONE;
        if (byBoot) {
            return around.end() == null ? Facts.NONE : around.end().at();
        }
        return at;
    }

    private static long toldAt(Around around, long settledAt) {
        if (settledAt == Facts.NONE || !around.facts().is(Fact.BOUND) || around.resumed()) {
            return Facts.NONE;
        }
        if (isUnexplained(around.facts())) {
            return Math.min(settledAt, around.facts().get(Fact.END_AT));
        }
        boolean byOpening = around.openedWhileWaiting() && around.timedOut() != Facts.NONE;
        return byOpening ? Math.min(settledAt, around.next().at()) : settledAt;
    }

    /** Its session's end is told by the next opening of its JID. */
    boolean toldByOpening(Around around) {
        return toldAt != Facts.NONE
                && around.openedWhileWaiting()
                && toldAt == around.next().at();
    }
}
