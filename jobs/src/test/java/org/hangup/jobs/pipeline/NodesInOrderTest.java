package org.hangup.jobs.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hangup.jobs.pipeline.EventRow.only;
import static org.hangup.jobs.pipeline.EventRow.opened;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Given connections of several logs, this order. A connection reads {@code log:second}. */
class NodesInOrderTest {
    private static final int DAY = 86_400;

    @Test
    void betweenLogsTheTimesTell() {
        assertThat(order(3, "0:10", "0:40", "1:20", "1:30", "1:50", "2:5"))
                .containsExactly("2:5", "0:10", "1:20", "1:30", "0:40", "1:50");
    }

    @Test
    void withinALogTheLogTellsAlsoWhereItsClockStepsBack() {
        assertThat(order(2, "0:10", "0:60", "0:20", "0:70", "1:15", "1:30", "1:65"))
                .containsExactly("0:10", "1:15", "1:30", "0:60", "0:20", "1:65", "0:70");
    }

    @Test
    void atTheSameTimeTheLogsAsTheyAreNumbered() {
        assertThat(order(2, "0:10", "0:10", "1:10")).containsExactly("0:10", "0:10", "1:10");
    }

    @Test
    void dayByDay() {
        assertThat(order(2, "0:10", "1:20", "0:" + (DAY + 5), "1:" + (DAY + 1), "1:" + (2 * DAY)))
                .containsExactly("0:10", "1:20", "1:86401", "0:86405", "1:172800");
    }

    @Test
    void oneLogPassesAsItIs() {
        var passed = new ArrayList<String>();
        var inOrder = new NodesInOrder(1, c -> passed.add(text(c)));
        for (String c : List.of("0:30", "0:20", "0:90000", "0:10")) {
            inOrder.add(connection(c));
            assertThat(passed).last().isEqualTo(c);
        }
        inOrder.end();
        assertThat(passed).hasSize(4);
    }

    @Test
    void itCanBeUsedForTheNextUser() {
        var passed = new ArrayList<String>();
        var inOrder = new NodesInOrder(2, c -> passed.add(text(c)));
        inOrder.add(connection("0:20"));
        inOrder.add(connection("1:10"));
        inOrder.end();
        inOrder.add(connection("1:5"));
        inOrder.end();
        inOrder.end();

        assertThat(passed).containsExactly("1:10", "0:20", "1:5");
    }

    @Property
    void clocksThatGoForwardGiveTheOrderOfTime(
            @ForAll @Size(max = 50) List<@IntRange(max = 3 * DAY) Integer> seconds,
            @ForAll @Size(50) List<@IntRange(max = 3) Integer> logs) {
        String[] connections = IntStream.range(0, seconds.size())
                .mapToObj(i -> connection(logs.get(i) + ":" + seconds.get(i)))
                .sorted(Comparator.<UserConnection>comparingInt(c -> c.day)
                        .thenComparing(c -> c.log)
                        .thenComparing(UserConnection::openedAt))
                .map(NodesInOrderTest::text)
                .toArray(String[]::new);

        assertThat(order(4, connections))
                .containsExactlyInAnyOrder(connections)
                .isSortedAccordingTo(Comparator.comparingInt(c -> Integer.parseInt(c.substring(2))));
    }

    private static List<String> order(int logs, String... connections) {
        var passed = new ArrayList<String>();
        var inOrder = new NodesInOrder(logs, c -> passed.add(text(c)));
        for (String c : connections) {
            inOrder.add(connection(c));
        }
        inOrder.end();
        return passed;
    }

    private static UserConnection connection(String logAndSecond) {
        int log = Integer.parseInt(logAndSecond.substring(0, 1));
        int second = Integer.parseInt(logAndSecond.substring(2));
        Facts facts = only(opened(second, "romeo", "example.net", "home"));
        byte[] id = logAndSecond.getBytes(UTF_8);
        return new UserConnection(second / DAY, log, 0, id, id, new FoldedConnection(facts, List.of()));
    }

    private static String text(UserConnection c) {
        return new String(c.id, UTF_8);
    }
}
