package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clocks that step back over midnight, in small archives: which day each part of a log is taken to be of. */
class MidnightsTest extends SmallArchive {
    private static final String[] OLDER = {on("01 23:50:00"), on("02 00:00:05"), on("01 23:59:50")};
    private static final String[] NEWER = {on("01 23:59:55"), on("02 00:00:01"), on("02 09:00:00")};

    private static String on(String time) {
        return "2024-03-" + time + ".000000+00:00 [info] <0.7.0>@x:y/1:1 something";
    }

    @Test
    void theDayThatWasReachedGoesOnAlsoInTheNextFile() throws IOException {
        write("ejabberd.log.0", OLDER);
        write("ejabberd.log", NEWER);
        Survey survey = survey();
        int length = length(OLDER[0]);
        assertThat(days(survey))
                .containsExactly(
                        "ejabberd.log.0 0-" + length + " of 2024-03-01",
                        "ejabberd.log.0 " + length + "-" + 3 * length + " of 2024-03-02",
                        "ejabberd.log 0-" + 3 * length + " of 2024-03-02");
        assertThat(survey(options().withSplitSize(10)).segments())
                .as("split anywhere")
                .isEqualTo(survey.segments());
    }

    @Test
    void aClockThatWasWrongByMoreThanAnHourIsNotFollowed() throws IOException {
        String[] records = {
            on("01 21:00:00"), on("09 00:00:00"), on("08 22:59:59"), on("02 00:00:00"), on("01 23:00:00")
        };
        write("ejabberd.log", records);
        int length = length(records[0]);
        assertThat(days(survey()))
                .containsExactly(
                        "ejabberd.log 0-" + length + " of 2024-03-01",
                        "ejabberd.log " + length + "-" + 2 * length + " of 2024-03-09",
                        "ejabberd.log " + 2 * length + "-" + 3 * length + " of 2024-03-08",
                        "ejabberd.log " + 3 * length + "-" + 5 * length + " of 2024-03-02");
    }

    @Test
    void theStartOfABootIsOnNoEarlierDayThanTheRecordBeforeIt() throws IOException {
        write(
                "ejabberd.log",
                on("02 00:00:05"),
                "2024-03-01 23:59:58.000000+00:00 [info] <0.7.0>@ejabberd_config:load/1:82 Loading configuration from x");
        assertThat(survey().boots().stream()
                        .map(boot -> Instant.ofEpochSecond(boot.fromTs() / 1_000_000) + " " + boot.end() + " "
                                + boot.settledTs() / 1_000_000))
                .containsExactly(
                        "2024-03-02T00:00:05Z crash "
                                + Instant.parse("2024-03-02T00:00:00Z").getEpochSecond(),
                        "2024-03-02T00:00:00Z null 0");
    }

    private static List<String> days(Survey survey) {
        return survey.segments().stream()
                .map(s -> s.file() + " " + s.from() + "-" + s.to() + " of "
                        + Instant.ofEpochSecond(s.day() / 1_000_000).toString().substring(0, 10))
                .toList();
    }
}
