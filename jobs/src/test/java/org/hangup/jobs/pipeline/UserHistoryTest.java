package org.hangup.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hangup.jobs.pipeline.EventRow.event;
import static org.hangup.jobs.pipeline.EventRow.opened;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given these connections of romeo to one node, these sessions. */
class UserHistoryTest extends RomeosHistory {
    @Test
    void eachSessionFollowsTheOneBefore() {
        log(runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"), closes(20, "phone", BYE));
        connection("2nd", 0, 0, opens(30, "phone"), closes(90, "phone", GONE));
        connection("3rd", 0, 0, opens(95, "phone"));

        assertThat(sessions())
                .containsExactly("1st 10-20 x1 client_closed", "2nd 30-90 x1 connection_lost, after 1st of 20");
        assertThat(connections())
                .containsExactly(
                        "1st 10-20 client_closed in 1st", "2nd 30-90 connection_lost in 2nd", "3rd 95- open in 3rd");
    }

    @Test
    void aResumedSessionIsOneSession() {
        log(runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"));
        connection("2nd", 0, 0, resumes(25, "phone"), closes(90, "phone", BYE));

        assertThat(sessions()).containsExactly("1st 10-90 x2 client_closed");
        assertThat(connections())
                .containsExactly(
                        "1st 10-20 connection_lost in 1st, resumed, settled at 25", "2nd 25-90 client_closed in 1st");
    }

    @Test
    void aChainOfThreeConnections() {
        log(runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"));
        connection("2nd", 0, 0, resumes(25, "phone"), loses(40, "phone"));
        connection("tablet", 0, 0, opens(42, "tablet"), closes(43, "tablet", BYE));
        connection("3rd", 0, 0, resumes(50, "phone"), loses(60, "phone"), closes(360, "phone", TIMED_OUT));

        assertThat(sessions())
                .containsExactly("1st 10-360 x3 connection_lost/resume_timeout", "tablet 42-43 x1 client_closed");
    }

    @Test
    void resumedWhileTheLogTellsNothingOfALoss() {
        log(runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"));
        connection("2nd", 0, 0, resumes(25, "phone"), closes(90, "phone", BYE));

        assertThat(connections())
                .containsExactly("1st 10-25 resumed in 1st, resumed", "2nd 25-90 client_closed in 1st");
    }

    @Test
    void aSessionThatWasClosedIsNotResumed() {
        log(runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"), closes(20, "phone", GONE));
        connection("2nd", 0, 0, resumes(25, "phone"), closes(90, "phone", BYE));

        assertThat(sessions())
                .containsExactly("1st 10-20 x1 connection_lost", "2nd 25-90 x1 client_closed, after 1st of 20");
    }

    @Test
    void loggedInAgainWhileNothingTellsOfTheEndOfTheOldOne() {
        log(runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"));
        connection("2nd", 0, 0, opens(25, "phone"), closes(90, "phone", BYE));

        // strictly before: a session that ends by the opening of the next one is not what that one follows
        assertThat(sessions()).containsExactly("1st 10-25 x1 log_gap", "2nd 25-90 x1 client_closed");
    }

    @Test
    void loggedInAgainWhileTheOldOneWaits() {
        log(runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"));
        connection("2nd", 0, 0, opens(25, "phone"), closes(90, "phone", BYE));

        assertThat(sessions()).containsExactly("1st 10-25 x1 log_gap", "2nd 25-90 x1 client_closed");
        assertThat(connections()).first().isEqualTo("1st 10-20 connection_lost in 1st, settled at 25");
    }

    @ParameterizedTest
    @CsvSource({
        // opens, then the old one is closed: the usual order
        "49, replaced",
        "50, replaced",
        "51, replaced",
        "52, replaced/session_limit"
    })
    void replacedByTheSameResourceWithinASecondOrByTheSessionLimit(long opened, String cause) {
        log(runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"), closes(50, "phone", REPLACED));
        connection("2nd", 0, 0, opens(opened, "phone"));

        assertThat(sessions()).containsExactly("1st 10-50 x1 " + cause);
    }

    @Test
    void anotherResourceReplacesNothing() {
        log(runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"), closes(50, "phone", REPLACED));
        connection("2nd", 0, 0, opens(50, "tablet"));

        assertThat(sessions()).containsExactly("1st 10-50 x1 replaced/session_limit");
    }

    @Test
    void whatComesOnTheNextDayDoesNotChangeWhatIsSettled() {
        log(runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"), closes(DAY - 1, "phone", REPLACED));
        days = 1;
        var ofTheDay = sessions();
        connection("2nd", 0, 0, opens(DAY, "phone"));
        days = 2;

        assertThat(sessions()).isEqualTo(ofTheDay);
    }

    @Test
    void aStopOnTheNextDayDoesNotChangeWhatIsSettled() {
        var close = event(Kind.CLOSED, DAY - 1).jid("romeo", "example.net", "phone");
        log(runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"), close);
        days = 1;
        assertThat(sessions()).containsExactly("1st 10-86399 x1 unknown");

        logs.clear();
        log(ends("a@one", LoggedBoot.End.STOP, DAY + 2, DAY + 2));
        assertThat(sessions()).containsExactly("1st 10-86399 x1 unknown");
        days = 2;
        assertThat(sessions()).containsExactly("1st 10-86399 x1 unknown");
    }

    @Test
    void nothingIsTiedOverACrash() {
        log(ends("a@one", LoggedBoot.End.CRASH, 30, 35), runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"));
        connection("2nd", 0, 1, resumes(40, "phone"), closes(90, "phone", BYE));
        connection("3rd", 0, 1, opens(95, "phone"));

        assertThat(sessions())
                .containsExactly("1st 10-30 x1 server_crash", "2nd 40-90 x1 client_closed, after 1st of 30");
        assertThat(connections()).first().isEqualTo("1st 10-20 connection_lost in 1st, settled at 35");
    }

    @Test
    void aStopEndsWhatIsOpen() {
        log(ends("a@one", LoggedBoot.End.STOP, 30, 30));
        connection("1st", 0, 0, opens(10, "phone"));
        connection("2nd", 0, 0, opens(15, "tablet"), loses(20, "tablet"));

        assertThat(sessions()).containsExactly("1st 10-30 x1 server_shutdown", "2nd 15-30 x1 server_shutdown");
    }

    @ParameterizedTest
    @CsvSource({
        // ten minutes without a record of it, if the log goes on so long on that day
        "610, 90000, -10 unknown, 610",
        "609, 90000, -10 unknown, 90000",
        // the second day's first record shows it; no record does before the third day
        "609, 200000, - open, ",
    })
    void aConnectionThatNeverBoundAResourceHasNoSessionAndIsSettledBySilence(
            long lastOfDay, long next, String row, Long settled) {
        logs.add(new LoggedBoot[] {silent(lastOfDay, next)});
        connection("1st", 0, 0, event(Kind.AUTH_ACCEPTED, 10).with(EventText.USER, "romeo"));
        days = 2;

        assertThat(sessions()).isEmpty();
        assertThat(connections()).containsExactly("1st " + row + (settled == null ? "" : ", settled at " + settled));
    }

    @ParameterizedTest
    @CsvSource({"600, 600", "610, 610", "620, 610"})
    void orByTheEndOfItsBootIfThatComesFirst(long stop, long settled) {
        log(ends("a@one", LoggedBoot.End.STOP, stop, stop, days(620)));
        connection("1st", 0, 0, event(Kind.AUTH_ACCEPTED, 10).with(EventText.USER, "romeo"));

        assertThat(connections()).containsExactly("1st -10 unknown, settled at " + settled);
    }
}
