package org.hangup.jobs.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hangup.jobs.events.EventRow.accepted;
import static org.hangup.jobs.events.EventRow.event;

import java.util.List;
import org.hangup.jobs.archive.LoggedBoot;
import org.hangup.jobs.events.EventRow;
import org.hangup.jobs.events.EventText;
import org.hangup.jobs.events.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given these connections of romeo to one node, these sessions. */
class SessionsTest extends RomeosHistory {
    @Test
    void eachSessionFollowsTheOneBefore() {
        log(runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"), closes(20, "phone", BYE));
        connection("2nd", 0, 0, opens(30, "phone"), closes(90, "phone", GONE));
        connection("3rd", 0, 0, opens(95, "phone"));

        assertThat(sessions())
                .containsExactly("1st 10-20 x1 client_closed", "2nd 30-90 x1 connection_lost, after 1st of 20");
        assertThat(connections()).containsExactly("1st 10-20 client_closed in 1st", "2nd 30-90 connection_lost in 2nd");
        assertThat(open()).containsExactly("3rd 95- in 3rd");
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
        assertThat(connections())
                .containsExactly(
                        "1st 10-20 connection_lost in 1st, resumed, settled at 25",
                        "2nd 25-40 connection_lost in 1st, resumed, settled at 50",
                        "3rd 50-60 connection_lost in 1st, settled at 360",
                        "tablet 42-43 client_closed in tablet");
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

    @ParameterizedTest
    @CsvSource({
        // its own line, also on the next day, for 24 hours
        "25, closed, '10-25 x1 replaced'",
        "26, closed, '10-26 x1 replaced'",
        "500, closed, '10-500 x1 replaced'",
        "86425, closed, '10-86425 x1 replaced'",
        "86426, closed, '10-25 x1 log_gap, settled at 86425'",
        // the next use of its id
        "40, reused, '10-25 x1 log_gap, settled at 40'",
        "86426, reused, '10-25 x1 log_gap, settled at 86425'",
        // the end of its boot
        "50, stopped, '10-25 x1 log_gap, settled at 50'",
        "86426, stopped, '10-25 x1 log_gap, settled at 86425'",
        // nothing
        "0, silent, '10-25 x1 log_gap, settled at 86425'"
    })
    void aDisplacedSessionStaysOpenUntilSomethingTellsOfIt(long at, String what, String session) {
        log(what.equals("stopped") ? ends("a@one", LoggedBoot.End.STOP, at, at) : runs("a@one"));
        var open = opens(10, "phone");
        switch (what) {
            case "closed" -> connection("1st", 0, 0, open, closes(at, "phone", REPLACED));
            case "reused" -> connection("1st", 0, 0, open, accepted(at));
            default -> connection("1st", 0, 0, open);
        }
        connection("2nd", 0, 0, opens(25, "phone").at(0, 24), closes(30, "phone", BYE));

        // a displaced session has not ended, so that the other one does not follow it
        assertThat(sessions()).containsExactly("1st " + session, "2nd 25-30 x1 client_closed");
    }

    @Test
    void aDisplacedSessionIsOpenAtMidnight() {
        log(runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"));
        connection("2nd", 0, 0, opens(25, "phone"));
        built(1);

        assertThat(sessions()).isEmpty();
        assertThat(open()).containsExactly("1st 10- in 1st, displaced 25", "2nd 25- in 2nd");
    }

    @ParameterizedTest
    @CsvSource({
        // 2 s after the next opening, which ends the waiting if the window (300 s from 20 on) has not
        "25, , '10-25 x1 connection_lost/resume_timeout, settled at 27', 'after 1st of 25'",
        "320, , '10-320 x1 connection_lost/resume_timeout, settled at 322', 'after 1st of 320'",
        "400, , '10-320 x1 connection_lost/resume_timeout, settled at 402', 'after 1st of 320'",
        "86419, , '10-320 x1 connection_lost/resume_timeout, settled at 86420', 'after 1st of 320'",
        // the window that the log states
        "25, 60, '10-25 x1 connection_lost/resume_timeout, settled at 27', 'after 1st of 25'",
        "400, 60, '10-80 x1 connection_lost/resume_timeout, settled at 402', 'after 1st of 80'",
        // 24 hours
        "86500, , '10-320 x1 connection_lost/resume_timeout, settled at 86420', 'after 1st of 320'"
    })
    void loggedInAgainWhileTheOldOneWaits(long opened, Integer window, String session, String after) {
        log(runs("a@one"));
        EventRow loss = loses(20, "phone");
        connection("1st", 0, 0, opens(10, "phone"), window == null ? loss : loss.withSeconds(window));
        connection("2nd", 0, 0, opens(opened, "phone"), closes(opened + 50, "phone", BYE));

        assertThat(sessions())
                .containsExactly(
                        "1st " + session, "2nd %d-%d x1 client_closed, %s".formatted(opened, opened + 50, after));
        assertThat(connections()).first().asString().startsWith("1st 10-20 connection_lost in 1st, settled at ");
    }

    @ParameterizedTest
    @CsvSource({
        // its own line says how the waiting ended; the connection keeps its loss
        "26, '10-26 x1 replaced'",
        "27, '10-27 x1 replaced'",
        // too late: 2 s have settled it
        "28, '10-25 x1 connection_lost/resume_timeout, settled at 27'"
    })
    void theLineOfAWaitingSessionStandsJustBehindTheNextOpening(long closed, String session) {
        log(runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"), closes(closed, "phone", REPLACED));
        connection("2nd", 0, 0, opens(25, "phone"));

        assertThat(sessions()).containsExactly("1st " + session);
        assertThat(connections())
                .containsExactly("1st 10-20 connection_lost in 1st, settled at " + Math.min(closed, 27));
    }

    @Test
    void aWaitingSessionIsOpenAtMidnight() {
        log(runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"));
        built(1);

        assertThat(open()).containsExactly("1st 10- in 1st, lost 20");
        built(2);
        assertThat(sessions()).containsExactly("1st 10-320 x1 connection_lost/resume_timeout, settled at 86420");
        assertThat(open()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "86420, '1st 10-86430 x2 client_closed'",
        "86421, '1st 10-320 x1 connection_lost/resume_timeout, settled at 86420'"
    })
    void aDayAfterTheLossNothingIsResumed(long resumed, String session) {
        log(runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"));
        connection("2nd", 0, 0, resumes(resumed, "phone"), closes(86_430, "phone", BYE));

        assertThat(sessions()).first().isEqualTo(session);
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
        List<String> ofTheDay = List.of("1st 10-86399 x1 replaced/session_limit");
        log(runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"), closes(DAY - 1, "phone", REPLACED));
        built(1);
        assertThat(sessions()).isEqualTo(ofTheDay);

        connection("2nd", 0, 0, opens(DAY, "phone"));
        built(2);
        assertThat(sessions()).isEqualTo(ofTheDay);
    }

    @Test
    void aStopOnTheNextDayDoesNotChangeWhatIsSettled() {
        log(ends("a@one", LoggedBoot.End.STOP, DAY + 2, DAY + 2));
        var close = event(Kind.CLOSED, DAY - 1).jid("romeo", "example.net", "phone");
        connection("1st", 0, 0, opens(10, "phone"), close);

        assertThat(sessions()).hasSize(1).first().asString().startsWith("1st 10-86399 x1 unknown");
    }

    @Test
    void nothingIsTiedOverACrash() {
        log(ends("a@one", LoggedBoot.End.CRASH, 30, 35), runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"));
        connection("2nd", 0, 1, resumes(40, "phone"), closes(90, "phone", BYE));
        connection("3rd", 0, 1, opens(95, "phone"));

        assertThat(sessions())
                .containsExactly(
                        "1st 10-30 x1 server_crash, settled at 35", "2nd 40-90 x1 client_closed, after 1st of 30");
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
        "610, 90000, '1st -10 unknown, settled at 610'",
        "609, 90000, '1st -10 unknown, settled at 90000'",
        // the second day's first record shows it; no record does before the third day
        "609, 200000, ",
    })
    void aConnectionThatNeverBoundAResourceHasNoSessionAndIsSettledBySilence(long lastOfDay, long next, String row) {
        log(silent(lastOfDay, next));
        connection("1st", 0, 0, event(Kind.AUTH_ACCEPTED, 10).with(EventText.USER, "romeo"));
        built(2);

        assertThat(sessions()).isEmpty();
        assertThat(connections()).isEqualTo(row == null ? List.of() : List.of(row));
        assertThat(open()).isEqualTo(row == null ? List.of("1st -") : List.of());
    }

    @ParameterizedTest
    @CsvSource({"600, 600", "610, 610", "620, 610"})
    void orByTheEndOfItsBootIfThatComesFirst(long stop, long settled) {
        log(ends("a@one", LoggedBoot.End.STOP, stop, stop, days(620)));
        connection("1st", 0, 0, event(Kind.AUTH_ACCEPTED, 10).with(EventText.USER, "romeo"));

        assertThat(connections()).containsExactly("1st -10 unknown, settled at " + settled);
    }
}
