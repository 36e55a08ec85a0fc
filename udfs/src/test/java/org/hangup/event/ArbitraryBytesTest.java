package org.hangup.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever stands in a log: the catalogue never throws, and what it matches its prefilter lets through. */
class ArbitraryBytesTest {
    private static final MessageCatalogue CATALOGUE = MessageCatalogue.builtIn();
    private static final List<MessageRow> ROWS = CATALOGUE.rows();

    private static void check(byte[] message, byte[] module) {
        byte[] b = new byte[message.length + module.length];
        System.arraycopy(module, 0, b, 0, module.length);
        System.arraycopy(message, 0, b, module.length, message.length);
        Event event = new Event();
        boolean matches = CATALOGUE.match(b, module.length, b.length, b, 0, module.length, null, event);
        if (matches) {
            boolean detail = MessageCatalogue.DETAIL.equals(event.text(EventField.EVENT));
            assertThat(detail || CATALOGUE.mayMatch(b, module.length, b.length, 0, module.length))
                    .isTrue();
            for (EventField field : EventField.values()) {
                if (event.has(field)) {
                    assertThat(event.from(field)).isBetween(0, event.to(field));
                    assertThat(event.to(field)).isLessThanOrEqualTo(event.bytes(field).length);
                }
            }
        } else {
            assertThat(event.has(EventField.EVENT)).isFalse();
        }
    }

    @Property
    void anyBytes(@ForAll byte[] message, @ForAll byte[] module) {
        check(message, module);
        check(message, new byte[0]);
    }

    /** Real messages with some bytes changed, doubled or gone: these get deep into the matcher. */
    @Property(tries = 5000)
    void damagedMessages(@ForAll("damaged") byte[] message) {
        check(message, new byte[0]);
        check(message, Bytes.of("ejabberd_c2s"));
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        Arbitrary<byte[]> examples = Arbitraries.of(ROWS).map(row -> Bytes.of(row.example()));
        Arbitrary<Integer> places = Arbitraries.integers().between(0, 400);
        Arbitrary<byte[]> pieces = Arbitraries.of(
                        "(", ")", "|", "<", ">", "{", "}", "\"", "<<\"", ": ", "@", "/", "from ", "\\", "\n", "",
                        "\\x{", "9")
                .map(Bytes::of);
        return Combinators.combine(examples, places, places, pieces).as(ArbitraryBytesTest::splice);
    }

    private static byte[] splice(byte[] text, int a, int b, byte[] piece) {
        int from = Math.min(a % (text.length + 1), b % (text.length + 1));
        int to = Math.max(a % (text.length + 1), b % (text.length + 1));
        byte[] out = new byte[from + piece.length + text.length - to];
        System.arraycopy(text, 0, out, 0, from);
        System.arraycopy(piece, 0, out, from, piece.length);
        System.arraycopy(text, to, out, from + piece.length, text.length - to);
        return out;
    }

    @Property
    void anyReason(@ForAll String text) {
        assertThat(ReasonTable.builtIn().find(text)).isNotNull();
    }

    @Property
    void anyPrintedBytes(@ForAll byte[] bytes, @ForAll boolean received) {
        PrintedBytes.read(bytes, 0, bytes.length);
        XmlTrace.read(bytes, 0, bytes.length, received, new Event());
    }

    @Property
    void anyXml(@ForAll("markup") String xml, @ForAll boolean received) {
        byte[] printed = Bytes.of("<<\"" + xml + "\">>");
        XmlTrace.read(printed, 0, printed.length, received, new Event());
    }

    @Provide
    Arbitrary<String> markup() {
        return Arbitraries.of(
                        "<",
                        ">",
                        "/",
                        "'",
                        "stream:stream",
                        "stream:error",
                        "<stream:error",
                        "</stream:error>",
                        "text",
                        "iq",
                        " type='get'",
                        "<ping",
                        "xmlns=",
                        "'",
                        "=",
                        "<!--",
                        "-->",
                        "<![CDATA[",
                        "]]>",
                        "?",
                        " ",
                        "failure",
                        "</",
                        "/>",
                        "close")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }
}
