package org.hangup.jobs.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hangup.jobs.pipeline.EventRow.SECOND;
import static org.hangup.jobs.pipeline.EventRow.closed;
import static org.hangup.jobs.pipeline.EventRow.event;
import static org.hangup.jobs.pipeline.EventRow.opened;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Connections of romeo in, sessions out. Times are seconds since the epoch, in UTC. A session reads {@code id opened-closed xCONNECTIONS
 * cause, after PREVIOUS}.
 */
abstract class RomeosHistory {
    static final long DAY = 86_400;
    private static final String JID = "romeo@example.net/";
    static final String GONE = "Connection failed: connection closed";
    static final String BYE = "Stream reset by peer";
    static final String REPLACED = "Stream closed by local host: Replaced by new connection (conflict)";
    static final String TIMED_OUT =
            "Stream closed by local host: Timed out waiting for stream resumption (connection-timeout)";

    final List<LoggedBoot[]> logs = new ArrayList<>();
    final List<UserConnection> connections = new ArrayList<>();
    final List<EndedSession> marks = new ArrayList<>();
    int days = 40;
    int many = 20_000;

    void log(LoggedBoot... boots) {
        logs.add(boots);
    }

    static LoggedBoot runs(String node) {
        return boot(node, LoggedBoot.End.NONE, null, Facts.NONE, LoggedDays.NONE);
    }

    /** The log's last record of the first day and its only one of a later day. */
    static LoggedBoot silent(long last, long next) {
        return boot("a@one", LoggedBoot.End.NONE, null, Facts.NONE, days(last, next));
    }

    static LoggedBoot ends(String node, LoggedBoot.End end, long at, long settledAt) {
        return ends(node, end, at, settledAt, LoggedDays.NONE);
    }

    static LoggedBoot ends(String node, LoggedBoot.End end, long at, long settledAt, LoggedDays days) {
        var mark = new Around.Mark(at * SECOND, text("ejabberd.log"), 0);
        return boot(node, end, mark, settledAt * SECOND, days);
    }

    private static LoggedBoot boot(String node, LoggedBoot.End end, Around.Mark mark, long settledAt, LoggedDays days) {
        return new LoggedBoot(
                text("ejabberd.log"), text(""), text(node), null, end, mark, settledAt, days, new long[0]);
    }

    /** Days with one record each. */
    static LoggedDays days(long... seconds) {
        long[] at = Arrays.stream(seconds).map(second -> second * SECOND).toArray();
        return new LoggedDays(
                Arrays.stream(seconds)
                        .map(second -> second / DAY * DAY * SECOND)
                        .toArray(),
                at,
                at);
    }

    void connection(String id, int log, int boot, EventRow... events) {
        var folded = new ArrayList<FoldedConnection>();
        var fold = new ConnectionFold(folded::add);
        Arrays.stream(events).map(EventRow::event).forEach(fold::add);
        fold.finish();
        assertThat(folded).hasSize(1);
        Facts facts = folded.get(0).facts();
        long order = facts.get(facts.has(Fact.OPEN_ORDER) ? Fact.OPEN_ORDER : Fact.FIRST_ORDER);
        connections.add(new UserConnection((int) (order >>> 32), log, boot, text("<0.1.0>"), text(id), folded.get(0)));
    }

    static EventRow opens(long second, String resource) {
        return opened(second, "romeo", "example.net", resource);
    }

    static EventRow resumes(long second, String resource) {
        return event(Kind.RESUMED, second).jid("romeo", "example.net", resource);
    }

    static EventRow loses(long second, String resource) {
        return event(Kind.WAITING, second).with(EventText.TEXT, JID + resource + ": " + GONE);
    }

    static EventRow closes(long second, String resource, String reason) {
        return closed(second, JID + resource + ": " + reason);
    }

    List<String> sessions() {
        return run().sessions;
    }

    List<String> connections() {
        return run().connections;
    }

    private Found run() {
        var plan = new BuildPlan(
                ZoneOffset.UTC,
                IntStream.range(0, days).toArray(),
                days * DAY * SECOND,
                logs.toArray(LoggedBoot[][]::new),
                null,
                List.of(),
                "nowhere",
                null);
        var found = new Found();
        var history = new UserHistory(plan, found, many);
        marks.forEach(history::add);
        // those of a run before know their session already
        connections.forEach(c -> history.add(new UserConnection(c.day, c.log, c.boot, c.id, c.connectionId, c.folded)));
        history.end();
        found.sessions.sort(null);
        found.connections.sort(null);
        return found;
    }

    /** What was found, in the order of the names. */
    private static final class Found implements HistoryOutput {
        private final List<String> sessions = new ArrayList<>();
        private final List<String> connections = new ArrayList<>();

        @Override
        public void connection(Settled s) {
            String settled = s.settlement.settledAt() == s.settlement.end().at()
                    ? ""
                    : ", settled at " + second(s.settlement.settledAt());
            connections.add("%s %s %s%s%s%s"
                    .formatted(
                            string(s.connection.connectionId),
                            span(
                                    s.connection.facts.get(Fact.OPENED_AT),
                                    s.settlement.end().at()),
                            why(s.settlement.connection()),
                            s.connection.session == null ? "" : " in " + string(s.connection.session.id),
                            s.resumed ? ", resumed" : "",
                            settled));
        }

        @Override
        public void session(Settled s) {
            UserSession session = s.connection.session;
            sessions.add("%s %s x%d %s%s"
                    .formatted(
                            string(session.id),
                            span(session.openedAt, s.settlement.closedAt()),
                            s.connection.place,
                            why(s.settlement.session()),
                            session.previous == null
                                    ? ""
                                    : ", after " + string(session.previous.id()) + " of "
                                            + second(session.previous.closedAt())));
        }

        @Override
        public void open(Settled s) {
            if (s.date == Settled.NO_DATE) {
                Facts facts = s.connection.facts;
                connections.add("%s %s open%s"
                        .formatted(
                                string(s.connection.connectionId),
                                span(facts.get(Fact.OPENED_AT), facts.get(Fact.LOST_AT)),
                                s.connection.session == null ? "" : " in " + string(s.connection.session.id)));
            }
        }

        @Override
        public void endUser() {}

        private static String why(Verdict verdict) {
            return verdict.subcause() == null ? verdict.cause() : verdict.cause() + "/" + verdict.subcause();
        }

        private static String span(long from, long to) {
            return second(from) + "-" + second(to);
        }

        private static String second(long micros) {
            return micros == Facts.NONE ? "" : Long.toString(micros / SECOND);
        }
    }

    static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    private static String string(byte[] text) {
        return new String(text, UTF_8);
    }
}
