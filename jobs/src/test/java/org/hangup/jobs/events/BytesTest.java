package org.hangup.jobs.events;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.WithNull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read again, in the same order. */
class BytesTest {
    private final BytesOut out = new BytesOut();
    private final BytesIn in = new BytesIn();

    @Property
    void numbersTextsAndFlags(
            @ForAll long number,
            @ForAll long fixed,
            @ForAll boolean flag,
            @ForAll byte raw,
            @ForAll @WithNull @Size(max = 5_000) byte[] text) {
        out.clear();
        out.number(number);
        out.text(text);
        out.flag(flag);
        out.fixed(fixed);
        out.put(raw);
        out.text(text);

        in.of(out.toArray());
        assertThat(in.number()).isEqualTo(number);
        assertThat(in.text()).isEqualTo(text);
        assertThat(in.flag()).isEqualTo(flag);
        assertThat(in.fixed()).isEqualTo(fixed);
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

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, -1, 1_234_567_890, Long.MAX_VALUE, Long.MIN_VALUE})
    void aDecimalIsWhatJavaPrints(long number) {
        out.put('<');
        out.decimal(number);
        out.put('>');

        assertThat(out.toArray()).asString(US_ASCII).isEqualTo("<" + number + ">");
    }

    @Test
    void aRowWithinABuffer() {
        byte[] buffer = {9, 9, 2, 4, 9};

        in.of(buffer, 2, 4);
        assertThat(in.left()).isEqualTo(2);
        assertThat(in.number()).isEqualTo(1);
        assertThat(in.number()).isEqualTo(2);
        assertThat(in.hasMore()).isFalse();
        assertThat(in.position()).isEqualTo(4);
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
