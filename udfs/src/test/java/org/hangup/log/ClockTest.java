package org.hangup.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What printed times mean in UTC, where the log does not say it. */
class ClockTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static List<String> lager(ZoneId zone, String... times) {
        String text =
                Stream.of(times).map(t -> t + ".000 [info] <0.4.0>@m:f:3 x\n").collect(Collectors.joining());
        return Records.rows(text, zone, null).stream().map(Records.Row::ts).toList();
    }

    private static List<String> console(LocalDate date, String... times) {
        String text = Stream.of(times).map(t -> t + " [info] x\n").collect(Collectors.joining());
        return Records.rows(text, ZoneOffset.UTC, date).stream()
                .map(Records.Row::ts)
                .toList();
    }

    @Test
    void aZonesWinterAndSummer() {
        assertThat(lager(BERLIN, "2014-01-15 12:00:00", "2014-07-15 12:00:00", "2014-01-16 12:00:00"))
                .containsExactly("2014-01-15T11:00:00Z", "2014-07-15T10:00:00Z", "2014-01-16T11:00:00Z");
    }

    @Test
    void theRepeatedHourIsItsFirstPassUntilTimeStepsBack() {
        // Berlin went from +02:00 to +01:00 at 2014-10-26T01:00:00Z, from 03:00 to 02:00
        assertThat(lager(
                        BERLIN,
                        "2014-10-26 01:59:59",
                        "2014-10-26 02:10:00",
                        "2014-10-26 02:50:00",
                        "2014-10-26 02:49:59",
                        "2014-10-26 02:05:00",
                        "2014-10-26 02:55:00",
                        "2014-10-26 03:00:01",
                        "2014-10-26 02:59:59"))
                .containsExactly(
                        "2014-10-25T23:59:59Z",
                        "2014-10-26T00:10:00Z",
                        "2014-10-26T00:50:00Z",
                        "2014-10-26T00:49:59Z",
                        "2014-10-26T01:05:00Z",
                        "2014-10-26T01:55:00Z",
                        "2014-10-26T02:00:01Z",
                        "2014-10-26T01:59:59Z");
    }

    @Test
    void aFileThatBeginsInTheSecondPass() {
        byte[] file = Records.bytes(
                """
                2014-10-26 02:30:00.000 [info] <0.4.0>@m:f:3 x
                2014-10-26 03:00:00.000 [info] <0.4.0>@m:f:3 x
                2015-10-25 02:30:00.000 [info] <0.4.0>@m:f:3 x
                """);
        var reader = new RecordReader(
                new ByteArrayInputStream(file), 0, Long.MAX_VALUE, "lager", Clock.inSecondPass(BERLIN, null));
        assertThat(Records.all(reader).stream().map(placed -> placed.row().ts()))
                .containsExactly("2014-10-26T01:30:00Z", "2014-10-26T02:00:00Z", "2015-10-25T00:30:00Z");
    }

    @Test
    void theHourThatSpringLeavesOutKeepsTheOrder() {
        // Berlin went from +01:00 to +02:00 at 2014-03-30T01:00:00Z, from 02:00 to 03:00
        assertThat(lager(BERLIN, "2014-03-30 01:59:59", "2014-03-30 02:30:00", "2014-03-30 03:30:00"))
                .containsExactly("2014-03-30T00:59:59Z", "2014-03-30T01:30:00Z", "2014-03-30T01:30:00Z");
    }

    @Test
    void zonesThatChangeByHalfAnHour() {
        // Lord Howe went from +11:00 to +10:30 at 2014-04-05T15:00:00Z, from 02:00 to 01:30
        assertThat(lager(
                        ZoneId.of("Australia/Lord_Howe"),
                        "2014-04-06 01:15:00",
                        "2014-04-06 01:45:00",
                        "2014-04-06 01:31:00",
                        "2014-04-06 02:15:00"))
                .containsExactly(
                        "2014-04-05T14:15:00Z", "2014-04-05T14:45:00Z", "2014-04-05T15:01:00Z", "2014-04-05T15:45:00Z");
    }

    @Test
    void datelessTimesWrapAtMidnight() {
        assertThat(console(
                        LocalDate.of(2014, 2, 28),
                        "23:59:59.999",
                        "00:00:00.001",
                        "23:59:59.998",
                        "00:00:00.002",
                        "13:00:00.000",
                        "12:59:00.000",
                        "00:30:00.000"))
                .containsExactly(
                        "2014-02-28T23:59:59.999Z",
                        "2014-03-01T00:00:00.001Z",
                        "2014-02-28T23:59:59.998Z",
                        "2014-03-01T00:00:00.002Z",
                        "2014-03-01T13:00:00Z",
                        "2014-03-01T12:59:00Z",
                        "2014-03-02T00:30:00Z");
    }

    @Test
    void datelessTimesWithoutADayAreUnknown() {
        assertThat(console(null, "23:59:59.999")).containsExactly((String) null);
    }

    @Test
    void filesAreSplitOnlyWhereNoHourIsRepeated() {
        long october25 = 1414224000_000_000L;
        long november = 1414800000_000_000L;
        assertThat(Clock.repeatsAnHour(BERLIN, october25, november)).isTrue();
        assertThat(Clock.repeatsAnHour(BERLIN, november, november + 1_000_000)).isFalse();
        assertThat(Clock.repeatsAnHour(ZoneOffset.UTC, october25, november)).isFalse();
    }
}
