package org.hangup.erlang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Terms that are out to hurt: deep, long, or both. Each must be done in seconds, where the square would take hours. */
@Timeout(180)
class TermLimitsTest {
    private static final int DEPTH = 1_000_000;
    private static final int LENGTH = 10_000_000;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void inEveryWay(byte[] text, String normalized) {
        assertThat(new String(TermParser.toNormalized(text, 0, text.length), StandardCharsets.UTF_8).equals(normalized))
                .isTrue();
        assertThat(TermParser.toJson(text, 0, text.length)).isNotEmpty();
        assertThat(TermParser.toVariant(text, 0, text.length).value()).isNotEmpty();
        assertThat(TermParser.parse(text).toString().equals(normalized)).isTrue();
    }

    @Test
    void aMillionDeep() {
        String lists = "[".repeat(DEPTH) + "]".repeat(DEPTH);
        String tuples = "{a,".repeat(DEPTH) + "b" + "}".repeat(DEPTH);
        String maps = "#{a => ".repeat(DEPTH / 4) + "b" + "}".repeat(DEPTH / 4);
        String pairs = "[{a,".repeat(DEPTH / 4) + "b" + "}]".repeat(DEPTH / 4);

        inEveryWay(ascii(lists), lists);
        inEveryWay(ascii(tuples), tuples);
        inEveryWay(ascii(maps), maps);
        inEveryWay(ascii(pairs), pairs);
    }

    @Test
    void aMillionDeepAndCut() {
        inEveryWay(ascii("[".repeat(DEPTH)), "[".repeat(DEPTH) + "..." + "]|...".repeat(DEPTH - 1) + "]");
    }

    @Test
    void tailsOfTailsAndKeysOfKeys() {
        String tails = "[a|".repeat(DEPTH) + "[]" + "]".repeat(DEPTH);
        String keys = "#{".repeat(DEPTH / 4) + "a" + " => b}".repeat(DEPTH / 4);

        inEveryWay(ascii(tails), "[a" + ",a".repeat(DEPTH - 1) + "]");
        inEveryWay(ascii(keys), keys);
    }

    @Test
    void tenMegabytes() {
        String integers = "[1" + ",1".repeat(LENGTH / 2) + "]";
        String text = "x".repeat(LENGTH);
        String digits = "9".repeat(LENGTH);

        inEveryWay(ascii(integers), integers);
        inEveryWay(ascii("\"" + text + "\""), "[120" + ",120".repeat(LENGTH - 1) + "]");
        inEveryWay(ascii("<<\"" + text + "\">>"), "<<120" + ",120".repeat(LENGTH - 1) + ">>");
        inEveryWay(ascii("{a," + digits + "}"), "{a," + digits + "}");
        inEveryWay(ascii("\"" + "\\n".repeat(LENGTH / 2) + "\""), "[10" + ",10".repeat(LENGTH / 2 - 1) + "]");
        inEveryWay(ascii("{a," + " ".repeat(LENGTH) + "b}"), "{a,b}");
    }

    @Test
    void manyPieces() {
        inEveryWay(ascii("\"x\"\n".repeat(LENGTH / 10)), "[120" + ",120".repeat(LENGTH / 10 - 1) + "]");
        inEveryWay(ascii("<<1:1" + ",1:1".repeat(799_999) + ">>"), "<<255" + ",255".repeat(99_999) + ">>");
    }

    @Test
    void manyKeys() {
        StringBuilder pairs = new StringBuilder("[{k,v}");
        StringBuilder same = new StringBuilder("#{a => 1");
        for (int i = 0; i < 300_000; i++) {
            pairs.append(",{k").append(i).append(",v}");
            same.append(",a => 1");
        }
        inEveryWay(ascii(pairs + "]"), pairs + "]");
        inEveryWay(ascii(same + "}"), same + "}");
    }

    @Test
    void numbersOfOtherBasesAreLimited() {
        assertThatThrownBy(() -> TermParser.parse("16#" + "f".repeat(LENGTH)))
                .hasMessageContaining("more than 4096 digits");
        assertThatThrownBy(() -> TermParser.parse("1." + "0".repeat(LENGTH)))
                .hasMessageContaining("a float out of range");
    }

    @Test
    void malformedAtTheEndOfALongText() {
        byte[] text = ascii("{a,".repeat(DEPTH) + "]");

        assertThatThrownBy(() -> TermParser.toJson(text, 0, text.length)).hasMessageContaining("at byte 3000000");
    }
}
