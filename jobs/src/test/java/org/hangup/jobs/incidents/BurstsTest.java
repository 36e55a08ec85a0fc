package org.hangup.jobs.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Minutes in which more happens than is usual. */
class BurstsTest {
    private static final int NOON = 720;

    /** A minute with so many among so many every minute is a burst, or is none. */
    @ParameterizedTest
    @CsvSource({
        "0, 9, false", // hits nobody's eye
        "0, 15, true",
        "1, 10, false",
        "1, 40, true",
        "5, 15, false", // three times as many happen by chance
        "5, 60, true",
        "100, 220, false", // a busier day
        "100, 320, true",
    })
    void aMinute(long usual, long count, boolean burst) {
        long[] day = new long[1440];
        Arrays.fill(day, usual);
        day[0] = Math.max(1, usual); // the log is there from midnight on
        day[NOON] = count;
        List<Bursts.Burst> found = Bursts.find(day, null);
        if (burst) {
            assertThat(found).hasSize(1);
            assertThat(found.get(0).from()).isEqualTo(NOON);
            assertThat(found.get(0).to()).isEqualTo(NOON + 1);
            assertThat(found.get(0).usual()).isEqualTo((double) usual, within(0.02));
        } else {
            assertThat(found).isEmpty();
        }
    }

    @Test
    void whatGoesOnOverSomeMinutesIsOneWithItsBeginningAndEnd() {
        long[] day = new long[1440];
        Arrays.fill(day, 1);
        day[NOON - 1] = 6; // began within the minute
        day[NOON] = 30;
        day[NOON + 1] = 50;
        day[NOON + 2] = 25;
        day[NOON + 3] = 7;
        assertThat(Bursts.find(day, null)).containsExactly(new Bursts.Burst(NOON - 1, NOON + 4, 65.0 / 60 * 5));
    }

    @Test
    void twoThatAreApartAreTwo() {
        long[] day = new long[1440];
        Arrays.fill(day, 1);
        day[NOON] = 40;
        day[NOON + 10] = 40;
        assertThat(Bursts.find(day, null)).extracting(Bursts.Burst::from).containsExactly(NOON, NOON + 10);
    }

    /** Everybody comes each day at nine: with the days before known it is usual. */
    @Test
    void whatComesEveryDayIsUsual() {
        long[] day = new long[1440];
        Arrays.fill(day, 1);
        day[540] = 40;
        double[] known = new double[25];
        Arrays.fill(known, 60);
        assertThat(Bursts.find(day, known)).hasSize(1);
        known[9] = 3000;
        assertThat(Bursts.find(day, known)).isEmpty();
    }

    @Test
    void aLogThatBeginsWithMany() {
        long[] day = new long[1440];
        day[NOON] = 500;
        day[NOON + Bursts.KNOWN - 1] = 100;
        assertThat(Bursts.find(day, null)).isEmpty();
        day[NOON + Bursts.KNOWN] = 500;
        assertThat(Bursts.find(day, null)).hasSize(1);
    }

    /** The mean follows the sun, from 2 a minute at night to 30 at noon, and what happens is chance. */
    @Test
    void quietWeeksHaveNone() {
        Random random = new Random(1);
        for (int day = 0; day < 70; day++) {
            long[] counts = new long[1440];
            for (int i = 0; i < counts.length; i++) {
                double mean = 16 - 14 * Math.cos(2 * Math.PI * i / 1440);
                double left = Math.exp(-mean);
                for (double p = random.nextDouble(); p > left; p *= random.nextDouble()) {
                    counts[i]++;
                }
            }
            assertThat(Bursts.find(counts, null)).as("day %d", day).isEmpty();
        }
    }

    @Test
    void nothing() {
        assertThat(Bursts.find(new long[0], null)).isEmpty();
        assertThat(Bursts.find(new long[1440], new double[25])).isEmpty();
    }

    /** Of a Poisson table: mean 2. */
    @Test
    void tails() {
        assertThat(Bursts.atLeast(0, 2)).isEqualTo(1);
        assertThat(Bursts.atLeast(1, 2)).isEqualTo(0.8647, within(1e-4));
        assertThat(Bursts.atLeast(5, 2)).isEqualTo(0.0527, within(1e-4));
    }
}
