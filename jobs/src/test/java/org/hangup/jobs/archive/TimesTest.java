package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What small archives' printed times mean. */
class TimesTest extends SmallArchive {
    @Test
    void datelessFilesOfALogGoOnOneAfterTheOther() throws IOException {
        write("console.1.log", "23:59:58.000 [info] one", "00:00:01.000 [info] (#Port<0.1>) two");
        write("console.2.log", "00:00:02.000 [info] three");
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Survey survey = survey(options().withZone(berlin).withDate(LocalDate.of(2014, 10, 24)));
        assertThat(survey.files().stream().map(f -> f.file().name() + " " + f.recordsByDay() + " " + f.status()))
                .containsExactly(
                        "console.1.log {2014-10-24=1, 2014-10-25=1} day from --date",
                        "console.2.log {2014-10-25=1} day from the file before");
        assertThat(survey.logs().get(0).console()).isTrue();
    }

    @Test
    void syslogDatesAConsole() throws IOException {
        String line = " host ejabberdctl[7]: ";
        write(
                "journal.txt",
                "-- Logs begin at Fri 2014-10-24 --",
                "okt 25 00:00:00" + line + "23:59:59.999 [info] x",
                "okt 27 08:00:00" + line + "08:00:00.000 [info] x");
        Files.setLastModifiedTime(dir.resolve("journal.txt"), FileTime.from(Instant.parse("2015-02-01T00:00:00Z")));
        assertThat(survey().files().get(0).recordsByDay())
                .isEqualTo(Map.of(LocalDate.of(2014, 10, 24), 1L, LocalDate.of(2014, 10, 27), 1L));
    }

    @Test
    void aDayIsThatOfTheZone() throws IOException {
        write("ejabberd.log", accepted("15:44:59", 1), accepted("18:14:59", 2), accepted("18:15:00", 3));
        Survey survey = survey(options().withZone(ZoneId.of("Asia/Kathmandu")));
        assertThat(survey.files().get(0).recordsByDay())
                .isEqualTo(Map.of(LocalDate.of(2024, 3, 1), 2L, LocalDate.of(2024, 3, 2), 1L));
    }

    /** Berlin, 2014-10-26: 02:00 to 03:00 came twice, and the log was rotated in both passes; by the printed times .1 comes before .2. */
    @Test
    void filesThatBeginInARepeatedHour() throws IOException {
        write("ejabberd.log.2", lager("02:10:00"), lager("02:30:00"), lager("02:55:00"));
        write("ejabberd.log.1", lager("02:05:00"), lager("02:20:00"));
        write("ejabberd.log.0", lager("02:21:00"), lager("02:59:59"), lager("03:00:00"));
        Survey survey = survey(options().withZone(ZoneId.of("Europe/Berlin")));
        assertThat(survey.files().stream().map(f -> f.file().name() + " " + time(f.firstTs()) + " " + time(f.lastTs())))
                .containsExactly(
                        "ejabberd.log.0 01:21:00 02:00:00",
                        "ejabberd.log.1 01:05:00 01:20:00",
                        "ejabberd.log.2 00:10:00 00:55:00");
        assertThat(survey.segments().stream().map(Segment::file))
                .containsExactly("ejabberd.log.2", "ejabberd.log.1", "ejabberd.log.0");
    }

    private static String lager(String time) {
        return "2014-10-26 " + time + ".000 [info] <0.7.0>@m:f:1 x";
    }
}
