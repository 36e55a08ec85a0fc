package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Times of records in, holes of the burst limit out; all in microseconds. */
class BurstLimitTest {
    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;

    private final List<Long> times = new ArrayList<>();

    /** {@code n} records from {@code from} on, {@code step} apart. */
    private BurstLimitTest records(int n, long from, long step) {
        for (int i = 0; i < n; i++) {
            times.add(from + i * step);
        }
        return this;
    }

    private List<String> holes() {
        return holes(times.size());
    }

    /** The records are those of two parts (or files), the first of which has {@code n}. */
    private List<String> holes(int n) {
        var whole = new BurstLimit();
        var first = new BurstLimit();
        var second = new BurstLimit();
        for (int i = 0; i < times.size(); i++) {
            (i < n ? first : second).add(times.get(i), i);
        }
        return Stream.of(first, second)
                .flatMap(part -> whole.addAll(part.bursts()).stream())
                .map(hole -> hole.fromTs() + ".." + hole.toTs() + " before " + hole.offset())
                .toList();
    }

    @Test
    void behindAPauseFiveHundredAndOneAndFiveHundredRecordsAreWrittenAndThenNone() {
        // the first begins the count, the 502nd (at MINUTE + 50_000) the window; a new minute's record is the next
        records(1, 0, 0).records(1001, MINUTE, 100).records(1, 2 * MINUTE, 0);
        assertThat(holes()).containsExactly((MINUTE + 100_000) + ".." + (MINUTE + 50_000 + SECOND) + " before 1002");
    }

    @Test
    void fewerOrMoreRecordsWereNotLimited() {
        assertThat(records(1, 0, 0)
                        .records(1000, MINUTE, 100)
                        .records(1, 2 * MINUTE, 0)
                        .holes())
                .isEmpty();
        times.clear();
        assertThat(records(1, 0, 0)
                        .records(1002, MINUTE, 100)
                        .records(1, 2 * MINUTE, 0)
                        .holes())
                .isEmpty();
        times.clear();
        assertThat(records(1, 0, 0)
                        .records(5000, MINUTE, 100)
                        .records(1, 2 * MINUTE, 0)
                        .holes())
                .isEmpty();
    }

    @Test
    void aQuietNightBehindABurstIsNoHole() {
        records(1, 0, 0).records(1001, MINUTE, 100).records(1, 600 * MINUTE, 0);
        assertThat(holes()).containsExactly((MINUTE + 100_000) + ".." + (MINUTE + 50_000 + SECOND) + " before 1002");
    }

    @Test
    void recordsThatComeSlowlyAreNotLimited() {
        // 499 a second
        assertThat(records(1, 0, 0).records(5000, MINUTE, 2004).holes()).isEmpty();
    }

    @Test
    void pausesWithinTheSecondBeginTheCountAnew() {
        // 1440 records in a second, but never 500 without 100 ms of rest: as a debug log of a few logins
        records(1, 0, 0);
        for (int i = 0; i < 4; i++) {
            records(360, MINUTE + i * 250_000L, 300);
        }
        assertThat(records(1, 2 * MINUTE, 0).holes()).isEmpty();
    }

    @Test
    void aStormHasAHoleInEachSecond() {
        records(1, 0, 0).records(500, MINUTE, 1000);
        // each window: the record that begins it, 500 more in 0.8 s, and none until the second is over
        long first = MINUTE + 500_000;
        for (int second = 0; second < 3; second++) {
            records(501, first + second * (SECOND + 10), 1600);
        }
        records(1, first + 3 * (SECOND + 10), 0);
        assertThat(holes())
                .containsExactly(
                        (first + 800_000) + ".." + (first + SECOND) + " before 1002",
                        (first + 1_800_010) + ".." + (first + 2 * SECOND + 10) + " before 1503",
                        (first + 2_800_020) + ".." + (first + 3 * SECOND + 20) + " before 2004");
    }

    @Test
    void aNodesStartBeginsTheWindow() {
        var limit = new BurstLimit();
        limit.add(0, 0);
        limit.start();
        for (int i = 1; i < 500; i++) {
            limit.add(i * 100L, i);
        }
        limit.add(MINUTE, 500);
        assertThat(limit.bursts().holes()).containsExactly(new Bursts.Hole(49_900, SECOND, 500));
    }

    @Test
    void aBorderOfPartsAnywhereChangesNothing() {
        records(1, 0, 0).records(1001, MINUTE, 100).records(1, 2 * MINUTE, 0);
        List<String> whole = holes();
        assertThat(whole).hasSize(1);
        for (int n = 0; n <= times.size(); n++) {
            assertThat(holes(n)).as("border before %d", n).isEqualTo(whole);
        }
    }

    @Test
    void whatAnotherLoggerWroteIsNotLimited() {
        var limit = new BurstLimit();
        limit.add(0, 0);
        for (int i = 0; i < 1001; i++) {
            limit.pass();
        }
        limit.add(MINUTE, 0);
        assertThat(limit.bursts().holes()).isEmpty();
    }
}
