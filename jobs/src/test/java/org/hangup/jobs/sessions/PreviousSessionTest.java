package org.hangup.jobs.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hangup.jobs.events.EventRow.SECOND;

import org.hangup.jobs.connections.Fact;
import org.hangup.jobs.connections.Folds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which session a session follows: of the same day, of days before, and of those that go over midnight. */
class PreviousSessionTest extends RomeosHistory {
    @Test
    void itFollowsTheOneWhoseEndWasToldLastBeforeItOpened() {
        log(runs("a@one"));
        log(runs("b@two"));
        connection("desk", 1, 0, opens(5, "desk"), closes(70, "desk", BYE));
        connection("1st", 0, 0, opens(10, "phone"), closes(50, "phone", BYE));
        connection("tablet", 0, 0, opens(20, "tablet"), closes(60, "tablet", BYE));
        connection("2nd", 0, 0, opens(70, "phone"), closes(80, "phone", BYE));
        connection("3rd", 0, 0, opens(81, "phone"), closes(99, "phone", BYE));

        assertThat(sessions())
                .containsExactly(
                        "1st 10-50 x1 client_closed",
                        "2nd 70-80 x1 client_closed, after tablet of 60",
                        "3rd 81-99 x1 client_closed, after 2nd of 80",
                        "desk 5-70 x1 client_closed",
                        "tablet 20-60 x1 client_closed");
    }

    @Test
    void itFollowsALossOnlyOnceTheEndOfItsWaitingIsTold() {
        log(runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"), closes(320, "phone", TIMED_OUT));
        connection("2nd", 0, 0, opens(30, "tablet"), closes(40, "tablet", BYE));
        connection("3rd", 0, 0, opens(330, "tablet"), closes(340, "tablet", BYE));

        assertThat(sessions())
                .containsExactly(
                        "1st 10-320 x1 connection_lost/resume_timeout",
                        "2nd 30-40 x1 client_closed",
                        "3rd 330-340 x1 client_closed, after 1st of 320");
    }

    @Test
    void whatTheOpeningItselfTellsIsToldLast() {
        log(runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"));
        connection("2nd", 0, 0, opens(30, "tablet"), closes(40, "tablet", BYE));
        connection("3rd", 0, 0, opens(50, "phone"), closes(60, "phone", BYE));
        connection("4th", 0, 0, opens(51, "tablet"), closes(61, "tablet", BYE));

        assertThat(sessions())
                .containsExactly(
                        "1st 10-50 x1 connection_lost/resume_timeout, settled at 52",
                        "2nd 30-40 x1 client_closed",
                        "3rd 50-60 x1 client_closed, after 1st of 50",
                        "4th 51-61 x1 client_closed, after 1st of 50");
    }

    @ParameterizedTest
    @CsvSource({"0, ', after 1st of 50'", "1, ''"})
    void noLongerThanThirtyDays(long later, String after) {
        long opened = 50 + 30 * DAY + later;
        log(runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"), closes(50, "phone", BYE));
        connection("2nd", 0, 0, opens(opened, "phone"), closes(opened + 5, "phone", BYE));

        assertThat(sessions()).last().isEqualTo("2nd %d-%d x1 client_closed%s".formatted(opened, opened + 5, after));
    }

    @Test
    void sessionsOfEarlierDaysAreFollowedAsWell() {
        log(runs("a@one"));
        ended("old", 100);
        ended("older", 90);
        connection("1st", 0, 0, opens(DAY, "phone"), closes(DAY + 5, "phone", BYE));
        connection("2nd", 0, 0, opens(DAY + 10, "phone"), closes(DAY + 15, "phone", BYE));

        assertThat(sessions())
                .containsExactly(
                        "1st 86400-86405 x1 client_closed, after old of 100",
                        "2nd 86410-86415 x1 client_closed, after 1st of 86405");
    }

    @Test
    void aSessionThatWasCarriedOverMidnightKeepsWhatItIs() {
        log(runs("a@one"));
        var left = Folds.only(resumes(20, "phone"), loses(60, "phone"));
        left.set(Fact.SESSION_ID, text("begun"));
        left.set(Fact.SESSION_NODE, text("a@one"));
        left.set(Fact.SESSION_OPENED_AT, 5 * SECOND);
        left.set(Fact.SESSION_CONNECTIONS, 2);
        left.set(Fact.PREVIOUS_SESSION_ID, text("long ago"));
        left.set(Fact.PREVIOUS_CLOSED_AT, 3 * SECOND);
        left.set(Fact.PREVIOUS_CAUSE, text("kicked"));
        ended("other", 4);
        connection("2nd", 0, 0, carried(left));
        connection("3rd", 0, 0, resumes(DAY + 7, "phone"), closes(DAY + 9, "phone", BYE));

        assertThat(sessions()).containsExactly("begun 5-86409 x3 client_closed, after long ago of 3");
        assertThat(connections())
                .containsExactly(
                        "2nd 20-60 connection_lost in begun, resumed, settled at 86407",
                        "3rd 86407-86409 client_closed in begun");
    }
}
