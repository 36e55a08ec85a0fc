package org.hangup.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hangup.jobs.pipeline.EventRow.opened;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given connections of romeo to several nodes, these sessions. */
class ClusterHistoryTest extends RomeosHistory {
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

    @Test
    void twoLogsOfOneNameAreNoCluster() {
        log(runs("ejabberd@localhost"));
        log(runs("ejabberd@localhost"));
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"), closes(320, "phone", TIMED_OUT));
        connection("2nd", 1, 0, resumes(25, "phone"), closes(90, "phone", BYE));

        assertThat(sessions())
                .containsExactly("1st 10-320 x1 connection_lost/resume_timeout", "2nd 25-90 x1 client_closed");
        connections.clear();
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"));
        connection("2nd", 1, 0, resumes(25, "phone"), closes(90, "phone", BYE));
        assertThat(sessions()).containsExactly("2nd 25-90 x1 client_closed");
    }

    @Test
    void ofTwoThatWaitOnOtherNodesNoneIsMeant() {
        log(runs("a@one"));
        log(runs("b@two"));
        log(runs("c@three"));
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"));
        connection("2nd", 1, 0, opens(12, "phone"), loses(21, "phone"));
        connection("3rd", 2, 0, resumes(25, "phone"), closes(90, "phone", BYE));

        assertThat(sessions()).containsExactly("3rd 25-90 x1 client_closed");
        assertThat(connections())
                .containsExactly("1st 10-20 open in 1st", "2nd 12-21 open in 2nd", "3rd 25-90 client_closed in 3rd");
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "1, 1"})
    void aDayAfterTheLossItIsTooLate(long later, int tied) {
        long resumed = 20 + DAY + later;
        log(runs("a@one"));
        log(runs("b@two"));
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"));
        connection("2nd", 1, 0, resumes(resumed, "phone"), closes(resumed + 5, "phone", BYE));

        assertThat(sessions())
                .containsExactly("%s %d-%d x%d client_closed"
                        .formatted(tied == 2 ? "1st" : "2nd", tied == 2 ? 10 : resumed, resumed + 5, tied));
    }

    @Test
    void onAnotherNodeOnlyWhatThatNodeStillKnows() {
        log(ends("a@one", LoggedBoot.End.CRASH, 22, 24), runs("a@one"));
        log(runs("b@two"));
        connection("1st", 0, 0, opens(10, "phone"), loses(20, "phone"));
        connection("2nd", 1, 0, resumes(25, "phone"), closes(90, "phone", BYE));

        assertThat(sessions())
                .containsExactly("1st 10-22 x1 server_crash", "2nd 25-90 x1 client_closed, after 1st of 22");
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
}
