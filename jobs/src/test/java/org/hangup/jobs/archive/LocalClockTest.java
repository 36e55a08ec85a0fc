package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days and hours as the calendar of the Java library has them, whatever instant was asked for before. */
class LocalClockTest {
    private static final long SECOND = 1_000_000;
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2060-01-01T00:00:00Z");

    /** Zones with and without daylight saving; by half an hour; begun at midnight; with odd offsets. */
    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "UTC",
                        "Europe/Berlin",
                        "America/Los_Angeles",
                        "America/Sao_Paulo",
                        "Asia/Beirut",
                        "Australia/Lord_Howe",
                        "Pacific/Apia",
                        "Asia/Kathmandu",
                        "+03:08",
                        "-11:59:59")
                .map(ZoneId::of);
    }

    @Property
    void anyInstants(
            @ForAll("zones") ZoneId zone, @ForAll List<@LongRange(min = 0, max = 2_840_140_800_000_000L) Long> micros) {
        var clock = new LocalClock(zone);
        for (long at : micros) {
            assertSame(clock, zone, at);
        }
    }

    @Property(tries = 50)
    void instantsRoundTransitions(
            @ForAll("zones") ZoneId zone, @ForAll @LongRange(min = 0, max = 9_000_000_000L) long distance) {
        var clock = new LocalClock(zone);
        for (long transition : transitions(zone)) {
            for (long at : new long[] {transition - 1, transition, transition + 1}) {
                assertSame(clock, zone, at);
            }
            assertSame(clock, zone, transition + distance);
            assertSame(clock, zone, transition - distance);
        }
    }

    private static List<Long> transitions(ZoneId zone) {
        var transitions = new ArrayList<Long>();
        var next = zone.getRules().nextTransition(FIRST);
        while (next != null && next.getInstant().isBefore(LAST)) {
            transitions.add(next.toEpochSecond() * SECOND);
            next = zone.getRules().nextTransition(next.getInstant());
        }
        return transitions;
    }

    private static void assertSame(LocalClock clock, ZoneId zone, long micros) {
        ZonedDateTime local = FIRST.plus(micros, ChronoUnit.MICROS).atZone(zone);
        assertThat(clock.day(micros)).as("day of %s", local).isEqualTo((int)
                local.toLocalDate().toEpochDay());
        assertThat(clock.hour(micros))
                .as("hour of %s", local)
                .isEqualTo(micros(local.truncatedTo(ChronoUnit.HOURS).toInstant()));
    }

    /** By hand. On Lord Howe Island clocks went from 2:00 to 2:30 on 2023-10-01, from 2:00 back to 1:30 on 2024-04-07. */
    @ParameterizedTest
    @CsvSource({
        // in Berlin 2:00 to 3:00 came twice, first at +02:00
        "Europe/Berlin, 2024-10-27T00:30:00Z, 2024-10-27T00:00:00Z, 2024-10-27",
        "Europe/Berlin, 2024-10-27T01:30:00Z, 2024-10-27T01:00:00Z, 2024-10-27",
        "Europe/Berlin, 2024-10-26T21:59:59.999999Z, 2024-10-26T21:00:00Z, 2024-10-26",
        "Europe/Berlin, 2024-10-26T22:00:00Z, 2024-10-26T22:00:00Z, 2024-10-27",
        "Asia/Kathmandu, 2024-03-01T18:20:00Z, 2024-03-01T18:15:00Z, 2024-03-02",
        "+03:08, 2026-11-22T20:51:59Z, 2026-11-22T19:52:00Z, 2026-11-22",
        "+03:08, 2026-11-22T20:52:00Z, 2026-11-22T20:52:00Z, 2026-11-23",
        // the hour that begins at 2:00 has no first half: it begins at 2:30
        "Australia/Lord_Howe, 2023-09-30T15:29:59Z, 2023-09-30T14:30:00Z, 2023-10-01",
        "Australia/Lord_Howe, 2023-09-30T15:40:00Z, 2023-09-30T15:30:00Z, 2023-10-01",
        // the hour that begins at 1:00 has one half more
        "Australia/Lord_Howe, 2024-04-06T14:59:00Z, 2024-04-06T14:00:00Z, 2024-04-07",
        "Australia/Lord_Howe, 2024-04-06T15:01:00Z, 2024-04-06T14:00:00Z, 2024-04-07",
        "Australia/Lord_Howe, 2024-04-06T15:31:00Z, 2024-04-06T15:30:00Z, 2024-04-07"
    })
    void hoursAndDays(String zone, Instant at, Instant hour, LocalDate day) {
        var clock = new LocalClock(ZoneId.of(zone));

        assertThat(clock.hour(micros(at))).isEqualTo(micros(hour));
        assertThat(clock.day(micros(at))).isEqualTo((int) day.toEpochDay());
    }

    @Test
    void aDayThatTheIslandsLeftOut() {
        // Samoa went from 2011-12-29 to 2011-12-31 at midnight
        var clock = new LocalClock(ZoneId.of("Pacific/Apia"));

        assertThat(clock.day(micros(Instant.parse("2011-12-30T09:59:59Z")))).isEqualTo(day("2011-12-29"));
        assertThat(clock.day(micros(Instant.parse("2011-12-30T10:00:00Z")))).isEqualTo(day("2011-12-31"));
    }

    private static int day(String day) {
        return (int) LocalDate.parse(day).toEpochDay();
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(FIRST, instant);
    }
}
