package org.hangup.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamErrorTextTest {
    private static final String PEER = "Stream closed by peer: ";

    /** Half a million lines of a client's: were all before a line looked at again for each, this would not end. */
    @ParameterizedTest
    @ValueSource(strings = {")\n", "\n", " \n", "(\n)", "(conflict)x\n"})
    void aTextOfAnyLengthGoesOnToItsCondition(String line) {
        String text = PEER + line.repeat(500_000);
        assertThat(end(text)).isEqualTo(-1);
        assertThat(end(text + "(conflict)")).isEqualTo(text.length() + "(conflict)".length());
        assertThat(end(text + "(conflict)\n" + "a line of others\n".repeat(3)))
                .isEqualTo((text + "(conflict)").length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(conflict)", "bye (not-well-formed)", "conflict", "(unsupported-stanza-type)"})
    void conditions(String text) {
        assertThat(end(PEER + text)).isEqualTo((PEER + text).length());
    }

    private static int end(String text) {
        byte[] b = text.getBytes(StandardCharsets.UTF_8);
        return StreamErrorText.end(b, 0, b.length);
    }
}
