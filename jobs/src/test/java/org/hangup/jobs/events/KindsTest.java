package org.hangup.jobs.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Kinds by the names of events, whether it is the catalogue's own array or a copy that Spark made. */
class KindsTest {
    private final Kinds kinds = new Kinds();

    @Test
    void aCopyOfANameIsTheSameName() {
        for (int i = 0; i < 1000; i++) {
            assertThat(kinds.named("session_closed".getBytes(UTF_8))).isEqualTo(Kind.CLOSED);
            assertThat(kinds.named("session_opened".getBytes(UTF_8))).isEqualTo(Kind.OPENED);
        }
        assertThat(kinds.known()).isEqualTo(2);
    }

    @Test
    void anEventThatTakesNoPart() {
        assertThat(kinds.named("shaper_pause".getBytes(UTF_8))).isNull();
    }
}
