package org.hangup.jobs.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hangup.jobs.pipeline.EventRow.SECOND;
import static org.hangup.jobs.pipeline.EventRow.closed;
import static org.hangup.jobs.pipeline.EventRow.event;
import static org.hangup.jobs.pipeline.EventRow.opened;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Given these connections of romeo, these sessions. Times are seconds since the epoch, in UTC. A session reads {@code id
 * opened-closed xCONNECTIONS cause, after PREVIOUS}.
 */
class UserHistoryTest {
    private static final long DAY = 86_400;
    private static final String JID = "romeo@example.net/";
    private static final String GONE = "Connection failed: connection closed";
    private static final String BYE = "Stream reset by peer";
    private static final String REPLACED = "Stream closed by local host: Replaced by new connection (conflict)";
    private static final String TIMED_OUT =
            "Stream closed by local host: Timed out waiting for stream resumption (connection-timeout)";

    private final List<LoggedBoot[]> logs = new ArrayList<>();
    private final List<UserConnection> connections = new ArrayList<>();
    private final List<EndedSession> marks = new ArrayList<>();
    private int days = 40;
    private int many = 20_000;

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

    @Test
    void itFollowsTheLatestThatWasSettledBeforeItOpened() {
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
    void itFollowsALossOnlyOnceThatIsSettled() {
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
    void ofSeveralThatWereSettledAtOnceTheGreatestIdIsTheOneBefore() {
        log(runs("a@one"));
        connection("b", 0, 0, opens(10, "phone"), closes(50, "phone", BYE));
        connection("c", 0, 0, opens(20, "tablet"), closes(50, "tablet", BYE));
        connection("a", 0, 0, opens(30, "desk"), closes(50, "desk", BYE));
        connection("z", 0, 0, opens(60, "phone"), closes(70, "phone", BYE));

        assertThat(sessions()).last().isEqualTo("z 60-70 x1 client_closed, after c of 50");
    }

    @ParameterizedTest
    @CsvSource({"0, 'after 1st of 50'", "1, first"})
    void noLongerThanThirtyDays(long later, String previous) {
        long opened = 50 + 30 * DAY + later;
        log(runs("a@one"));
        connection("1st", 0, 0, opens(10, "phone"), closes(50, "phone", BYE));
        connection("2nd", 0, 0, opens(opened, "phone"), closes(opened + 5, "phone", BYE));

        assertThat(sessions())
                .last()
                .isEqualTo("2nd %d-%d x1 client_closed%s"
                        .formatted(opened, opened + 5, previous.equals("first") ? "" : ", " + previous));
    }

    @Test
    void sessionsOfEarlierDaysAreFollowedAsWell() {
        log(runs("a@one"));
        marks.add(new EndedSession(text("old"), 100 * SECOND, 100 * SECOND, "client_closed"));
        marks.add(new EndedSession(text("older"), 90 * SECOND, 90 * SECOND, "client_closed"));
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
        var carried = EventRow.only(resumes(20, "phone"), loses(60, "phone"));
        carried.set(Fact.SESSION_ID, text("begun"));
        carried.set(Fact.SESSION_NODE, text("a@one"));
        carried.set(Fact.SESSION_OPENED_AT, 5 * SECOND);
        carried.set(Fact.SESSION_CONNECTIONS, 2);
        carried.set(Fact.PREVIOUS_SESSION_ID, text("long ago"));
        carried.set(Fact.PREVIOUS_CLOSED_AT, 3 * SECOND);
        carried.set(Fact.PREVIOUS_CAUSE, text("kicked"));
        marks.add(new EndedSession(text("other"), 4 * SECOND, 4 * SECOND, "client_closed"));
        connection("2nd", 0, 0, EventRow.carried(carried));
        connection("3rd", 0, 0, resumes(DAY + 7, "phone"), closes(DAY + 9, "phone", BYE));

        assertThat(sessions()).containsExactly("begun 5-86409 x3 client_closed, after long ago of 3");
        assertThat(connections()).first().isEqualTo("2nd 20-60 connection_lost in begun, resumed, settled at 86407");
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

    @Test
    void aUserWithVeryManySessionsGetsTheSameAsOthers() {
        log(runs("a@one"));
        connection("first", 0, 0, opens(10, "first"), closes(15, "first", BYE));
        connection("long", 0, 0, opens(20, "long"), closes(4 * DAY, "long", BYE));
        connection("lost", 0, 0, opens(25, "lost"), loses(30, "lost"));
        for (int i = 0; i < 21_000; i++) {
            long at = 100 + 10L * i;
            String resource = "r" + i;
            connection("n%05d".formatted(i), 0, 0, opens(at, resource), closes(at + 5, resource, BYE));
        }
        connection("back", 0, 0, resumes(3 * DAY, "lost"), closes(3 * DAY + 1, "lost", GONE));

        var sessions = sessions();
        // by hand: each follows the one of ten seconds before; day by day they are let go at 172800
        assertThat(sessions)
                .hasSize(21_003)
                .contains(
                        "n00000 100-105 x1 client_closed, after first of 15",
                        "n00001 110-115 x1 client_closed, after n00000 of 105",
                        "n08630 86400-86405 x1 client_closed, after n08629 of 86395",
                        "n17270 172800-172805 x1 client_closed, after n17269 of 172795",
                        "n20999 210090-210095 x1 client_closed, after n20998 of 210085",
                        "long 20-345600 x1 client_closed, after first of 15",
                        "lost 25-259201 x2 connection_lost, after first of 15");
        many = Integer.MAX_VALUE;
        assertThat(sessions()).isEqualTo(sessions);
    }

    /** One connection of a history that is made up. */
    private record Step(int log, int resource, long pause, long length, int course) {}

    @Provide
    Arbitrary<Step> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.longs().between(1, DAY / 2),
                        Arbitraries.longs().between(1, 2 * DAY),
                        Arbitraries.integers().between(0, 7))
                .as(Step::new);
    }

    @Property(tries = 2_000)
    void lettingGoDayByDayChangesNothing(@ForAll List<@From("steps") Step> steps) {
        var history = new UserHistoryTest();
        history.madeUp(steps);
        history.many = 0;
        var letGo = List.of(history.sessions(), history.connections());
        history.many = Integer.MAX_VALUE;

        assertThat(letGo).isEqualTo(List.of(history.sessions(), history.connections()));
    }

    private void madeUp(List<Step> steps) {
        long crash = 3 * DAY + 40_000;
        log(ends("a@one", LoggedBoot.End.CRASH, crash, crash + 600), runs("a@one"));
        log(runs("b@two"));
        long at = 1_000;
        for (Step step : steps) {
            at += step.pause;
            String resource = "r" + step.resource;
            boolean before = step.log == 0 && at < crash;
            var events = new ArrayList<>(List.of(step.course % 2 == 0 ? opens(at, resource) : resumes(at, resource)));
            long end = at + step.length;
            if (!before || end < crash) {
                switch (step.course) {
                    case 0, 1, 2 -> events.add(closes(end, resource, step.course == 2 ? REPLACED : BYE));
                    case 3, 4 -> events.add(loses(end, resource));
                    case 5 -> {
                        events.add(loses(end - 1, resource));
                        events.add(closes(end, resource, TIMED_OUT));
                    }
                    default -> {}
                }
            }
            boolean over = step.log == 0 && !before && at < crash + 600;
            if (!over) {
                int boot = step.log == 0 && !before ? 1 : 0;
                connection("c%03d".formatted(connections.size()), step.log, boot, events.toArray(EventRow[]::new));
            }
        }
        days = (int) (at / DAY) + 4;
    }

    private void log(LoggedBoot... boots) {
        logs.add(boots);
    }

    private static LoggedBoot runs(String node) {
        return boot(node, LoggedBoot.End.NONE, null, Facts.NONE, LoggedDays.NONE);
    }

    /** The log's last record of the first day and its only one of a later day. */
    private static LoggedBoot silent(long last, long next) {
        return boot("a@one", LoggedBoot.End.NONE, null, Facts.NONE, days(last, next));
    }

    private static LoggedBoot ends(String node, LoggedBoot.End end, long at, long settledAt) {
        return ends(node, end, at, settledAt, LoggedDays.NONE);
    }

    private static LoggedBoot ends(String node, LoggedBoot.End end, long at, long settledAt, LoggedDays days) {
        var mark = new Around.Mark(at * SECOND, text("ejabberd.log"), 0);
        return boot(node, end, mark, settledAt * SECOND, days);
    }

    private static LoggedBoot boot(String node, LoggedBoot.End end, Around.Mark mark, long settledAt, LoggedDays days) {
        return new LoggedBoot(
                text("ejabberd.log"), text(""), text(node), null, end, mark, settledAt, days, new long[0]);
    }

    /** Days with one record each. */
    private static LoggedDays days(long... seconds) {
        long[] at = Arrays.stream(seconds).map(second -> second * SECOND).toArray();
        return new LoggedDays(
                Arrays.stream(seconds)
                        .map(second -> second / DAY * DAY * SECOND)
                        .toArray(),
                at,
                at);
    }

    private void connection(String id, int log, int boot, EventRow... events) {
        var folded = new ArrayList<FoldedConnection>();
        var fold = new ConnectionFold(folded::add);
        Arrays.stream(events).map(EventRow::event).forEach(fold::add);
        fold.finish();
        assertThat(folded).hasSize(1);
        Facts facts = folded.get(0).facts();
        long order = facts.get(facts.has(Fact.OPEN_ORDER) ? Fact.OPEN_ORDER : Fact.FIRST_ORDER);
        connections.add(new UserConnection((int) (order >>> 32), log, boot, text("<0.1.0>"), text(id), folded.get(0)));
    }

    private static EventRow opens(long second, String resource) {
        return opened(second, "romeo", "example.net", resource);
    }

    private static EventRow resumes(long second, String resource) {
        return event(Kind.RESUMED, second).jid("romeo", "example.net", resource);
    }

    private static EventRow loses(long second, String resource) {
        return event(Kind.WAITING, second).with(EventText.TEXT, JID + resource + ": " + GONE);
    }

    private static EventRow closes(long second, String resource, String reason) {
        return closed(second, JID + resource + ": " + reason);
    }

    private List<String> sessions() {
        return run().sessions;
    }

    private List<String> connections() {
        return run().connections;
    }

    private Found run() {
        var plan = new BuildPlan(
                ZoneOffset.UTC,
                IntStream.range(0, days).toArray(),
                days * DAY * SECOND,
                logs.toArray(LoggedBoot[][]::new),
                null,
                List.of(),
                "nowhere",
                null);
        var found = new Found();
        var history = new UserHistory(plan, found, many);
        marks.forEach(history::add);
        // those of a run before know their session already
        connections.forEach(c -> history.add(new UserConnection(c.day, c.log, c.boot, c.id, c.connectionId, c.folded)));
        history.end();
        found.sessions.sort(null);
        found.connections.sort(null);
        return found;
    }

    /** What was found, in the order of the names. */
    private static final class Found implements HistoryOutput {
        private final List<String> sessions = new ArrayList<>();
        private final List<String> connections = new ArrayList<>();

        @Override
        public void connection(Settled s) {
            String settled = s.settlement.settledAt() == s.settlement.end().at()
                    ? ""
                    : ", settled at " + second(s.settlement.settledAt());
            connections.add("%s %s %s%s%s%s"
                    .formatted(
                            string(s.connection.connectionId),
                            span(
                                    s.connection.facts.get(Fact.OPENED_AT),
                                    s.settlement.end().at()),
                            why(s.settlement.connection()),
                            s.connection.session == null ? "" : " in " + string(s.connection.session.id),
                            s.resumed ? ", resumed" : "",
                            settled));
        }

        @Override
        public void session(Settled s) {
            UserSession session = s.connection.session;
            sessions.add("%s %s x%d %s%s"
                    .formatted(
                            string(session.id),
                            span(session.openedAt, s.settlement.closedAt()),
                            s.connection.place,
                            why(s.settlement.session()),
                            session.previous == null
                                    ? ""
                                    : ", after " + string(session.previous.id()) + " of "
                                            + second(session.previous.closedAt())));
        }

        @Override
        public void open(Settled s) {
            if (s.date == Settled.NO_DATE) {
                Facts facts = s.connection.facts;
                connections.add("%s %s open%s"
                        .formatted(
                                string(s.connection.connectionId),
                                span(facts.get(Fact.OPENED_AT), facts.get(Fact.LOST_AT)),
                                s.connection.session == null ? "" : " in " + string(s.connection.session.id)));
            }
        }

        @Override
        public void endUser() {}

        private static String why(Verdict verdict) {
            return verdict.subcause() == null ? verdict.cause() : verdict.cause() + "/" + verdict.subcause();
        }

        private static String span(long from, long to) {
            return second(from) + "-" + second(to);
        }

        private static String second(long micros) {
            return micros == Facts.NONE ? "" : Long.toString(micros / SECOND);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    private static String string(byte[] text) {
        return new String(text, UTF_8);
    }
}
