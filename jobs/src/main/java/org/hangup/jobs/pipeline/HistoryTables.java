package org.hangup.jobs.pipeline;

import java.util.HashMap;
import java.util.Map;
import org.hangup.jobs.exchange.RowSink;
import org.hangup.jobs.publish.TableFiles;

/** Writes what the history of one user after the other brings. */
final class HistoryTables implements HistoryOutput {
    private final BuildPlan plan;
    private final LocalClock clock;
    private final ConnectionTable connections;
    private final ConnectionTable open;
    private final SessionTable sessions;
    private final StateTable state;
    private final UserStatistics statistics;
    private final Written written = new Written();
    /** The user's last session that was settled on a day. */
    private final Map<Integer, EndedSession> lastOfDay = new HashMap<>();

    private byte[] user;
    private byte[] server;

    HistoryTables(TableFiles files, BuildPlan plan, RowSink parts) {
        this.plan = plan;
        this.clock = new LocalClock(plan.zone());
        Texts texts = new Texts();
        connections = ConnectionTable.ofSettled(files, plan, texts);
        open = ConnectionTable.ofOpen(files, plan, texts);
        sessions = new SessionTable(files, plan, texts);
        state = new StateTable(files);
        statistics = new UserStatistics(new StatisticsTables(files, written), parts);
    }

    /** What comes is of this user; null if nothing tells whose it is. */
    void user(byte[] name, byte[] host) {
        user = name;
        server = host;
        statistics.user(name, host);
    }

    @Override
    public void connection(Settled settled) {
        connections.write(settled);
        Settlement s = settled.settlement;
        written.add("connections", settled.date, s.connection().cause(), 1);
        UserConnection c = settled.connection;
        statistics.add(new Disconnection(
                settled.date,
                clock.hour(s.end().at()),
                plan.boot(c).node(),
                s.connection(),
                c.facts.has(Fact.OPENED_AT),
                settled.durationMs(),
                c.facts.text(Fact.IP),
                c.facts.text(Fact.RESOURCE)));
    }

    @Override
    public void session(Settled settled) {
        if (!plan.isBuilt(settled.date)) {
            return;
        }
        sessions.write(settled);
        Settlement s = settled.settlement;
        EndedSession ended = new EndedSession(
                settled.connection.session.id,
                s.closedAt(),
                s.settledAt(),
                s.session().cause());
        lastOfDay.merge(
                settled.date, ended, (one, other) -> UserHistory.BY_SETTLEMENT.compare(one, other) < 0 ? other : one);
    }

    @Override
    public void open(Settled settled) {
        Facts facts = settled.connection.facts;
        if (mayBeClosedNextDay(settled)) {
            state.connection(settled.connection, plan.boot(settled.connection), facts, settled.date);
        }
        if (settled.date == clock.day(facts.get(Fact.FIRST_AT))) {
            return;
        }
        settled.connection.folded.snapshots().forEach(s -> open(settled, s));
        int last = settled.date == Settled.NO_DATE ? plan.lastDay() : settled.date - 1;
        open(settled, new FoldedConnection.Snapshot(facts.number(Fact.LAST_DAY), last, facts));
    }

    /** The next day must know that a close line, should it bring one, is of a session that has ended. */
    private boolean mayBeClosedNextDay(Settled settled) {
        Facts facts = settled.connection.facts;
        return facts.endsBy(Kind.REPLACED)
                && plan.isBuilt(settled.date)
                && clock.day(facts.get(Fact.END_AT) + ConnectionFold.LATE_CLOSE) > settled.date;
    }

    private void open(Settled settled, FoldedConnection.Snapshot then) {
        UserConnection c = settled.connection;
        for (int day : plan.days()) {
            if (day >= then.fromDay() && day <= then.toDay()) {
                open.write(c, then.facts(), day);
                state.connection(c, plan.boot(c), then.facts(), day);
            }
        }
    }

    @Override
    public void endUser() {
        lastOfDay.forEach((day, last) -> state.session(user, server, last, day));
        lastOfDay.clear();
        statistics.endUser();
    }

    /** No more users are to come. */
    void end(TaskCounts counts, String step) {
        statistics.end();
        written.bring(counts, step);
    }
}
