package org.hangup.jobs.connections;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hangup.jobs.events.BytesIn;
import org.hangup.jobs.events.BytesOut;
import org.hangup.jobs.events.Words;
import org.junit.jupiter.api.Test;

/** Facts that travel, or lie in the state from one day to the next, stay what they are. */
class FactsTest {
    @Provide
    Arbitrary<Facts> facts() {
        Arbitrary<Map<Fact, Long>> numbers =
                Arbitraries.maps(Arbitraries.of(Fact.class), Arbitraries.longs().greaterOrEqual(Facts.NONE + 1));
        Arbitrary<Map<Fact, byte[]>> texts = Arbitraries.maps(
                Arbitraries.of(Fact.class),
                Arbitraries.of("", "a", "b", "ejabberd.log", "ejabberd.log.1.gz")
                        .map(text -> text.getBytes(UTF_8)));
        return Combinators.combine(numbers, texts).as(FactsTest::facts);
    }

    private static Facts facts(Map<Fact, Long> numbers, Map<Fact, byte[]> texts) {
        var facts = new Facts();
        numbers.forEach((fact, value) -> {
            if (fact.type == Fact.Type.FLAG) {
                facts.set(fact, true);
            } else if (!fact.isText()) {
                facts.set(fact, value);
            }
        });
        texts.forEach((fact, text) -> {
            if (fact.isText()) {
                facts.set(fact, text);
            }
        });
        return facts;
    }

    @Property
    void writtenAndReadTheyAreTheSame(@ForAll("facts") Facts facts) {
        var out = new BytesOut();
        facts.write(out);
        facts.write(out);

        var in = new BytesIn().of(out.toArray());
        assertThat(Facts.read(in, new Words())).isEqualTo(facts);
        assertThat(Facts.read(in, new Words())).isEqualTo(facts);
        assertThat(in.hasMore()).isFalse();
    }

    @Property
    void aCopyIsTheSameAndStaysSo(@ForAll("facts") Facts facts) {
        Facts copy = facts.copy();
        assertThat(copy).isEqualTo(facts).hasSameHashCodeAs(facts);

        facts.set(Fact.ORDINAL, facts.number(Fact.ORDINAL) + 1);
        facts.set(Fact.USER, "somebody else".getBytes(UTF_8));
        assertThat(copy.number(Fact.ORDINAL)).isEqualTo(facts.number(Fact.ORDINAL) - 1);
        assertThat(copy.text(Fact.USER)).isNotEqualTo(facts.text(Fact.USER));
    }

    @Test
    void theyFitIntoTwoNumbersOfFlags() {
        assertThat(Fact.ALL).hasSizeLessThanOrEqualTo(2 * Long.SIZE);
    }

    @Test
    void aFileThatComesAgainTakesNoRoom() {
        var one = new Facts();
        one.set(Fact.OPEN_FILE, "a-rather-long-name.log".getBytes(UTF_8));
        var all = new Facts();
        for (Fact fact : Set.of(Fact.OPEN_FILE, Fact.LOST_FILE, Fact.END_FILE, Fact.LAST_FILE)) {
            all.set(fact, "a-rather-long-name.log".getBytes(UTF_8));
        }

        assertThat(size(all)).isEqualTo(size(one) + 3);
    }

    private static int size(Facts facts) {
        var out = new BytesOut();
        facts.write(out);
        return out.size();
    }
}
