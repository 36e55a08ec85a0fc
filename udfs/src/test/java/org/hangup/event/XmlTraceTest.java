package org.hangup.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What XML in a debug trace tells of the stream's end, and what must not be taken for it. */
class XmlTraceTest {
    private static final String FRAMING = "urn:ietf:params:xml:ns:xmpp-framing";

    private static Event received(String printed) {
        return MessageCatalogue.builtIn()
                .match("Received XML on stream = " + printed, "ejabberd_receiver", Version.of("14.12"));
    }

    private static Event sent(String printed) {
        return MessageCatalogue.builtIn()
                .match("(tls|<0.5.0>) Send XML on stream = " + printed, null, Version.of("23.01"));
    }

    private static String binary(String xml) {
        return "<<\"" + xml.replace("\\", "\\\\").replace("\"", "\\\"") + "\">>";
    }

    private static String integers(String xml) {
        StringJoiner list = new StringJoiner(",");
        for (byte b : xml.getBytes(StandardCharsets.UTF_8)) {
            list.add(Integer.toString(b & 255));
        }
        return list.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    </stream:stream>                                                                     | Stream reset by peer
                    <presence type='unavailable'/></stream:stream>                                       | Stream reset by peer
                    body</body></message></stream:stream>                                                | Stream reset by peer
                    <close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>                                 | Stream reset by peer
                    <stream:error><policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream> | Stream closed by peer: policy-violation
                    <stream:error><reset/><text xml:lang='en'>gone &amp; back</text></stream:error>      | Stream closed by peer: gone & back (reset)
                    <stream:stream to='example.net'><auth>x</auth>                                       | -
                    <presence/>                                                                          | -
                    <message><body>&lt;/stream:stream&gt;</body></message>                               | -
                    <message><body>hi</stream:stream>                                                    | -
                    <message><body><![CDATA[</stream:stream>]]></body></message>                         | -
                    <![CDATA[</stream:stream>]]>                                                         | -
                    <message><stream:error><conflict/></stream:error></message>                          | -
                    <message to='</stream:stream>'/>                                                     | -
                    <message to="'></stream:stream>"/>                                                   | -
                    <close xmlns='urn:example:door'/>                                                    | -
                    <iq type='result' id='1'/>                                                           | -
                    """)
    void whatIsReceived(String xml, String reason) {
        for (String printed : new String[] {
            binary(xml),
            "\"" + xml.replace("\"", "\\\"") + "\"",
            "<<" + integers(xml) + ">>",
            "[" + integers(xml) + "]",
            "<<" + integers(xml).replace(",", ",\n      ") + ">>",
            "[<<\"\">>," + binary(xml) + "]"
        }) {
            Event event = received(printed);
            assertThat(event.text(EventField.EVENT)).isEqualTo("xml_received");
            assertThat(event.text(EventField.REASON)).as(printed).isEqualTo(reason);
            assertThat(event.has(EventField.TEXT)).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    <stream:error><conflict xmlns='x'/><text xml:lang='de' xmlns='x'>Durch neue Verbindung ersetzt</text></stream:error> | Stream closed by local host: Durch neue Verbindung ersetzt (conflict)
                    <stream:error><system-shutdown xmlns='x'/></stream:error>                                    | Stream closed by local host: system-shutdown
                    <iq from='example.net' to='a@example.net/b' id='7' type='get'><ping xmlns='urn:xmpp:ping'/></iq> | ping
                    <iq to='a@example.net/b' type='get' from='example.net'><ping xmlns='urn:xmpp:ping'></ping></iq>  | ping
                    <r xmlns='urn:xmpp:sm:3'/><iq from='example.net' to='a@b/c' type='get'><ping xmlns='urn:xmpp:ping'/></iq> | ping
                    <iq from='evil@example.net/x' to='a@example.net/b' type='get'><ping xmlns='urn:xmpp:ping'/></iq> | -
                    <iq from='example.net' to='a@example.net/b' type='error'><ping xmlns='urn:xmpp:ping'/></iq>  | -
                    <message from='a@b/c'><iq type='get'><ping xmlns='urn:xmpp:ping'/></iq></message>            | -
                    <failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>                | auth failure
                    <failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>                                           | -
                    <message from='a@b/c'><body>&lt;stream:error&gt;</body></message>                            | -
                    </stream:stream>                                                                             | -
                    <message><body>ping</body></message>                                                         | -
                    """)
    void whatIsSent(String xml, String reason) {
        for (String printed :
                new String[] {binary(xml), "<<" + integers(xml) + ">>", "[" + binary(xml) + ",<<\"\">>]"}) {
            Event event = sent(printed);
            assertThat(event.text(EventField.EVENT)).isEqualTo("xml_sent");
            assertThat(event.text(EventField.CONNECTION)).isEqualTo("<0.5.0>");
            assertThat(event.text(EventField.REASON)).as(printed).isEqualTo(reason);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    <iq from='example.net' to='a@example.net/b' id='7' type='get'><ping xmlns='urn:xmpp:ping'/></iq>               | a | example.net | b
                    <iq from='example.net' to='a@example.net/it&apos;s &lt;b&gt;' type='get'><ping xmlns='urn:xmpp:ping'/></iq>    | a | example.net | it's <b>
                    <iq from='example.net' type='get'><ping xmlns='urn:xmpp:ping'/></iq>                                           | - | -           | -
                    <iq from='evil@example.net/x' to='a@example.net/b' type='get'><ping xmlns='urn:xmpp:ping'/></iq>               | - | -           | -
                    <presence from='example.net' to='a@example.net/b'/>                                                            | - | -           | -
                    """)
    void whoIsPinged(String xml, String user, String server, String resource) {
        Event event = sent("[" + binary(xml) + "," + binary("<r xmlns='urn:xmpp:sm:3'/>") + "]");

        assertThat(event.text(EventField.USER)).isEqualTo(user);
        assertThat(event.text(EventField.SERVER)).isEqualTo(server);
        assertThat(event.text(EventField.RESOURCE)).isEqualTo(resource);
    }

    /** A printer wraps a long string into several, anywhere, also inside a tag. */
    @Test
    void wrapped() {
        assertThat(received("<<\"<presence/></stre\"\n  \"am:stream>\">>").text(EventField.REASON))
                .isEqualTo("Stream reset by peer");
    }

    /** A cut trace says so: the end tag may be in the part that is gone. */
    @Test
    void cut() {
        String long4096 = "<message><body>" + "x".repeat(4060) + "...";
        for (String printed : new String[] {
            "<<\"" + long4096 + "\">>",
            "<<\"<message><body>x\"...>>",
            "<<\"<message><body>x",
            "<<60,109,...>>",
            "[60,109|...]"
        }) {
            Event event = received(printed);
            assertThat(event.text(EventField.TEXT)).as(printed).isEqualTo("...");
            assertThat(event.has(EventField.REASON)).isFalse();
        }
        assertThat(received(binary("<message><body>well...")).has(EventField.TEXT))
                .isFalse();
        assertThat(received("<<\"</stream:stream>\"...>>").text(EventField.REASON))
                .isEqualTo("Stream reset by peer");
    }

    @Test
    void empty() {
        for (String printed : new String[] {"<<>>", "\"\"", "[]", "{xmlel,1}"}) {
            assertThat(received(printed).text(EventField.EVENT)).isEqualTo("xml_received");
            assertThat(received(printed).has(EventField.REASON)).isFalse();
        }
        assertThat(received(binary("<close xmlns='" + FRAMING + "'/>")).has(EventField.REASON))
                .isTrue();
    }
}
