package org.hangup.jobs.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hangup.jobs.events.EventRow.event;

import java.util.List;
import org.hangup.jobs.people.Forgotten;
import org.hangup.jobs.people.Privacy;
import org.junit.jupiter.api.Test;

class PrivateEventsTest {
    private final PrivateEvents events =
            new PrivateEvents(new Privacy(null, Forgotten.nobody().with("romeo", "example.net"), List.of()));

    @Test
    void aPingOfOneWhoWasTakenOutStillHasTheIdThatItsAnswerHas() {
        var ping = event(Kind.XML_SENT, 1)
                .with(EventText.REASON, "ping")
                .with(EventText.TEXT, "1326816744")
                .jid("romeo", "example.net", "home")
                .event();
        var loss = event(Kind.WAITING, 2).jid("romeo", "example.net", "home").event();

        events.apply(ping);
        events.apply(loss);

        assertThat(text(ping, EventText.REASON)).isEqualTo("ping");
        assertThat(text(ping, EventText.TEXT)).isEqualTo("1326816744");
        assertThat(text(ping, EventText.USER)).isNotEqualTo("romeo").isEqualTo(text(loss, EventText.USER));
        assertThat(text(ping, EventText.RESOURCE)).isNotEqualTo("home").isEqualTo(text(loss, EventText.RESOURCE));
    }

    private static String text(ConnectionEvent event, EventText text) {
        return new String(event.text(text), UTF_8);
    }
}
