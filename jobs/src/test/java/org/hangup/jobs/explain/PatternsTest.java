package org.hangup.jobs.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hangup.jobs.explain.Rows.connection;
import static org.hangup.jobs.explain.Rows.failed;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Patterns in rows made by hand, each with its evidence. */
class PatternsTest {
    @Test
    void twoClientsThatFightForAResource() {
        // every 10 minutes the other one logs in; the last of the five is still there
        var rows = new ArrayList<Connection>();
        for (int i = 0; i < 5; i++) {
            String end = i == 4 ? null : time(10 * 60 * (i + 1));
            rows.add(connection("192.0.2." + i % 2, time(10 * 60 * i), end, end == null ? null : "replaced"));
        }
        assertThat(patterns(rows))
                .containsExactly(
                        "romeo@example.net/phone was replaced by a new login of the same resource in 4 of 4 ends,"
                                + " every 10 min (3 of 3 times between within 10 %); the new one came from another address"
                                + " 4 of 4 times: two clients seem to use this resource");
    }

    @Test
    void aClientThatForgetsItsConnection() {
        var rows = List.of(
                connection("192.0.2.1", "10:00:00", "10:20:00", "replaced"),
                connection("192.0.2.1", "10:20:00.100", "11:07:00", "replaced"),
                connection("192.0.2.1", "11:07:00", "11:08:40", "replaced"),
                connection("192.0.2.1", "11:08:39", "12:00:00", "client_closed"));
        assertThat(patterns(rows))
                .containsExactly(
                        "romeo@example.net/phone was replaced by a new login of the same resource in 3 of 4 ends"
                                + "; the new one came from the same address 3 of 3 times: one client seems to log in anew before"
                                + " its old connection is gone");
    }

    @Test
    void aLimitOfSessionsIsNoFightForAResource() {
        var rows = IntStream.range(0, 4)
                .mapToObj(i -> Rows.overLimit(
                        connection("192.0.2.1", time(900 * i), time(900 * i + 600 + 90 * i), "replaced")))
                .toList();
        assertThat(patterns(rows)).isEmpty();
        assertThat(CauseWords.of(rows.get(0).ending())).startsWith("The user had more sessions than the server allows");
    }

    @Test
    void somethingCutsAtOneAge() {
        var rows = List.of(
                connection("192.0.2.1", "10:00:00", "10:05:00", "connection_lost"),
                connection("192.0.2.1", "10:30:00", "10:35:01", "connection_lost"),
                connection("192.0.2.1", "11:00:00", "11:05:00.200", "connection_reset"),
                connection("192.0.2.1", "11:30:00", "11:35:00", "connection_lost"),
                connection("192.0.2.1", "12:00:00", "12:47:00", "connection_lost"),
                // not cut, whatever its age
                connection("192.0.2.1", "13:00:00", "13:05:00", "kicked"));
        assertThat(patterns(rows))
                .containsExactly(
                        "4 of 5 connections that the client, the network or a timeout ended were of one age then,"
                                + " 5 min (5 min to 5 min 1 s): something seems to cut them at that age, such as a NAT, a proxy or a"
                                + " balancer with an idle timeout");
    }

    @Test
    void shortSessionsAndBackInNoTime() {
        // opened at 0, 20, 40, 60, 80 s, each for 5 to 9 s: four of five are followed by the next within 30 s
        var rows = IntStream.range(0, 5)
                .mapToObj(i -> connection("192.0.2.1", time(20 * i), time(20 * i + 5 + i), "client_closed"))
                .toList();
        assertThat(patterns(rows))
                .containsExactly(
                        "romeo@example.net is flapping: 4 of 5 sessions lasted under a minute and were followed by"
                                + " the next within 30 s, every 20 s (4 of 4 times between within 10 %)");
    }

    @Test
    void failedLogins() {
        var rows = List.of(
                failed("romeo", "192.0.2.1", "10:00:00"),
                failed("romeo", "192.0.2.1", "10:00:30"),
                failed("root", "192.0.2.2", "10:07:00"),
                connection("192.0.2.1", "11:00:00", "12:00:00", "client_closed"));
        assertThat(patterns(rows))
                .containsExactly("3 of 4 connections failed to log in, with 2 names from 2 addresses");
    }

    @Test
    void manyAtOneMoment() {
        var rows = List.of(
                connection("romeo", "192.0.2.1", "10:00:00", "11:00:00", "connection_lost"),
                connection("juliet", "192.0.2.1", "10:10:00", "11:00:02", "connection_lost"),
                connection("nurse", "192.0.2.1", "10:20:00", "11:00:04", "timeout_ping"),
                connection("tybalt", "192.0.2.1", "10:30:00", "12:00:00", "client_closed"));
        assertThat(patterns(rows)).containsExactly("3 of 4 connections, of 3 users, ended within 5 s of each other");
    }

    @Test
    void nothingIsSaidOfWhatIsNoPattern() {
        assertThat(patterns(List.of(
                        connection("192.0.2.1", "10:00:00", "10:07:00", "connection_lost"),
                        connection("192.0.2.1", "10:10:00", "10:31:00", "replaced"),
                        connection("192.0.2.1", "11:00:00", "13:05:00", "client_closed"),
                        failed("romeo", "192.0.2.1", "14:00:00"))))
                .isEmpty();
        assertThat(patterns(List.of())).isEmpty();
    }

    /** A time so many seconds after ten o'clock. */
    private static String time(int seconds) {
        return java.time.LocalTime.of(10, 0).plusSeconds(seconds).format(java.time.format.DateTimeFormatter.ISO_TIME);
    }

    private static List<String> patterns(List<Connection> rows) {
        return Patterns.of(Story.of(rows, List.of()));
    }
}
