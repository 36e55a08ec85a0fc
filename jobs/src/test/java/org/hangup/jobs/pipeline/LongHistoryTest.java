package org.hangup.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A user with very many sessions, whose past is let go day by day, gets the same as if it were kept. */
class LongHistoryTest extends RomeosHistory {
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
        var history = new LongHistoryTest();
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
}
