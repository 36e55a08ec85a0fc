package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hangup.archive.FoundFile;
import org.hangup.jobs.archive.Dateless.Day;
import org.hangup.jobs.archive.Dateless.Reading;
import org.hangup.log.SyslogDay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatelessTest {
    private static final long HOUR = 3_600_000_000L;
    private static final long STAMP = 1_414_140_336_249_563L; // 2014-10-24T08:45:36.249563Z

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sid: {{1414,140336,249563},<0.495.0>} | 1414140336249563",
                "jid <<\"x\">> {{1795,376651,23},<0.549.0>} | 1795376651000023",
                "\"{{1414,140336,249563},<0.495.0>}\" | -1",
                "<<\"a \\\" {{1414,140336,249563},<0.1.0>}\">> | -1",
                "{{192,0,2},5} | -1",
                "{{1414,140336,249563},{<0.1.0>}} | -1",
                "{{14,140336,249563},<0.495.0>} | -1",
            })
    void anErlangTimestampOutsideOfQuotes(String text, long stamp) {
        byte[] b = text.getBytes(StandardCharsets.UTF_8);
        assertThat(ErlangStamp.in(b, 0, b.length)).isEqualTo(stamp);
    }

    @ParameterizedTest
    @CsvSource({
        // the 2014 sample: the record stands 16 s behind, in the same zone
        "UTC, 31552549000, 2014-10-24",
        // at 08:45:35 the day must be the next one
        "UTC, 31530000000, 2014-10-25",
        // 16:45:52 in Shanghai is 08:45:52 UTC
        "Asia/Shanghai, 60352549000, 2014-10-24",
        // the record stands on the second day of the file
        "UTC, 117952549000, 2014-10-23",
    })
    void theRecordStandsAtTheFirstSuchTimeBehindTheStamp(String zone, long wall, LocalDate day) {
        assertThat(Dateless.firstDay(STAMP, wall, ZoneId.of(zone))).isEqualTo(day.toEpochDay());
    }

    private static FoundFile file(String name) {
        long modified = Instant.parse("2020-05-05T12:00:00Z").toEpochMilli();
        return new FoundFile("file:/" + name, name, 1, modified, null);
    }

    private static List<String> days(LocalDate date, List<String> names, Reading... readings) {
        List<FoundFile> files = names.stream().map(DatelessTest::file).toList();
        Day[] days = Dateless.days(files, Arrays.asList(readings), date, ZoneOffset.UTC);
        return Arrays.stream(days).map(day -> day.date() + " " + day.source()).toList();
    }

    private static Reading reading(double first, double last) {
        return new Reading((long) (first * HOUR), (long) (last * HOUR), Map.of(), null);
    }

    @Test
    void theOptionGoesBeforeTheName() {
        assertThat(days(LocalDate.of(2014, 1, 2), List.of("c-2015-03-04.log"), reading(8, 9)))
                .containsExactly("2014-01-02 day from --date");
        assertThat(days(null, List.of("c-2015-03-04.log"), reading(8, 9)))
                .containsExactly("2015-03-04 day from its name");
    }

    @Test
    void aStampGoesBeforeTheOption() {
        var stamped = new Reading(HOUR, 2 * HOUR, Map.of(16_367L, 3, 16_365L, 1), null);
        assertThat(days(LocalDate.of(2020, 1, 1), List.of("c.log"), stamped))
                .containsExactly("2014-10-24 day from an Erlang timestamp");
    }

    @Test
    void aDayBehindTheExtensionIsThatOfTheRotation() {
        assertThat(days(null, List.of("c.log-20150304"), reading(7, 30)))
                .containsExactly("2015-03-03 day from its name");
        assertThat(days(null, List.of("c.log-20150304"), reading(0, 23.9)))
                .containsExactly("2015-03-03 day from its name");
    }

    @Test
    void theDayCarriesOnFromFileToFile() {
        assertThat(days(
                        LocalDate.of(2014, 1, 2),
                        List.of("c.1.log", "c.2.log", "c.3.log"),
                        reading(8, 9),
                        reading(9.5, 26),
                        reading(1.5, 2)))
                .containsExactly(
                        "2014-01-02 day from --date",
                        "2014-01-02 day from the file before",
                        "2014-01-04 day from the file before");
    }

    @Test
    void aStampInALaterFileDatesTheOnesBefore() {
        var stamped = new Reading(HOUR, 2 * HOUR, Map.of(16_367L, 3, 16_365L, 1), null);
        assertThat(days(null, List.of("c.1.log", "c.2.log"), reading(20, 23), stamped))
                .containsExactly("2014-10-23 day from the file behind", "2014-10-24 day from an Erlang timestamp");
    }

    @Test
    void theTimeOfWritingIsAGuess() {
        assertThat(days(null, List.of("c.log"), reading(10, 11)))
                .containsExactly("2020-05-05 day guessed from the time at which the file was written");
        assertThat(days(null, List.of("c.log"), reading(10, 13)))
                .containsExactly("2020-05-04 day guessed from the time at which the file was written");
        assertThat(days(null, List.of("c.log"), reading(10, 35)))
                .containsExactly("2020-05-04 day guessed from the time at which the file was written");
    }

    private static Reading syslog(int month, int day, double first, double last) {
        var printed = new SyslogDay(month, day, (int) (first * 3600));
        return new Reading((long) (first * HOUR), (long) (last * HOUR), Map.of(), printed);
    }

    /** The files were written on 2020-05-05 at noon. */
    @Test
    void syslogPrintsTheDayWithoutTheYear() {
        String guessed = " day from syslog, year guessed from the time at which the file was written";
        assertThat(days(null, List.of("c.log"), syslog(10, 24, 8, 9))).containsExactly("2019-10-24" + guessed);
        assertThat(days(null, List.of("c.log"), syslog(5, 4, 8, 9))).containsExactly("2020-05-04" + guessed);
        assertThat(days(null, List.of("c.log"), syslog(0, 30, 8, 9))).containsExactly("2020-04-30" + guessed);
        assertThat(days(
                        LocalDate.of(2014, 12, 30),
                        List.of("c.1.log", "c.2.log"),
                        syslog(12, 30, 8, 9),
                        syslog(1, 2, 8, 9)))
                .containsExactly("2014-12-30 day from syslog", "2015-01-02 day from syslog");
        assertThat(days(LocalDate.of(2015, 1, 2), List.of("c.log"), syslog(12, 30, 8, 9)))
                .containsExactly("2014-12-30 day from syslog");
    }
}
