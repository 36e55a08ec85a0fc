package org.hangup.erlang;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every term and for every text. */
class TermPropertiesTest {
    private static final String MARKS = "{}[]<>\"'\\,|.#$%:=/0a\u00e9";

    @Property(tries = 1000)
    void printThenParseGivesTheTerm(@ForAll("terms") Term term) {
        assertThat(TermParser.parse(TermWriter.write(term))).isEqualTo(term);
    }

    @Property(tries = 500)
    void layoutChangesNothing(@ForAll("terms") Term term, @ForAll long seed) {
        assertThat(TermParser.parse(spaced(TermWriter.write(term), new Random(seed))))
                .isEqualTo(term);
    }

    @Property(tries = 500)
    void quotedTextGivesTheTextAgain(@ForAll String text) {
        String points = text.codePoints()
                .mapToObj(c -> "\\x{" + Integer.toHexString(c) + "}")
                .reduce("", String::concat);
        String plain = text.replace("\\", "\\\\").replace("\"", "\\\"");

        assertThat(TermParser.parse("\"" + points + "\"")).isEqualTo(new Term.Str(text, false));
        if (!text.codePoints().anyMatch(c -> c >= 0xd800 && c < 0xe000)) {
            assertThat(TermParser.parse("\"" + plain + "\"")).isEqualTo(new Term.Str(text, false));
            assertThat(TermParser.parse("<<\"" + plain + "\"/utf8>>"))
                    .isEqualTo(Term.Bin.of(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Property(tries = 3000)
    void anyBytesGiveAValueOrTheDocumentedException(@ForAll byte[] bytes) {
        readInEveryWay(bytes);
    }

    @Property(tries = 3000)
    void anyCharactersOfTermsToo(@ForAll("almostTerms") String text) {
        readInEveryWay(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 1500)
    void mutatedTermsToo(@ForAll("terms") Term term, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] text = spaced(TermWriter.write(term), random).getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i >= 0 && text.length > 0; i--) {
            text[random.nextInt(text.length)] = (byte) MARKS.charAt(random.nextInt(MARKS.length()));
        }
        readInEveryWay(text);
    }

    @Property(tries = 1000)
    void aTermCutAnywhereIsReadOrIsWhole(@ForAll("terms") Term term, @ForAll long seed) {
        String text = TermWriter.write(term);
        String head = text.substring(0, 1 + new Random(seed).nextInt(text.length()));
        byte[] bytes = head.getBytes(StandardCharsets.UTF_8);
        if (!head.equals("#")
                && !head.equals("<")
                && "{[#<".indexOf(head.charAt(0)) >= 0
                && term.toString().length() > 1
                && !(term instanceof Term.Opaque)) {
            byte[] normalized = TermParser.toNormalized(bytes, 0, bytes.length);
            boolean marked = new String(normalized, StandardCharsets.UTF_8).contains("...");
            String lost = text.substring(head.length());
            if (lost.isEmpty()) {
                assertThat(marked).isEqualTo(text.contains("..."));
            } else if (!marked) {
                // the tail of a list ends it, with or without the bracket
                assertThat(lost).matches("[]}>]+");
            }
        }
    }

    /** The normalized text is a fixed point, and the term, the JSON and the VARIANT can be had whenever it can. */
    private static void readInEveryWay(byte[] bytes) {
        byte[] normalized;
        try {
            normalized = TermParser.toNormalized(bytes, 0, bytes.length);
        } catch (MalformedTermException e) {
            assertThat(e.offset()).isBetween(0, bytes.length);
            assertThat(e.reason()).isNotBlank();
            return;
        }
        assertThat(TermParser.toNormalized(normalized, 0, normalized.length)).isEqualTo(normalized);
        assertThat(TermParser.parse(bytes)).isNotNull();
        assertThat(TermParser.toJson(bytes, 0, bytes.length)).isNotEmpty();
        assertThat(TermParser.toVariant(bytes, 0, bytes.length).value()).isNotEmpty();
    }

    /** White space where Erlang allows it: behind commas and brackets outside of quotes. */
    private static String spaced(String text, Random random) {
        StringBuilder out = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c);
            if (c == '\\') {
                out.append(text.charAt(++i));
            } else if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted && ",{[".indexOf(c) >= 0 && random.nextInt(3) == 0) {
                out.append(List.of(" ", "\n   ", "\t", " % }]>>\"\n", "\r\n").get(random.nextInt(5)));
            }
        }
        return out.toString();
    }

    @Provide
    Arbitrary<String> almostTerms() {
        return Arbitraries.strings()
                .withChars("{}[]<>\"'\\,|.#$%:=/-+_ab10xe \n\u00e9\u0436")
                .ofMaxLength(30);
    }

    @Provide
    Arbitrary<Term> terms() {
        return terms(3);
    }

    private static Arbitrary<Term> terms(int depth) {
        if (depth == 0) {
            return leaves();
        }
        Arbitrary<List<Term>> some =
                Arbitraries.lazy(() -> terms(depth - 1)).list().ofMaxSize(5);
        return Arbitraries.oneOf(
                leaves(),
                some.map(Term.Tuple::new),
                some.map(elements -> new Term.ListTerm(elements, null)),
                Combinators.combine(some, atoms())
                        .as((elements, tail) -> elements.isEmpty() ? tail : new Term.ListTerm(elements, tail)),
                some.map(TermPropertiesTest::map));
    }

    private static Term map(List<Term> terms) {
        List<Term.Entry> entries = new ArrayList<>();
        for (int i = 0; i + 1 < terms.size(); i += 2) {
            entries.add(new Term.Entry(terms.get(i), terms.get(i + 1)));
        }
        return new Term.MapTerm(entries, false);
    }

    private static Arbitrary<Term> atoms() {
        return Arbitraries.oneOf(
                        Arbitraries.of(
                                "a", "jid", "true", "undefined", "after", "A", "", "it's", "\\", "a b", "ж", "é", "\n"),
                        Arbitraries.strings().ofMaxLength(10).filter(s -> s.codePoints()
                                .noneMatch(c -> c >= 0xd800 && c < 0xe000)))
                .map(Term.Atom::new);
    }

    private static Arbitrary<Term> leaves() {
        return Arbitraries.oneOf(
                atoms(),
                Arbitraries.longs().map(Term.Int::of),
                Arbitraries.bigIntegers().map(i -> new Term.Int(i.toString())),
                Arbitraries.doubles().map(Term.Real::new),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(20).map(Term.Bin::of),
                Arbitraries.of("<0.5.0>", "#Port<0.7>", "#Ref<0.1.2.3>", "fun lists:map/2", "#Fun<a.0.1>")
                        .map(Term.Opaque::new));
    }
}
