package org.hangup.jobs.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.hangup.jobs.archive.LocalClock;
import org.hangup.jobs.archive.LoggedBoot;
import org.hangup.jobs.archive.LoggedDays;
import org.hangup.jobs.events.AcceptFailures;
import org.hangup.log.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outages and failing accepts around midnight. Times are seconds since 1970-01-01 00:00 UTC; a day has 86,400. */
class ServerIncidentsTest {
    private static final long SECOND = 1_000_000L;
    private static final int DAY = 86_400;

    private final LocalClock clock = new LocalClock(ZoneOffset.UTC);
    private final Nodes nodes = new Nodes(new LoggedBoot[][] {{boot("a"), boot("b"), boot("c")}});

    private static LoggedBoot boot(String id) {
        return new LoggedBoot(
                bytes("ejabberd.log"),
                bytes(id),
                bytes("n1"),
                null,
                LoggedBoot.End.NONE,
                null,
                LogRecord.NO_TIME,
                LoggedDays.NONE,
                new long[0]);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static AcceptFailures.Run run(long from, long to, long count) {
        return new AcceptFailures.Run(
                0, 0, from, (int) (to / DAY), "f", from, from * SECOND, to * SECOND, count, "too many open files");
    }

    /** The last failure is 60 s before midnight, or later: on the second day it is known that no more came. */
    @ParameterizedTest
    @CsvSource({"86339, 0", "86340, 1", "86399, 1"})
    void failuresAreOfTheDayInWhichTheirEndIsSure(long last, int day) {
        AcceptIncidents accepts = new AcceptIncidents(List.of(run(86_000, last, 7)), clock);
        assertThat(accepts.incidents(nodes))
                .containsExactly(new Incident(
                        "ejabberd.log",
                        "n1",
                        "accept_failed",
                        day,
                        86_000 * SECOND,
                        last * SECOND,
                        "node n1",
                        7L,
                        null,
                        null,
                        "resource_limit",
                        "f",
                        86_000L));
        assertThat(accepts.carried(0, nodes)).hasSize(day);
        assertThat(accepts.carried(1, nodes)).isEmpty();
    }

    @Test
    void failuresOverMidnightAreOneAndTheDayBeforeCarriesThem() {
        List<AcceptFailures.Run> second = List.of(run(DAY + 10, DAY + 100, 5), run(DAY + 161, DAY + 170, 2));
        AcceptIncidents atOnce = new AcceptIncidents(
                Stream.concat(Stream.of(run(86_390, 86_399, 3)), second.stream())
                        .toList(),
                clock);
        assertThat(atOnce.incidents(nodes))
                .extracting(Incident::day, Incident::from, Incident::to, Incident::connections)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, 86_390 * SECOND, (DAY + 100) * SECOND, 8L),
                        org.assertj.core.groups.Tuple.tuple(1, (DAY + 161) * SECOND, (DAY + 170) * SECOND, 2L));
        assertThat(atOnce.carried(0, nodes))
                .containsExactly(new Carried(
                        "accepts",
                        "ejabberd.log",
                        "a",
                        86_390 * SECOND,
                        86_399 * SECOND,
                        3,
                        null,
                        "too many open files",
                        "f",
                        86_390L));
    }

    @Test
    void aNodeThatStartsAgainAndAgainIsDownAllTheTime() {
        Outages.Outage crash = outage(0, true, 100, 110);
        Outages.Outage again = outage(1, true, 170, 171);
        Outages.Outage later = outage(2, false, 232, 240);
        assertThat(Outages.joined(List.of(crash, again, later)))
                .containsExactly(
                        new Outages.Outage(0, "n1", List.of(0, 1), true, 100 * SECOND, 171 * SECOND, "f", 100), later);
    }

    /** It stopped before midnight, and started behind it: what it ended on the first day is carried. */
    @Test
    void aRestartOverMidnight() {
        List<Outages.Outage> outages = List.of(outage(0, false, DAY - 5, DAY + 5));
        List<BootIncidents.Ended> ended =
                List.of(new BootIncidents.Ended(0, 0, 0, 30, 20), new BootIncidents.Ended(0, 0, 1, 2, 2));
        BootIncidents boots = new BootIncidents(outages, ended, clock);
        assertThat(boots.incidents(nodes))
                .containsExactly(new Incident(
                        "ejabberd.log",
                        "n1",
                        "node_restart",
                        1,
                        (DAY - 5) * SECOND,
                        (DAY + 5) * SECOND,
                        "node n1",
                        32L,
                        22L,
                        null,
                        "server_shutdown",
                        "f",
                        (long) DAY - 5));
        assertThat(boots.carried(0, nodes))
                .containsExactly(new Carried("ends", "ejabberd.log", "a", null, null, 30, 20L, null, null, null));
        assertThat(boots.carried(1, nodes)).isEmpty();
    }

    @Test
    void aNodeThatDoesNotStartAgainIsNoIncidentYet() {
        BootIncidents boots = new BootIncidents(List.of(), List.of(new BootIncidents.Ended(0, 0, 0, 30, 20)), clock);
        assertThat(boots.incidents(nodes)).isEmpty();
        assertThat(boots.carried(3, nodes)).extracting(Carried::connections).containsExactly(30L);
    }

    private static Outages.Outage outage(int boot, boolean crash, long from, long to) {
        return new Outages.Outage(0, "n1", List.of(boot), crash, from * SECOND, to * SECOND, "f", from);
    }
}
