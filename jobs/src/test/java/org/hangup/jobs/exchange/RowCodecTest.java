package org.hangup.jobs.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.WithNull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is read again, in the same order. */
class RowCodecTest {
    private final RowWriter out = new RowWriter();
    private final RowReader in = new RowReader();

    @Property
    void numbersTextsAndFlags(
            @ForAll long number,
            @ForAll int sortable,
            @ForAll long sortableLong,
            @ForAll boolean flag,
            @ForAll byte raw,
            @ForAll @WithNull @Size(max = 5_000) byte[] text) {
        out.clear();
        out.number(number);
        out.sortable(sortable);
        out.text(text);
        out.flag(flag);
        out.sortable(sortableLong);
        out.put(raw);
        out.text(text);

        in.of(out.toArray());
        assertThat(in.number()).isEqualTo(number);
        assertThat(in.sortableInt()).isEqualTo(sortable);
        assertThat(in.text()).isEqualTo(text);
        assertThat(in.flag()).isEqualTo(flag);
        assertThat(in.sortableLong()).isEqualTo(sortableLong);
        assertThat(in.get()).isEqualTo(raw);
        assertThat(in.hasMore()).isTrue();
        assertThat(in.find()).isEqualTo(text != null);
        assertThat(Arrays.copyOfRange(in.bytes, in.from, in.to)).isEqualTo(text == null ? new byte[0] : text);
        assertThat(in.hasMore()).isFalse();
        assertThat(in.position()).isEqualTo(out.size());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "-1, 1",
        "63, 1",
        "-64, 1",
        "64, 2",
        "-65, 2",
        "9223372036854775807, 10",
        "-9223372036854775808, 10"
    })
    void aNumberNearZeroTakesFewBytes(long number, int bytes) {
        out.number(number);

        assertThat(out.size()).isEqualTo(bytes);
        assertThat(in.of(out.toArray()).number()).isEqualTo(number);
    }

    @Property
    void longsThatAreNotNegativeSortAsTheirBytes(
            @ForAll @LongRange(min = 0) long one, @ForAll @LongRange(min = 0) long other) {
        assertThat(Integer.signum(Arrays.compareUnsigned(sortable(one), sortable(other))))
                .isEqualTo(Long.compare(one, other));
    }

    @Property
    void intsThatAreNotNegativeSortAsTheirBytes(
            @ForAll @IntRange(min = 0) int one, @ForAll @IntRange(min = 0) int other) {
        var first = new RowWriter();
        var second = new RowWriter();
        first.sortable(one);
        second.sortable(other);

        assertThat(Integer.signum(Arrays.compareUnsigned(first.toArray(), second.toArray())))
                .isEqualTo(Integer.compare(one, other));
    }

    private static byte[] sortable(long value) {
        var out = new RowWriter();
        out.sortable(value);
        return out.toArray();
    }

    @Test
    void aMissingTextIsNotAnEmptyOne() {
        out.text(null);
        out.text(new byte[0]);

        in.of(out.toArray());
        assertThat(in.text()).isNull();
        assertThat(in.text()).isEmpty();
    }

    @Test
    void aPartOfAText() {
        out.text(new byte[] {1, 2, 3, 4}, 1, 3);
        out.raw(new byte[] {5, 6, 7}, 2, 3);

        in.of(out.toArray());
        assertThat(in.text()).containsExactly(2, 3);
        in.skip(1);
        assertThat(in.hasMore()).isFalse();
    }
}
