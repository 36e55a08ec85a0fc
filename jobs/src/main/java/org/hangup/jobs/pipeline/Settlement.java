package org.hangup.jobs.pipeline;

/**
 * When and why a connection ended, when that was decided, and the same of its session. Times are microseconds since the
 * epoch, UTC.
 *
 * @param settledAt time of the record that decides the row; {@link Facts#NONE} while nothing does
 * @param end when the connection ended, and the record that says so; null while it goes on
 * @param closedAt when its session ended; {@link Facts#NONE} for one that goes on
 * @param connection why the connection ended
 * @param session why its session ended
 */
record Settlement(long settledAt, Around.Mark end, long closedAt, Verdict connection, Verdict session) {

    static Settlement of(Facts facts, Around around, Judge judge) {
        var verdict = judge.onConnection(facts, around);
        return new Settlement(
                settledAt(facts, around),
                end(facts, around),
                closedAt(facts, around),
                verdict,
                judge.onSession(facts, around, verdict));
    }

    private static long settledAt(Facts facts, Around around) {
        long bootSettled = around.boot().settledAt();
        if (!facts.is(Fact.BOUND)) {
            long silentAt = around.boot().days().reach(facts.get(Fact.LAST_AT) + ConnectionFold.SILENCE);
            return earlier(silentAt, bootSettled);
        }
        if (Judge.isClosed(facts) || facts.endsBy(Kind.ACCEPTED)) {
            return facts.get(Fact.END_AT);
        }
        if ((around.resumed() || around.displaced()) && around.next() != null) {
            return around.next().at();
        }
        return facts.has(Fact.END_KIND) ? facts.get(Fact.END_AT) : bootSettled;
    }

    private static long earlier(long one, long other) {
        if (one == Facts.NONE || other == Facts.NONE) {
            return Math.max(one, other);
        }
        return Math.min(one, other);
    }

    private static Around.Mark end(Facts facts, Around around) {
        if (!facts.is(Fact.BOUND)) {
            return facts.mark(Fact.LAST_AT, Fact.LAST_FILE, Fact.LAST_OFFSET);
        }
        if (facts.has(Fact.LOST_AT)) {
            return facts.mark(Fact.LOST_AT, Fact.LOST_FILE, Fact.LOST_OFFSET);
        }
        if (facts.has(Fact.END_KIND)) {
            return facts.mark(Fact.END_AT, Fact.END_FILE, Fact.END_OFFSET);
        }
        return around.resumed() || around.displaced() ? around.next() : around.end();
    }

    private static long closedAt(Facts facts, Around around) {
        if (!facts.is(Fact.BOUND) || around.resumed()) {
            return Facts.NONE;
        }
        if (facts.has(Fact.END_KIND)) {
            return facts.get(Fact.END_AT);
        }
        var end = around.displaced() ? around.next() : around.end();
        return end == null ? Facts.NONE : end.at();
    }
}
