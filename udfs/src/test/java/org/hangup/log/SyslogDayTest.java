package org.hangup.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyslogDayTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    Oct 24 08:45:52 host ejabberdctl[1]: x         | 10 24 31552
                    <30>Feb  9 00:00:01.5 host ejabberdctl[1]: x   | 2 9 1
                    okt 24 08:45:52 host ejabberdctl[1]: x         | 10 24 31552
                    Mär 24 08:45:52 host ejabberdctl[1]: x         | 3 24 31552
                    févr. 24 08:45:52 host ejabberdctl[1]: x       | 2 24 31552
                    abr 24 08:45:52 host ejabberdctl[1]: x         | 4 24 31552
                    окт 24 08:45:52 host ejabberdctl[1]: x         | 10 24 31552
                    paź 24 08:45:52 host ejabberdctl[1]: x         | 10 24 31552
                    10月 24 08:45:52 host ejabberdctl[1]: x         | 10 24 31552
                    xyz 24 08:45:52 host ejabberdctl[1]: x         | 0 24 31552
                    08:45:52.549 [info] x                          | -
                    2014-10-24 08:45:52.549 [info] x               | -
                    """)
    void days(String line, String day) {
        SyslogDay found = SyslogDay.of(Records.bytes(line));
        assertThat(found == null ? null : found.month() + " " + found.dayOfMonth() + " " + found.second())
                .isEqualTo(day);
    }

    @Test
    void theLatestSuchDay() {
        LocalDate limit = LocalDate.of(2021, 3, 1);
        assertThat(new SyslogDay(3, 1, 0).atMost(limit)).isEqualTo(limit);
        assertThat(new SyslogDay(3, 2, 0).atMost(limit)).isEqualTo(LocalDate.of(2020, 3, 2));
        assertThat(new SyslogDay(2, 29, 0).atMost(limit)).isEqualTo(LocalDate.of(2020, 2, 29));
        assertThat(new SyslogDay(0, 31, 0).atMost(limit)).isEqualTo(LocalDate.of(2021, 1, 31));
        assertThat(new SyslogDay(2, 30, 0).atMost(limit)).isNull();
        assertThat(new SyslogDay(2, 29, 0).atLeast(limit)).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(new SyslogDay(3, 1, 0).atLeast(limit)).isEqualTo(limit);
    }
}
