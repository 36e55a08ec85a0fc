package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.hangup.log.LogRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A log with records from 08:00 to 23:45 of 1 March, in Berlin, none on the 2nd, and from 00:20 to 09:00 of the 3rd. */
class LoggedDaysTest {
    private static final LoggedDays DAYS = LoggedDays.of(
            new TreeMap<>(Map.of(
                    LocalDate.of(2024, 3, 1),
                    new DayOfLog(9, at("2024-03-01T07:00:00Z"), at("2024-03-01T22:45:00Z"), 0),
                    LocalDate.of(2024, 3, 3),
                    new DayOfLog(9, at("2024-03-02T23:20:00Z"), at("2024-03-03T08:00:00Z"), 0))),
            ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource({
        "2024-03-01T12:00:00Z, 2024-03-01T12:00:00Z",
        "2024-03-01T22:45:00Z, 2024-03-01T22:45:00Z",
        // not on that day: by the next record
        "2024-03-01T22:45:01Z, 2024-03-02T23:20:00Z",
        "2024-03-02T12:00:00Z, 2024-03-02T23:20:00Z",
        // midnight in Berlin; the log goes on later that day
        "2024-03-02T22:59:59Z, 2024-03-02T23:20:00Z",
        "2024-03-02T23:00:00Z, 2024-03-02T23:00:00Z",
        "2024-03-03T08:00:00Z, 2024-03-03T08:00:00Z",
        "2024-03-03T08:00:01Z, never"
    })
    void reachesATimeWithARecordOfThatDayOrWithTheNextOne(String time, String known) {
        assertThat(DAYS.reach(at(time))).isEqualTo(known.equals("never") ? LogRecord.NO_TIME : at(known));
    }

    private static long at(String time) {
        return Instant.parse(time).getEpochSecond() * 1_000_000;
    }
}
