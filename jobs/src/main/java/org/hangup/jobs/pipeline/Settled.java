package org.hangup.jobs.pipeline;

/** A connection with its settlement, waiting for what is known of its session's predecessor. */
final class Settled {
    /** {@link #date} of what is not settled within the days. */
    static final int NO_DATE = Integer.MIN_VALUE;

    final UserConnection connection;
    final Settlement settlement;
    /** Its session goes on in another connection. */
    final boolean resumed;
    /** Day on which it was settled, days since 1970-01-01. */
    final int date;

    Settled(UserConnection connection, Settlement settlement, boolean resumed, int date) {
        this.connection = connection;
        this.settlement = settlement;
        this.resumed = resumed;
        this.date = date;
    }

    /** It is the last connection of its session. */
    boolean endsSession() {
        return connection.isBound() && !resumed;
    }

    /** Milliseconds from the session's opening on the connection to its end; {@link Facts#NONE} if it had none. */
    long durationMs() {
        long opened = connection.facts.get(Fact.OPENED_AT);
        Around.Mark end = settlement.end();
        return !connection.isBound() || opened == Facts.NONE || end == null
                ? Facts.NONE
                : Math.max(0, (end.at() - opened) / 1000);
    }

    void handTo(HistoryOutput out) {
        if (endsSession() && date != NO_DATE) {
            out.session(this);
        }
        out.open(this);
    }
}
