package org.hangup.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hangup.log.LogRecord;
import org.junit.jupiter.api.Test;

class ReachedDayTest {
    private static long micros(String time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
    }

    @Test
    void aRecordOfTheDayBeforeIsTakenAsOfMidnight() {
        long midnight = micros("2024-03-02T00:00:00Z");
        assertThat(ReachedDay.time(midnight, micros("2024-03-01T23:59:55Z"))).isEqualTo(midnight);
        assertThat(ReachedDay.time(midnight, micros("2024-03-01T23:00:00Z"))).isEqualTo(midnight);
        long wrong = micros("2024-03-01T22:59:59Z");
        assertThat(ReachedDay.time(midnight, wrong)).isEqualTo(wrong);
        long later = micros("2024-03-02T08:00:00Z");
        assertThat(ReachedDay.time(midnight, later)).isEqualTo(later);
        assertThat(ReachedDay.time(Long.MIN_VALUE, later)).isEqualTo(later);
        assertThat(ReachedDay.time(midnight, LogRecord.NO_TIME)).isEqualTo(LogRecord.NO_TIME);
    }
}
