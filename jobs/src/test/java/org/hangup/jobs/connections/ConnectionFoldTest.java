package org.hangup.jobs.connections;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hangup.jobs.connections.Folds.fold;
import static org.hangup.jobs.connections.Folds.only;
import static org.hangup.jobs.events.EventRow.SECOND;
import static org.hangup.jobs.events.EventRow.accepted;
import static org.hangup.jobs.events.EventRow.closed;
import static org.hangup.jobs.events.EventRow.event;
import static org.hangup.jobs.events.EventRow.opened;

import java.util.ArrayList;
import org.hangup.jobs.events.EventText;
import org.hangup.jobs.events.Kind;
import org.junit.jupiter.api.Test;

/** Given these events of one id, these connections. */
class ConnectionFoldTest {
    private static final long DAY_IN_SECONDS = 86_400;

    @Test
    void aLifeFromAcceptToClose() {
        var facts = only(
                accepted(1),
                event(Kind.AUTH_ACCEPTED, 2).with(EventText.USER, "romeo").with(EventText.AUTH_MECHANISM, "PLAIN"),
                opened(3, "romeo", "example.net", "home"),
                closed(9, "romeo@example.net/home: Stream reset by peer"));

        assertThat(facts.get(Fact.ACCEPTED_AT)).isEqualTo(SECOND);
        assertThat(facts.get(Fact.AUTHENTICATED_AT)).isEqualTo(2 * SECOND);
        assertThat(facts.get(Fact.OPENED_AT)).isEqualTo(3 * SECOND);
        assertThat(facts.get(Fact.END_AT)).isEqualTo(9 * SECOND);
        assertThat(facts.text(Fact.IP)).asString(UTF_8).isEqualTo("192.0.2.7");
        assertThat(facts.number(Fact.PORT)).isEqualTo(51322);
        assertThat(facts.text(Fact.END_REASON)).asString(UTF_8).isEqualTo("Stream reset by peer");
        assertThat(facts.text(Fact.AUTH_MECHANISM)).asString(UTF_8).isEqualTo("PLAIN");
    }

    @Test
    void aResourceThatHoldsAReasonEndsWhereTheOpeningLineSays() {
        String resource = "x: Stream reset by peer";
        String reason = "Stream closed by peer: Connection failed: connection closed";
        var facts = only(
                opened(1, "eve", "example.net", resource), closed(2, "eve@example.net/" + resource + ": " + reason));

        assertThat(facts.text(Fact.END_REASON)).asString(UTF_8).isEqualTo(reason);
        assertThat(facts.text(Fact.RESOURCE)).asString(UTF_8).isEqualTo(resource);
    }

    @Test
    void aCloseLineOfAnotherJidIsNotOfThisConnection() {
        var facts = only(
                opened(1, "romeo", "example.net", "home"),
                closed(2, "juliet@example.net/balcony: Stream reset by peer"));

        assertThat(facts.has(Fact.END_KIND)).isFalse();
    }

    @Test
    void withoutAnOpeningLineTheCloseLineItselfIsBelieved() {
        var facts = only(closed(5, "romeo@example.net/home: Connection failed: connection closed")
                .with(EventText.USER, "romeo")
                .with(EventText.SERVER, "example.net")
                .with(EventText.RESOURCE, "home")
                .with(EventText.REASON, "Connection failed: connection closed"));

        assertThat(facts.is(Fact.BOUND)).isTrue();
        assertThat(facts.has(Fact.OPENED_AT)).isFalse();
        assertThat(facts.text(Fact.END_REASON)).asString(UTF_8).isEqualTo("Connection failed: connection closed");
        assertThat(facts.is(Fact.END_SPLIT_GUESSED)).isFalse();
    }

    @Test
    void withoutAnOpeningLineAResourceThatMayHoldAReasonMakesItAGuess() {
        var facts = only(closed(5, "eve@example.net/x: Stream closed by peer: Connection failed: connection closed")
                .with(EventText.USER, "eve")
                .with(EventText.SERVER, "example.net")
                .with(EventText.RESOURCE, "x: Stream closed by peer")
                .with(EventText.REASON, "Connection failed: connection closed"));

        assertThat(facts.is(Fact.END_SPLIT_GUESSED)).isTrue();
    }

    @Test
    void anIdThatIsAcceptedAnewIsAnotherConnection() {
        var connections = fold(
                accepted(1),
                opened(2, "romeo", "example.net", "home"),
                closed(3, "romeo@example.net/home: Stream reset by peer"),
                accepted(100),
                opened(101, "juliet", "example.net", "balcony"));

        assertThat(connections).hasSize(2);
        assertThat(connections.get(1).text(Fact.USER)).asString(UTF_8).isEqualTo("juliet");
        assertThat(connections.get(1).has(Fact.END_KIND)).isFalse();
    }

    @Test
    void anIdThatIsTakenAnewEndsTheSessionWhoseCloseLineIsMissing() {
        var connections =
                fold(accepted(1), opened(2, "romeo", "example.net", "home"), accepted(100), opened(101, "a", "b", "c"));

        assertThat(connections).hasSize(2);
        assertThat(connections.get(0).get(Fact.END_KIND)).isEqualTo(Kind.ACCEPTED.code());
        assertThat(connections.get(0).get(Fact.END_AT)).isEqualTo(100 * SECOND);
    }

    @Test
    void anAcceptMayComeALittleAfterTheFirstLine() {
        var facts = only(
                event(Kind.AUTH_FAILED, 10).with(EventText.USER, "romeo"),
                accepted(11),
                opened(12, "romeo", "example.net", "home"));

        assertThat(facts.get(Fact.ACCEPTED_AT)).isEqualTo(11 * SECOND);
        assertThat(facts.number(Fact.AUTH_FAILURES)).isEqualTo(1);
    }

    @Test
    void anEndTagMayStandASecondBehindTheCloseLineButNoFurther() {
        var facts = only(
                opened(1, "romeo", "example.net", "home"),
                closed(5, "romeo@example.net/home: Stream reset by peer"),
                event(Kind.XML_RECEIVED, 6).with(EventText.REASON, "Stream reset by peer"),
                event(Kind.XML_RECEIVED, 7).with(EventText.REASON, "Stream closed by peer: reset"));

        assertThat(facts.get(Fact.RECEIVED_END_AT)).isEqualTo(6 * SECOND);
        assertThat(facts.has(Fact.PEER_ERROR)).isFalse();
    }

    @Test
    void tenMinutesOfSilenceEndAConnectionWithoutASession() {
        assertThat(fold(accepted(1), event(Kind.AUTH_FAILED, 601))).hasSize(1);
        assertThat(fold(accepted(1), event(Kind.AUTH_FAILED, 602))).hasSize(2);
    }

    @Test
    void aPingIsUnansweredUntilTheClientSaysAnything() {
        var ping = event(Kind.XML_SENT, 10).with(EventText.REASON, "ping");
        var another = event(Kind.XML_SENT, 15).with(EventText.REASON, "ping");
        var open = opened(1, "romeo", "example.net", "home");

        assertThat(only(open, ping, another).get(Fact.PING_AT)).isEqualTo(10 * SECOND);
        assertThat(only(open, ping, event(Kind.XML_RECEIVED, 11)).has(Fact.PING_AT))
                .isFalse();
    }

    @Test
    void whatItWasAtMidnightIsKept() {
        var folded = new ArrayList<FoldedConnection>();
        var fold = new ConnectionFold(folded::add);
        fold.add(opened(1, "romeo", "example.net", "home").event());
        fold.add(event(Kind.WAITING, 3 * DAY_IN_SECONDS).event());
        fold.finish();

        assertThat(folded).hasSize(1);
        assertThat(folded.get(0).snapshots()).hasSize(1);
        var snapshot = folded.get(0).snapshots().get(0);
        assertThat(snapshot.fromDay()).isZero();
        assertThat(snapshot.toDay()).isEqualTo(2);
        assertThat(snapshot.facts().has(Fact.LOST_AT)).isFalse();
        assertThat(folded.get(0).facts().has(Fact.LOST_AT)).isTrue();
    }

    @Test
    void whatIsWrittenOfAClosedSessionAfterMidnightDoesNotChangeIt() {
        var open = opened(1, "romeo", "example.net", "home");
        var close = closed(DAY_IN_SECONDS - 1, "romeo@example.net/home: something");
        var trace = event(Kind.XML_RECEIVED, DAY_IN_SECONDS).with(EventText.REASON, "Stream reset by peer");
        var info = event(Kind.SESSION_INFO, DAY_IN_SECONDS).with(EventText.AUTH_BACKEND, "mnesia");

        var connections = fold(open, close, trace, info);

        assertThat(connections.get(0)).isEqualTo(only(open, close));
        // what is left is no connection: no line that only a client writes
        assertThat(connections).hasSize(2);
        assertThat(connections.get(1).is(Fact.CLIENT)).isFalse();
        assertThat(connections.get(1).has(Fact.ACCEPTED_AT)).isFalse();
    }

    @Test
    void theCloseLineOfAReplacedSessionIsNotAnotherEnd() {
        var open = opened(1, "romeo", "example.net", "home");
        var replaced = event(Kind.REPLACED, DAY_IN_SECONDS - 1).jid("romeo", "example.net", "home");
        var close = closed(DAY_IN_SECONDS + 59, "romeo@example.net/home: something");
        var late = closed(DAY_IN_SECONDS + 60, "romeo@example.net/home: something");
        var other = closed(DAY_IN_SECONDS, "juliet@example.net/home: something");

        assertThat(only(open, replaced, close)).isEqualTo(only(open, replaced));
        assertThat(only(Folds.carried(only(open, replaced)), close)).isEqualTo(only(open, replaced));
        assertThat(fold(open, replaced, late)).hasSize(2);
        assertThat(fold(open, replaced, other)).hasSize(2);
    }

    @Test
    void cutAtMidnightAndCarriedOverTheFactsAreTheSame() {
        var open = opened(2, "romeo", "example.net", "home");
        var close = closed(DAY_IN_SECONDS + 5, "romeo@example.net/home: Stream reset by peer");

        var carried = Folds.carried(only(accepted(1), open));

        assertThat(only(carried, close)).isEqualTo(only(accepted(1), open, close));
    }
}
