package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageShapeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "(tls|<0.512.0>) Opened c2s session for a@b.example/x y ; (tls|<#.#.#>) Opened c2s session for JID y",
                "jid: <<\"a \\\" b\">> end ; jid: <<\"...\">> end",
                "took 12.5 s ; took #.# s",
                "unclosed \"quote ; unclosed \"...\"",
            })
    void whatDiffersIsTakenOut(String message, String shape) {
        byte[] b = message.getBytes(StandardCharsets.UTF_8);
        assertThat(MessageShape.of(b, 0, b.length)).isEqualTo(shape);
    }

    @Property
    void neverThrowsAndIsShort(@ForAll byte[] b) {
        assertThat(MessageShape.of(b, 0, b.length).length()).isLessThanOrEqualTo(MessageShape.LONGEST + 8);
    }
}
