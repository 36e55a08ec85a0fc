package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EdgeTest {
    private static final long SECOND = 1_000_000;

    private static List<String> bursts(long... ts) {
        List<String> found = new ArrayList<>();
        var keeper = new EdgeKeeper((from, to) -> found.add(from + ".." + to));
        for (long t : ts) {
            keeper.add(t, 1, true);
        }
        return found;
    }

    /** {@code n} records from {@code from} on, {@code step} microseconds apart, and one more. */
    private static long[] burst(int n, long from, long step, long next) {
        long[] ts = new long[n + 1];
        for (int i = 0; i < n; i++) {
            ts[i] = from + i * step;
        }
        ts[n] = next;
        return ts;
    }

    @Test
    void aHoleIsFiveHundredRecordsInASecondAndThenNoneUntilItIsOver() {
        assertThat(bursts(burst(500, 0, 100, SECOND + 5))).containsExactly("49900..1000005");
    }

    @Test
    void fewerOrSlowerRecordsOrMoreWithinTheSecondAreNone() {
        assertThat(bursts(burst(499, 0, 100, SECOND + 5))).isEmpty();
        assertThat(bursts(burst(500, 0, 2010, 3 * SECOND))).isEmpty();
        assertThat(bursts(burst(501, 0, 100, 900_000))).isEmpty();
    }

    @Test
    void theEdgesOfPartsMakeThoseOfTheFile() {
        var whole = new EdgeKeeper((from, to) -> {});
        var first = new EdgeKeeper((from, to) -> {});
        var second = new EdgeKeeper((from, to) -> {});
        for (int i = 0; i < 1200; i++) {
            whole.add(i, i, false);
            (i < 300 ? first : second).add(i, i, false);
        }
        Edge head = first.head().andThen(second.head());
        Edge tail = second.tail().after(first.tail());
        assertThat(head.size()).isEqualTo(Edge.SIZE);
        assertThat(head.looksLike(0, whole.head(), Edge.SIZE)).isTrue();
        assertThat(tail.looksLike(0, whole.tail(), Edge.SIZE)).isTrue();
        assertThat(tail.ts(Edge.SIZE - 1)).isEqualTo(1199);
        assertThat(first.tail().after(Edge.NONE).size()).isEqualTo(300);
    }
}
