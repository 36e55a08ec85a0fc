package org.hangup.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JidTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    romeo@example.net/home        | romeo | example.net | home      | romeo@example.net
                    romeo@example.net             | romeo | example.net | -         | romeo@example.net
                    example.net                   | -     | example.net | -         | example.net
                    example.net/a@b               | -     | example.net | a@b       | example.net
                    romeo@example.net/a/b@c: d    | romeo | example.net | a/b@c: d  | romeo@example.net
                    x@y@example.net               | x@y   | example.net | -         | x@y@example.net
                    """)
    void parts(String text, String user, String server, String resource, String bare) {
        Jid jid = Jid.parse(text);
        assertThat(jid).isEqualTo(new Jid(user, server, resource)).hasToString(text);
        assertThat(jid.bare()).isEqualTo(bare);
    }

    @Property
    void partsMakeTheWhole(@ForAll String text) {
        String wellFormed = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(Jid.parse(wellFormed)).hasToString(wellFormed);
    }
}
