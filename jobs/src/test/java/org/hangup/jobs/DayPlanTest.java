package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.hangup.jobs.publish.DayMark;
import org.junit.jupiter.api.Test;

/** Which days are built on which state; days are those of March 2024. */
class DayPlanTest {
    private static final long FIRST = 1_709_251_200_000_000L;
    private static final String NOW = "1.0";

    private final NavigableMap<LocalDate, DayMark> input = new TreeMap<>();
    private final NavigableMap<LocalDate, DayMark> published = new TreeMap<>();
    private final Map<LocalDate, Set<String>> provisional = new TreeMap<>();

    @Test
    void buildsEveryDayOfTheInput() {
        input(1, 10);
        input(2, 10);
        input(9, 10);
        assertThat(text(plan(null, null, false))).isEqualTo("[1, 2, 9] from the beginning; held {}; 0 notes");
    }

    @Test
    void daysThatAreWhatTheyWereAreLeftWithoutDates() {
        known(1);
        known(2);
        assertThat(text(plan(null, null, false))).isEqualTo("; held {}; 1 notes");
        input(3, 10);
        assertThat(text(plan(null, null, false))).isEqualTo("[3] on 2; held {}; 1 notes");
        assertThat(text(plan(null, null, true))).isEqualTo("[1, 2, 3] from the beginning; held {}; 0 notes");
        assertThat(text(plan(2, 2, false))).isEqualTo("[2] on 1; held {}; 0 notes");
    }

    @Test
    void aDayThatGrewOrChangedIsBuiltWithThoseBehindItUpToTheLastOne() {
        known(1);
        known(2);
        known(3);
        known(4);
        known(5);
        input(2, 11);
        input.put(day(4), new DayMark(NOW, Map.of("a", 10L), Map.of(), Map.of("a", 77L)));
        assertThat(text(plan(null, null, false))).isEqualTo("[2, 3, 4] on 1; held {}; 1 notes");
    }

    @Test
    void anotherLogOfAKnownDayIsNews() {
        known(1);
        input.put(day(1), new DayMark(NOW, Map.of("a", 10L, "b", 1L), Map.of(), Map.of("a", 1L, "b", 2L)));
        assertThat(text(plan(null, null, false))).isEqualTo("[1] from the beginning; held {}; 0 notes");
    }

    @Test
    void aDayWithProvisionalRowsIsBuiltAgainWhenTheirLogGoesOn() {
        known(1);
        known(2);
        provisional.put(day(2), Set.of("a"));
        assertThat(text(plan(null, null, false))).isEqualTo("; held {}; 1 notes");
        input(3, 10);
        assertThat(text(plan(null, null, false))).isEqualTo("[2, 3] on 1; held {}; 2 notes");
        assertThat(text(plan(3, 3, false))).isEqualTo("[2, 3] on 1; held {}; 1 notes");
        provisional.put(day(2), Set.of("b"));
        assertThat(text(plan(3, 3, false))).isEqualTo("[3] on 2; held {}; 0 notes");
    }

    @Test
    void whatRotationTookAwayChangesNothing() {
        known(1);
        known(2);
        input(1, 4);
        input.put(day(1), new DayMark(NOW, input.get(day(1)).records(), Map.of(), Map.of("a", 77L)));
        input(3, 10);
        assertThat(text(plan(null, null, false))).isEqualTo("[3] on 2; held {}; 1 notes");
    }

    @Test
    void startsFromTheStateOfTheDayBefore() {
        published(1, 10);
        input(1, 10);
        input(2, 10);
        assertThat(text(plan(2, 2, false))).isEqualTo("[2] on 1; held {}; 0 notes");
    }

    @Test
    void aQuietTimeDoesNotBreakTheChain() {
        published(1, 10);
        input(1, 10);
        input(7, 10);
        assertThat(text(plan(7, 7, false))).isEqualTo("[7] on 1; held {}; 0 notes");
    }

    @Test
    void withoutTheStateOfTheDayBeforeReadsFromTheBeginningAndSaysSo() {
        published(1, 10);
        input(1, 10);
        input(2, 10);
        input(3, 10);
        DayPlan plan = plan(3, 3, false);
        assertThat(text(plan)).isEqualTo("[3] from the beginning; held {}; 1 notes");
        assertThat(plan.notes().get(0)).contains("2024-03-03").contains("from its beginning");
    }

    @Test
    void aStateOfAnotherVersionIsNotUsed() {
        input(1, 10);
        input(2, 10);
        published.put(day(1), new DayMark("0.9", Map.of("a", 10L), Map.of(), Map.of()));
        DayPlan plan = plan(2, 2, false);
        assertThat(text(plan)).isEqualTo("[2] from the beginning; held {}; 1 notes");
        assertThat(plan.notes().get(0)).contains("version 0.9");
    }

    @Test
    void anInputThatBeginsWithTheFirstDayNeedsNoState() {
        input(2, 10);
        assertThat(text(plan(2, 2, false))).isEqualTo("[2] from the beginning; held {}; 0 notes");
    }

    @Test
    void aDayThatWasBuiltBeforeItWasOverIsBuiltAgain() {
        published(1, 10);
        published(2, 4);
        input(1, 10);
        input(2, 10);
        input(3, 10);
        DayPlan plan = plan(3, 3, false);
        assertThat(text(plan)).isEqualTo("[2, 3] on 1; held {}; 1 notes");
        assertThat(plan.notes().get(0)).contains("2024-03-02");
    }

    @Test
    void aPublishedDayIsNotMadePoorer() {
        published(1, 10);
        input(1, 4);
        input(2, 10);
        DayPlan plan = plan(null, null, false);
        assertThat(text(plan)).isEqualTo("[2] on 1; held {1}; 0 notes");
        assertThat(plan.held().get(day(1))).contains("holds 4 of the 10 records of a ");
    }

    @Test
    void norOneWhoseFirstRecordsAreGoneHoweverManyOthersCame() {
        published(1, 10);
        input.put(day(1), new DayMark(NOW, Map.of("a", 40L), Map.of("a", FIRST + 1), Map.of()));
        DayPlan plan = plan(1, 1, false);
        assertThat(text(plan)).isEqualTo("; held {1}; 0 notes");
        assertThat(plan.held().get(day(1))).contains("no longer holds the first record of a ");
    }

    @Test
    void theRowsOfALogThatIsGoneAreTakenOverWhereAnotherGrew() {
        published.put(day(1), new DayMark(NOW, Map.of("a", 10L, "b", 1L), Map.of(), Map.of()));
        input(1, 100);
        input(2, 10);
        assertThat(text(plan(1, 2, false)))
                .isEqualTo("[1] from the beginning with b as published, [2] on what 1 now is; held {}; 0 notes");
        assertThat(text(plan(1, 2, true))).isEqualTo("[1, 2] from the beginning; held {}; 0 notes");
    }

    @Test
    void aDayWithoutAnyRecordLeftStaysToo() {
        published(1, 10);
        input(2, 10);
        assertThat(text(plan(1, 2, false))).isEqualTo("[2] on 1; held {1}; 0 notes");
    }

    @Test
    void forceReplacesIt() {
        published(1, 10);
        input(1, 4);
        input(2, 10);
        assertThat(text(plan(null, null, true))).isEqualTo("[1, 2] from the beginning; held {}; 0 notes");
    }

    @Test
    void aDayThatStaysPartsTheRun() {
        input(1, 10);
        input(2, 4);
        published(2, 10);
        input(3, 10);
        assertThat(text(plan(null, null, false))).isEqualTo("[1] from the beginning, [3] on 2; held {2}; 0 notes");
    }

    @Test
    void aQuietDayIsBuiltEmpty() {
        input(1, 10);
        published(1, 10);
        assertThat(text(plan(5, 5, false))).isEqualTo("[5] on 1; held {}; 0 notes");
    }

    @Test
    void laterPublishedDaysFollowAChangeUpToTheFirstThatMustStay() {
        for (int day = 1; day <= 5; day++) {
            published(day, 10);
            input(day, day == 4 ? 3 : 10);
        }
        DayPlan plan = new DayPlan.Planner(input, published, false, NOW, day -> provisional.getOrDefault(day, Set.of()))
                .following(day(1));
        assertThat(text(plan)).isEqualTo("[2, 3] on what 1 now is; held {4, 5}; 0 notes");
    }

    /** Ten records that are published. */
    private void known(int day) {
        var mark = new DayMark(NOW, Map.of("a", 10L), Map.of(), Map.of("a", 1L));
        input.put(day(day), mark);
        published.put(day(day), mark);
    }

    private DayPlan plan(Integer from, Integer to, boolean force) {
        return new DayPlan.Planner(input, published, force, NOW, day -> provisional.getOrDefault(day, Set.of()))
                .plan(from == null ? null : day(from), to == null ? null : day(to));
    }

    private void input(int day, long records) {
        DayMark before = input.get(day(day));
        Map<String, Long> digests = before == null ? Map.of() : before.digests();
        input.put(day(day), new DayMark(NOW, Map.of("a", records), Map.of(), digests));
    }

    private void published(int day, long records) {
        published.put(day(day), new DayMark(NOW, Map.of("a", records), Map.of("a", FIRST), Map.of()));
    }

    private static LocalDate day(int day) {
        return LocalDate.of(2024, 3, day);
    }

    private static String text(DayPlan plan) {
        StringBuilder text = new StringBuilder();
        for (DayPlan.Part part : plan.parts()) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(part.days().stream().map(LocalDate::getDayOfMonth).toList())
                    .append(
                            part.stateOf() == null
                                    ? " from the beginning"
                                    : (part.goesOn() ? " on what %d now is" : " on %d")
                                            .formatted(part.stateOf().getDayOfMonth()))
                    .append(part.taken().isEmpty() ? "" : " with " + String.join(" ", part.taken()) + " as published");
        }
        return text + "; held "
                + plan.held().keySet().stream()
                        .map(day -> Integer.toString(day.getDayOfMonth()))
                        .collect(java.util.stream.Collectors.joining(", ", "{", "}"))
                + "; " + plan.notes().size() + " notes";
    }
}
