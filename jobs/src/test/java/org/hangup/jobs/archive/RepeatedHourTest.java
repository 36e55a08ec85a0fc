package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Berlin, 2014-10-26: 02:00 to 03:00 came twice, first at +02:00 and then at +01:00. */
class RepeatedHourTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** A column is a file, the oldest first: its records' times, and the pass that it begins in (- where the hour is not repeated). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    01:50 02:10 02:50 02:05 02:55 03:01 |                                     | - |
                    02:30 02:50 02:10 02:50 03:01       |                                     | 1 |
                    02:30 02:40 02:59 03:01 04:00       |                                     | 2 |
                    02:59 03:10 03:20                   |                                     | 2 |
                    02:10 03:20                         |                                     | 1 |
                    02:10 02:20                         |                                     | 1 |
                    01:50 02:10 02:30                   | 02:31 02:50                         | - | 1
                    01:50 02:10 02:30                   | 02:05 02:10                         | - | 2
                    01:50 02:10 02:05                   | 02:06 02:10                         | - | 1
                    01:50 02:50 02:05                   | 02:06 02:10                         | - | 2
                    02:10 02:50 02:05                   | 02:06 02:10                         | 1 | 2
                    02:10 02:20                         | 02:21 02:59 03:01                   | 2 | 2
                    02:40 02:50                         | 02:21 02:59 03:01                   | 1 | 2
                    00:10 01:59                         | 02:01 02:59 02:01 02:59 03:01       | - | 1
                    """)
    void thePassThatAFileBeginsIn(String first, String second, String ofFirst, String ofSecond) {
        List<RepeatedHour.Reading> files = new ArrayList<>();
        files.add(reading(first));
        if (second != null) {
            files.add(reading(second));
        }
        boolean[] passes = RepeatedHour.secondPasses(files);
        assertThat(passes[0]).isEqualTo(ofFirst.equals("2"));
        assertThat(second != null && passes[1]).isEqualTo("2".equals(ofSecond));
        assertThat(RepeatedHour.holds(BERLIN, utc(first.substring(0, 5), 2))).isEqualTo(!ofFirst.equals("-"));
    }

    private static RepeatedHour.Reading reading(String times) {
        var reader = new RepeatedHour.Reader(BERLIN);
        for (String time : times.split(" ", -1)) {
            reader.take(utc(time, 0));
        }
        return reader.reading();
    }

    private static long utc(String time, int offset) {
        return LocalDateTime.parse("2014-10-26T" + time).toEpochSecond(ZoneOffset.ofHours(offset)) * 1_000_000L;
    }
}
