package org.hangup.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hangup.jobs.pipeline.EventRow.SECOND;
import static org.hangup.jobs.pipeline.EventRow.accepted;
import static org.hangup.jobs.pipeline.EventRow.closed;
import static org.hangup.jobs.pipeline.EventRow.event;
import static org.hangup.jobs.pipeline.EventRow.fold;
import static org.hangup.jobs.pipeline.EventRow.only;
import static org.hangup.jobs.pipeline.EventRow.opened;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.junit.jupiter.api.Test;

/** Given these events of one id, these connections. */
class ConnectionFoldTest {
    private static final long DAY_IN_SECONDS = 86_400;

    @Test
    void aLifeFromAcceptToClose() {
        var facts = only(
                accepted(1),
                event(Kind.AUTH_ACCEPTED, 2).with(EventColumn.USER, "romeo").with(EventColumn.AUTH_MECHANISM, "PLAIN"),
                opened(3, "romeo", "example.net", "home"),
                closed(9, "romeo@example.net/home: Stream reset by peer"));

        assertThat(facts.time(Fact.ACCEPTED_AT)).isEqualTo(SECOND);
        assertThat(facts.time(Fact.AUTHENTICATED_AT)).isEqualTo(2 * SECOND);
        assertThat(facts.time(Fact.OPENED_AT)).isEqualTo(3 * SECOND);
        assertThat(facts.time(Fact.END_AT)).isEqualTo(9 * SECOND);
        assertThat(facts.text(Fact.IP)).hasToString("192.0.2.7");
        assertThat(facts.number(Fact.PORT)).isEqualTo(51322);
        assertThat(facts.text(Fact.END_REASON)).hasToString("Stream reset by peer");
        assertThat(facts.text(Fact.AUTH_MECHANISM)).hasToString("PLAIN");
    }

    @Test
    void aResourceThatHoldsAReasonEndsWhereTheOpeningLineSays() {
        String resource = "x: Stream reset by peer";
        String reason = "Stream closed by peer: Connection failed: connection closed";
        var facts = only(
                opened(1, "eve", "example.net", resource), closed(2, "eve@example.net/" + resource + ": " + reason));

        assertThat(facts.text(Fact.END_REASON)).hasToString(reason);
        assertThat(facts.text(Fact.RESOURCE)).hasToString(resource);
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
                .with(EventColumn.USER, "romeo")
                .with(EventColumn.SERVER, "example.net")
                .with(EventColumn.RESOURCE, "home")
                .with(EventColumn.REASON, "Connection failed: connection closed"));

        assertThat(facts.is(Fact.BOUND)).isTrue();
        assertThat(facts.has(Fact.OPENED_AT)).isFalse();
        assertThat(facts.text(Fact.END_REASON)).hasToString("Connection failed: connection closed");
        assertThat(facts.is(Fact.END_SPLIT_GUESSED)).isFalse();
    }

    @Test
    void withoutAnOpeningLineAResourceThatMayHoldAReasonMakesItAGuess() {
        var facts = only(closed(5, "eve@example.net/x: Stream closed by peer: Connection failed: connection closed")
                .with(EventColumn.USER, "eve")
                .with(EventColumn.SERVER, "example.net")
                .with(EventColumn.RESOURCE, "x: Stream closed by peer")
                .with(EventColumn.REASON, "Connection failed: connection closed"));

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
        assertThat(connections.get(1).text(Fact.USER)).hasToString("juliet");
        assertThat(connections.get(1).has(Fact.END_KIND)).isFalse();
    }

    @Test
    void anIdThatIsTakenAnewEndsTheSessionWhoseCloseLineIsMissing() {
        var connections =
                fold(accepted(1), opened(2, "romeo", "example.net", "home"), accepted(100), opened(101, "a", "b", "c"));

        assertThat(connections).hasSize(2);
        assertThat(connections.get(0).code(Fact.END_KIND)).isEqualTo(Kind.ACCEPTED.code());
        assertThat(connections.get(0).time(Fact.END_AT)).isEqualTo(100 * SECOND);
    }

    @Test
    void anAcceptMayComeALittleAfterTheFirstLine() {
        var facts = only(
                event(Kind.AUTH_FAILED, 10).with(EventColumn.USER, "romeo"),
                accepted(11),
                opened(12, "romeo", "example.net", "home"));

        assertThat(facts.time(Fact.ACCEPTED_AT)).isEqualTo(11 * SECOND);
        assertThat(facts.number(Fact.AUTH_FAILURES)).isEqualTo(1);
    }

    @Test
    void anEndTagMayStandASecondBehindTheCloseLineButNoFurther() {
        var facts = only(
                opened(1, "romeo", "example.net", "home"),
                closed(5, "romeo@example.net/home: Stream reset by peer"),
                event(Kind.XML_RECEIVED, 6).with(EventColumn.REASON, "Stream reset by peer"),
                event(Kind.XML_RECEIVED, 7).with(EventColumn.REASON, "Stream closed by peer: reset"));

        assertThat(facts.time(Fact.RECEIVED_END_AT)).isEqualTo(6 * SECOND);
        assertThat(facts.has(Fact.PEER_ERROR)).isFalse();
    }

    @Test
    void tenMinutesOfSilenceEndAConnectionWithoutASession() {
        assertThat(fold(accepted(1), event(Kind.AUTH_FAILED, 601))).hasSize(1);
        assertThat(fold(accepted(1), event(Kind.AUTH_FAILED, 602))).hasSize(2);
    }

    @Test
    void aPingIsUnansweredUntilTheClientSaysAnything() {
        var ping = event(Kind.XML_SENT, 10).with(EventColumn.REASON, "ping");
        var another = event(Kind.XML_SENT, 15).with(EventColumn.REASON, "ping");
        var open = opened(1, "romeo", "example.net", "home");

        assertThat(only(open, ping, another).time(Fact.PING_AT)).isEqualTo(10 * SECOND);
        assertThat(only(open, ping, event(Kind.XML_RECEIVED, 11)).has(Fact.PING_AT))
                .isFalse();
    }

    @Test
    void whatItWasAtMidnightIsKept() {
        var fold = new ConnectionFold();
        fold.add(opened(1, "romeo", "example.net", "home").row());
        fold.add(event(Kind.WAITING, 3 * DAY_IN_SECONDS).row());

        InternalRow connection = fold.result().getStruct(0, ConnectionFold.CONNECTION.size());
        ArrayData snapshots = connection.getArray(1);

        assertThat(snapshots.numElements()).isEqualTo(1);
        InternalRow snapshot = snapshots.getStruct(0, ConnectionFold.SNAPSHOT.size());
        assertThat(List.of(snapshot.getInt(0), snapshot.getInt(1))).containsExactly(0, 2);
        assertThat(Facts.of(snapshot.getStruct(2, Fact.ALL.length)).has(Fact.LOST_AT))
                .isFalse();
        assertThat(Facts.of(connection.getStruct(0, Fact.ALL.length)).has(Fact.LOST_AT))
                .isTrue();
    }

    @Test
    void cutAtMidnightAndCarriedOverTheFactsAreTheSame() {
        var open = opened(2, "romeo", "example.net", "home");
        var close = closed(DAY_IN_SECONDS + 5, "romeo@example.net/home: Stream reset by peer");

        var carried = event(Kind.CARRIED, 0)
                .with(EventColumn.CARRIED, only(accepted(1), open).toRow());

        assertThat(only(carried, close).toRow())
                .isEqualTo(only(accepted(1), open, close).toRow());
    }
}
