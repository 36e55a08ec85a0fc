package org.hangup.jobs.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import org.hangup.jobs.archive.LoggedBoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given connections of romeo to several nodes, these sessions. */
class SessionsOnNodesTest extends RomeosHistory {
    @Test
    void resumedOnAnotherNode() {
        log(runs("a@one"));
        log(runs("b@two"));
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"));
        connection("2nd", 1, 0, resumes(25, "phone"), loses(40, "phone"));
        connection("3rd", 0, 0, resumes(45, "phone"), closes(90, "phone", BYE));
        connection("4th", 1, 0, opens(95, "phone"), closes(99, "phone", BYE));

        assertThat(sessions())
                .containsExactly("1st 10-90 x3 client_closed", "4th 95-99 x1 client_closed, after 1st of 90");
        assertThat(connections())
                .containsExactly(
                        "1st 10-20 connection_lost in 1st, resumed, settled at 25",
                        "2nd 25-40 connection_lost in 1st, resumed, settled at 45",
                        "3rd 45-90 client_closed in 1st",
                        "4th 95-99 client_closed in 4th");
    }

    @ParameterizedTest
    @CsvSource({
        "320, '1st 10-320 x1 connection_lost/resume_timeout'",
        ", '1st 10-320 x1 connection_lost/resume_timeout, settled at 86420'"
    })
    void twoLogsOfOneNameAreNoCluster(Long closed, String session) {
        log(runs("ejabberd@localhost"));
        log(runs("ejabberd@localhost"));
        if (closed == null) {
            connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"));
        } else {
            connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"), closes(closed, "phone", TIMED_OUT));
        }
        connection("2nd", 1, 0, resumes(25, "phone"), closes(90, "phone", BYE));

        assertThat(sessions()).containsExactly(session, "2nd 25-90 x1 client_closed");
    }

    @Test
    void ofTwoThatWaitOnOtherNodesNoneIsMeant() {
        log(runs("a@one"));
        log(runs("b@two"));
        log(runs("c@three"));
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"));
        connection("2nd", 1, 0, opens(12, "phone"), loses(21, "phone"));
        connection("3rd", 2, 0, resumes(25, "phone"), closes(90, "phone", BYE));

        assertThat(sessions())
                .containsExactly(
                        "1st 10-320 x1 connection_lost/resume_timeout, settled at 86420",
                        "2nd 12-321 x1 connection_lost/resume_timeout, settled at 86421",
                        "3rd 25-90 x1 client_closed");
    }

    @ParameterizedTest
    @CsvSource({
        "86420, '1st 10-86425 x2 client_closed'",
        "86421, '1st 10-320 x1 connection_lost/resume_timeout, settled at 86420'"
    })
    void aDayAfterTheLossItIsTooLate(long resumed, String session) {
        log(runs("a@one"));
        log(runs("b@two"));
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"));
        connection("2nd", 1, 0, resumes(resumed, "phone"), closes(86_425, "phone", BYE));

        assertThat(sessions()).first().isEqualTo(session);
    }

    @Test
    void onAnotherNodeOnlyWhatThatNodeStillKnows() {
        log(ends("a@one", LoggedBoot.End.CRASH, 22, 24), runs("a@one"));
        log(runs("b@two"));
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"));
        connection("2nd", 1, 0, resumes(25, "phone"), closes(90, "phone", BYE));

        assertThat(sessions())
                .containsExactly(
                        "1st 10-22 x1 server_crash, settled at 24", "2nd 25-90 x1 client_closed, after 1st of 22");
    }

    @ParameterizedTest
    @CsvSource({"b@two, 51, replaced", "b@two, 52, replaced/session_limit", "a@one, 50, replaced/session_limit"})
    void replacedByALoginOnAnotherNode(String node, long opened, String cause) {
        log(runs("a@one"));
        log(runs(node));
        connection("1st", 0, 0, opens(10, "phone"), closes(50, "phone", REPLACED));
        connection("2nd", 1, 0, opens(opened, "phone"));
        connection("3rd", 0, 0, opens(60, "phone"));

        assertThat(sessions()).containsExactly("1st 10-50 x1 " + cause);
    }

    @Test
    void onAnotherNodeWithoutResumptionItIsAnotherSession() {
        log(runs("a@one"));
        log(runs("b@two"));
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"), closes(320, "phone", TIMED_OUT));
        connection("2nd", 1, 0, opens(25, "phone"), closes(90, "phone", BYE));

        assertThat(sessions())
                .containsExactly("1st 10-320 x1 connection_lost/resume_timeout", "2nd 25-90 x1 client_closed");
    }

    @Test
    void whatWasResumedElsewhereDoesNotGoOnHere() {
        log(runs("a@one"));
        log(runs("b@two"));
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"));
        connection("2nd", 1, 0, resumes(25, "phone"), closes(40, "phone", BYE));
        connection("3rd", 0, 0, resumes(45, "phone"), closes(90, "phone", BYE));

        assertThat(sessions())
                .containsExactly("1st 10-40 x2 client_closed", "3rd 45-90 x1 client_closed, after 1st of 40");
    }

    @Test
    void toAndFroBetweenTwoNodes() {
        log(runs("a@one"));
        log(runs("b@two"));
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"));
        for (int i = 1; i < 8; i++) {
            connection("%dth".formatted(i + 1), i % 2, 0, resumes(i * 20 + 5, "phone"), loses(i * 20 + 15, "phone"));
        }
        connection("last", 0, 0, resumes(170, "phone"), closes(180, "phone", BYE));

        assertThat(sessions()).containsExactly("1st 10-180 x9 client_closed");
    }

    @Test
    void whatWaitsInTheLogItselfIsResumedThere() {
        log(runs("a@one"));
        log(runs("b@two"));
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"));
        connection("2nd", 1, 0, opens(12, "phone"), loses(22, "phone"));
        connection("3rd", 0, 0, resumes(25, "phone"), closes(90, "phone", BYE));

        assertThat(sessions())
                .containsExactly(
                        "1st 10-90 x2 client_closed", "2nd 12-322 x1 connection_lost/resume_timeout, settled at 86422");
    }

    @Test
    void aCloseLineADayAfterALoginOnAnotherNode() {
        log(runs("a@one"));
        log(runs("b@two"));
        connection("1st", 0, 0, opens(10, "phone"), closes(25 + DAY + 1, "phone", BYE));
        connection("2nd", 1, 0, opens(25, "phone"));

        assertThat(sessions()).containsExactly("1st 10-86426 x1 client_closed");
    }

    @Test
    void aLoginOnAnotherNodeDisplacesNothingHere() {
        log(runs("a@one"));
        log(runs("b@two"));
        connection("1st", 0, 0, opens(10, "phone"));
        connection("2nd", 1, 0, opens(25, "phone"));
        built(3);

        assertThat(sessions()).isEmpty();
        assertThat(open()).containsExactly("1st 10- in 1st", "2nd 25- in 2nd");
    }
}
