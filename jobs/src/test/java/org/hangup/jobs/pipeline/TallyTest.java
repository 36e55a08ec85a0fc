package org.hangup.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void countsSumsRanksAndNames() {
        var tally = new Tally();
        // by hand: of 1..20 the nearest rank of 50 % is the 10th, of 95 % the 19th
        for (long ms = 20; ms >= 1; ms--) {
            tally.add(row(ms, ms % 2 == 0 ? "even" : "odd", "same"));
        }
        tally.add(row(null, null, null));

        assertThat(figures(tally)).containsExactly(21L, 210L, 10L, 19L, 2L, 1L);
    }

    @Test
    void oneValueIsEveryPercentile() {
        var tally = new Tally();
        tally.add(row(7L, "a", null));

        assertThat(figures(tally)).containsExactly(1L, 7L, 7L, 7L, 1L, 0L);
    }

    @Test
    void withoutALengthThereIsNoPercentile() {
        var tally = new Tally();
        tally.add(row(null, null, null));

        assertThat(figures(tally)).containsExactly(1L, null, null, null, 0L, 0L);
    }

    private static Object[] figures(Tally tally) {
        InternalRow result = tally.result();
        var figures = new Object[Tally.SCHEMA.size()];
        for (int i = 0; i < figures.length; i++) {
            figures[i] = result.isNullAt(i) ? null : (Object) result.getLong(i);
        }
        return figures;
    }

    private static InternalRow row(Long ms, String first, String second) {
        return new GenericInternalRow(new Object[] {ms, UTF8String.fromString(first), UTF8String.fromString(second)});
    }
}
