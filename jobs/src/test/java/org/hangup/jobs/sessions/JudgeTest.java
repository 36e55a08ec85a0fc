package org.hangup.jobs.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hangup.jobs.connections.Folds.only;
import static org.hangup.jobs.events.EventRow.SECOND;
import static org.hangup.jobs.events.EventRow.accepted;
import static org.hangup.jobs.events.EventRow.closed;
import static org.hangup.jobs.events.EventRow.event;
import static org.hangup.jobs.events.EventRow.opened;

import java.time.ZoneOffset;
import java.util.Arrays;
import org.hangup.event.ReasonTable;
import org.hangup.jobs.archive.LocalClock;
import org.hangup.jobs.archive.LoggedBoot;
import org.hangup.jobs.archive.LoggedDays;
import org.hangup.jobs.archive.Place;
import org.hangup.jobs.connections.Facts;
import org.hangup.jobs.events.EventRow;
import org.hangup.jobs.events.EventText;
import org.hangup.jobs.events.Kind;
import org.junit.jupiter.api.Test;

/** Given these facts and what stands around them, this verdict: cause/subcause/ended_by/confidence. */
class JudgeTest {
    private static final Surroundings ALONE = around(null, null, 0);

    private final Judge judge = new Judge(ReasonTable.builtIn());
    private final EventRow open = opened(1, "romeo", "example.net", "home");

    @Test
    void theStatedReasonOfTheCloseLine() {
        assertThat(connection(closed(9, "romeo@example.net/home: Stream reset by peer"), ALONE))
                .isEqualTo("client_closed//client/stated");
        assertThat(connection(closed(9, "romeo@example.net/home: Connection failed: connection timed out"), ALONE))
                .isEqualTo("connection_lost/tcp_timeout/network/stated");
        assertThat(connection(closed(9, "romeo@example.net/home: something new in 2031"), ALONE))
                .isEqualTo("unknown///none");
    }

    @Test
    void replacedByTheSameResourceOrByTheSessionLimit() {
        var close =
                closed(9, "romeo@example.net/home: Stream closed by local host: Replaced by new connection (conflict)");

        assertThat(connection(close, around(place(9), null, 0))).isEqualTo("replaced//client/stated");
        assertThat(connection(close, around(place(60), null, 0))).isEqualTo("replaced/session_limit/client/stated");
    }

    @Test
    void aCloseLineWithoutReasonIsJudgedByTheTrace() {
        var close = event(Kind.CLOSED, 60).jid("romeo", "example.net", "home");
        var data = event(Kind.XML_RECEIVED, 5);
        var end = event(Kind.XML_RECEIVED, 60).with(EventText.REASON, "Stream reset by peer");
        var kick = event(Kind.XML_SENT, 60)
                .with(EventText.REASON, "Stream closed by local host: has been kicked (policy-violation)");
        var ping = event(Kind.XML_SENT, 25).with(EventText.REASON, "ping");

        assertThat(connection(ALONE, open, close)).isEqualTo("unknown///none");
        assertThat(connection(ALONE, open, data, close)).isEqualTo("connection_lost//client_or_network/traced");
        assertThat(connection(ALONE, open, data, end, close)).isEqualTo("client_closed//client/traced");
        assertThat(connection(ALONE, open, data, kick, close))
                .startsWith("kicked/")
                .endsWith("/traced");
        assertThat(connection(ALONE, open, data, ping, close)).isEqualTo("timeout_ping//client_or_network/traced");
        assertThat(connection(ALONE, open, data, event(Kind.SEND_TIMEOUT, 60), close))
                .isEqualTo("timeout_send//network/traced");
    }

    @Test
    void closedJustBeforeTheNodeStoppedItIsTheStop() {
        var close = event(Kind.CLOSED, 60).jid("romeo", "example.net", "home");

        assertThat(connection(around(null, "STOP", 65), open, close))
                .isEqualTo("server_shutdown//administrator/inferred");
        assertThat(connection(around(null, "STOP", 70), open, close)).isEqualTo("unknown///none");
    }

    @Test
    void openWhenTheBootEnded() {
        assertThat(connection(around(null, "STOP", 60), open)).isEqualTo("server_shutdown//administrator/inferred");
        assertThat(connection(around(null, "CRASH", 60), open)).isEqualTo("server_crash//server/inferred");
        assertThat(connection(around(null, "CRASH", 60, 30, 31), open)).isEqualTo("log_gap///inferred");
    }

    @Test
    void aLossKeepsItsCauseAndItsSessionSaysThatNobodyCameBack() {
        var loss =
                event(Kind.WAITING, 9).with(EventText.TEXT, "romeo@example.net/home: Connection failed: ping_timeout");
        var timedOut = closed(
                20,
                "romeo@example.net/home: Stream closed by local host:"
                        + " Timed out waiting for stream resumption (connection-timeout)");
        var replaced = closed(
                20, "romeo@example.net/home: Stream closed by local host: Replaced by new connection (conflict)");

        assertThat(connection(ALONE, open, loss, timedOut)).isEqualTo("timeout_ping//client_or_network/stated");
        assertThat(session(ALONE, open, loss, timedOut))
                .isEqualTo("timeout_ping/resume_timeout/client_or_network/stated");
        assertThat(connection(ALONE, open, loss, replaced)).isEqualTo("timeout_ping//client_or_network/stated");
        assertThat(session(ALONE, open, loss, replaced)).startsWith("replaced/").endsWith("/stated");
        assertThat(session(around(null, "CRASH", 60), open, loss)).isEqualTo("server_crash//server/inferred");
    }

    @Test
    void aLossWithoutReasonIsInferred() {
        var loss = event(Kind.WAITING, 9).jid("romeo", "example.net", "home");

        assertThat(connection(ALONE, open, loss)).isEqualTo("connection_lost//client_or_network/inferred");

        var pinged = event(Kind.WAITING, 9).jid("romeo", "example.net", "home").with(EventText.NEARBY, "ping");
        var timedOut =
                event(Kind.CLOSED, 20).jid("romeo", "example.net", "home").with(EventText.NEARBY, "");

        assertThat(connection(ALONE, open, pinged, timedOut)).isEqualTo("unknown///none");
        assertThat(session(ALONE, open, pinged, timedOut)).isEqualTo("unknown/resume_timeout//none");
    }

    @Test
    void aConnectionThatNeverHadASession() {
        var failed = event(Kind.AUTH_FAILED, 2);
        var banned = event(Kind.BLACKLISTED, 3);
        var tls = event(Kind.TLS_FAILED, 2)
                .with(
                        EventText.REASON,
                        "TLS failed: SSL_do_handshake failed: error:0A000102:SSL routines::unsupported protocol");

        assertThat(connection(ALONE, accepted(1))).isEqualTo("unknown///none");
        assertThat(connection(ALONE, accepted(1), failed)).isEqualTo("auth_failed//client/inferred");
        assertThat(connection(ALONE, accepted(1), failed, banned)).isEqualTo("auth_failed/ip_banned/server/stated");
        assertThat(connection(ALONE, accepted(1), tls))
                .startsWith("tls_failed/")
                .endsWith("/stated");
        assertThat(connection(ALONE, accepted(1), failed, event(Kind.AUTH_ACCEPTED, 4)))
                .isEqualTo("unknown///none");
    }

    private String connection(EventRow close, Surroundings around) {
        return connection(around, open, close);
    }

    private String connection(Surroundings around, EventRow... events) {
        return text(judge.onConnection(around.of(only(events))));
    }

    private String session(Surroundings around, EventRow... events) {
        Around it = around.of(only(events));
        return text(judge.onSession(it, judge.onConnection(it)));
    }

    private static String text(Verdict verdict) {
        return String.join(
                "/",
                verdict.cause(),
                verdict.subcause() == null ? "" : verdict.subcause(),
                verdict.endedBy() == null ? "" : verdict.endedBy(),
                verdict.confidence());
    }

    /** The next opening of the JID, and the boot. */
    private record Surroundings(Place next, LoggedBoot boot) {
        Around of(Facts facts) {
            return Around.of(facts, next, false, Facts.NONE, boot, new LocalClock(ZoneOffset.UTC));
        }
    }

    private static Surroundings around(Place next, String bootEnd, long bootEndSecond, long... gapSeconds) {
        var end = bootEnd == null ? LoggedBoot.End.NONE : LoggedBoot.End.valueOf(bootEnd);
        var place = bootEnd == null ? null : place(bootEndSecond);
        return new Surroundings(
                next,
                new LoggedBoot(
                        new byte[0],
                        new byte[0],
                        new byte[0],
                        null,
                        end,
                        place,
                        place == null ? Facts.NONE : place.at(),
                        LoggedDays.NONE,
                        Arrays.stream(gapSeconds).map(second -> second * SECOND).toArray()));
    }

    private static Place place(long second) {
        return new Place(second * SECOND, "ejabberd.log".getBytes(UTF_8), 0);
    }
}
