package org.hangup.jobs.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hangup.jobs.explain.Rows.at;
import static org.hangup.jobs.explain.Rows.connection;
import static org.hangup.jobs.explain.Rows.failed;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Stories of rows made by hand, as they are told. */
class StoryTest {
    private static final TreeSet<LocalDate> DAY = new TreeSet<>(List.of(LocalDate.of(2024, 3, 1)));

    @Test
    void sessionsAreToldInOrderWithTheirEndsAndTheWayBack() {
        var first = connection("192.0.2.7", "10:00:00", "10:04:50", "timeout_ping");
        var second = connection("192.0.2.7", "10:05:02.500", null, null);
        var session = new Session(
                second.sessionId(), second.name(), second.openedAt(), null, null, null, "timeout_ping", 12_500L);
        assertThat(told(Subject.User.of("romeo@example.net"), List.of(second, first), List.of(session), 100))
                .containsExactly(
                        "romeo@example.net, 2024-03-01, times in Europe/Berlin",
                        "2 sessions on 2 connections; 1 open at the end of 2024-03-01",
                        "ended by: timeout_ping 1; how sure: stated 1",
                        "",
                        "2024-03-01 11:00:00.000  romeo@example.net/phone, on a@host",
                        "  from 192.0.2.7 port 50000, tls, connection 10:00:00romeo",
                        "  ended 2024-03-01 11:04:50.000 after 4 min 50 s: timeout_ping, by the server; the log says so",
                        "    The server waited in vain for the answer to a ping.",
                        "",
                        "2024-03-01 11:05:02.500  romeo@example.net/phone, on a@host",
                        "  opened 12.5 s after the user's session before had ended (timeout_ping)",
                        "  from 192.0.2.7 port 50000, tls, connection 10:05:02.500romeo",
                        "  open at the end of 2024-03-01");
    }

    @Test
    void aResumedSessionIsOneWithAnEndOfItsOwn() {
        var lost = Rows.of("s", connection("192.0.2.7", "10:00:00", "10:01:00", "connection_lost"));
        var again = Rows.of("s", connection("192.0.2.8", "10:01:10", "10:02:00", "connection_lost"));
        var ending = new Ending("connection_lost", "resume_timeout", null, "inferred", null);
        var session = new Session("s", lost.name(), at("10:00:00"), at("10:07:00"), at("10:07:00"), ending, null, null);
        assertThat(told(Subject.ConnectionId.of("s"), List.of(again, lost), List.of(session), 100))
                .contains(
                        "connection s, 2024-03-01, times in Europe/Berlin",
                        "1 session on 2 connections",
                        "1 user: romeo@example.net",
                        "  resumed 2024-03-01 11:01:10.000 from 192.0.2.8 port 50000, tls, connection 10:01:10romeo",
                        "  session closed 2024-03-01 11:07:00.000 after 7 min: connection_lost (resume_timeout),"
                                + " nothing tells by whom; inferred from what stands around it");
    }

    @Test
    void theNewestAreToldAndAllAreCounted() {
        var told = told(
                Subject.Address.of("192.0.2.7"),
                List.of(
                        failed("mallory", "192.0.2.7", "09:00:00"),
                        connection("192.0.2.7", "10:00:00", "10:01:00", "client_closed"),
                        connection("192.0.2.7", "10:10:00", "10:12:00", "client_closed")),
                List.of(),
                1);
        assertThat(told)
                .contains(
                        "2 sessions on 2 connections, 1 connection without a session",
                        "ended by: client_closed 2, auth_failed 1; how sure: stated 2, inferred 1",
                        "the last 1 of 3, in order (--last tells more of them; --from and --to say of which time):")
                .noneMatch(line -> line.contains("mallory") || line.contains("11:00:00.000"));
    }

    @Test
    void nothingIsALineOfItsOwn() {
        assertThat(told(Subject.User.of("juliet"), List.of(), List.of(), 100))
                .containsExactly("no connection of juliet in 2024-03-01");
    }

    private static List<String> told(Subject subject, List<Connection> connections, List<Session> sessions, int last) {
        return StoryText.of(subject, Story.of(connections, sessions), DAY, last, ZoneId.of("Europe/Berlin"), null);
    }

    @Test
    void whatClientsWroteIsShownAndNotObeyed() {
        var name = new Name("ro\u0007meo", "example.net", "ph\u001b[31mone\u202e\n2024", null);
        var row = connection("192.0.2.7", "10:00:00", "10:01:00", "client_error");
        var hostile = new Connection(
                row.id(),
                row.sessionId(),
                "a\u009bhost",
                name,
                new Connection.Peer("192.0.2.7", null, "tls", "Cli\u2066ent"),
                row.begunAt(),
                row.openedAt(),
                row.endedAt(),
                row.settledAt(),
                false,
                new Ending("client_error", null, "client", "stated", "red\u001b[0m\u001b]0;title\u0007"),
                "ejab\u001bberd.log",
                7L,
                null);
        var excerpt = new EndLines.Excerpt("ejab\u001bberd.log", List.of("one\u001b[2J\ntwo\u200f"), 0);
        var lines = StoryText.of(
                Subject.User.of("x\u001b[1m@example.net"),
                Story.of(List.of(hostile), List.of()),
                DAY,
                9,
                ZoneId.of("UTC"),
                Map.of(row.id(), excerpt));
        assertThat(String.join("", lines)).matches("[^\\p{Cc}\\p{Cf}]*");
        assertThat(lines)
                .contains(
                        "x\\x1b[1m@example.net, 2024-03-01, times in UTC",
                        "2024-03-01 10:00:00.000  ro\\x07meo@example.net/ph\\x1b[31mone\\x{202e}\\x0a2024, on a\\x9bhost",
                        "    ejab\\x1bberd.log, byte 7:",
                        "    > one\\x1b[2J",
                        "      two\\x{200f}");
    }
}
