package org.hangup.jobs.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import org.hangup.jobs.TestSpark;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a single account does all over again. */
class AccountsTest {
    /** Failures of a day, and the mean of the other accounts that failed. */
    @ParameterizedTest
    @CsvSource({"19, 0, false", "20, 0, true", "20, 4, false", "60, 4, true", "1440, 10, true"})
    void failures(long failures, double others, boolean unusual) {
        assertThat(Accounts.isUnusual(failures, others)).isEqualTo(unusual);
    }

    /** Openings of a day; mean and deviation of the minutes between them. */
    @ParameterizedTest
    @CsvSource({
        "12, 10, 1, true",
        "11, 10, 1, false",
        "12, 10, 5, false", // as irregular as chance, nearly
        "24, 60, 2, true",
        "20, 70, 2, false", // comes and goes by the hour
    })
    void flapping(long sessions, double mean, double deviation, boolean flapping) {
        String row =
                "VALUES (%d, %fD, %fD) AS day(n, mean, deviation)".formatted(sessions, mean * 60e6, deviation * 60e6);
        assertThat(TestSpark.session()
                        .sql("SELECT " + Accounts.IS_FLAPPING + " FROM " + row)
                        .first()
                        .getBoolean(0))
                .isEqualTo(flapping);
    }
}
