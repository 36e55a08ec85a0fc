package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.hangup.jobs.TestSpark;
import org.junit.jupiter.api.Test;

/** Gaps that a file left: numbers and days of a rotation that are not there. */
class MissingFilesTest extends GapLogs {
    @Test
    void aMissingNumber() throws IOException {
        write("ejabberd.log.4", at("08:00:00"));
        write("ejabberd.log.1", at("09:00:00"));
        write("ejabberd.log", at("10:00:00"));
        assertThat(gaps()).containsExactly("missing_file 08:00..09:00 null ejabberd.log.1@0");
    }

    @Test
    void aMissingNumberBehindTheCurrentFile() throws IOException {
        write("ejabberd.log.2.gz", gz(at("08:00:00") + "\n"));
        write("ejabberd.log", at("10:00:00"));
        assertThat(gaps()).containsExactly("missing_file 08:00..10:00 null ejabberd.log@0");
    }

    @Test
    void logrotateHasNoZero() throws IOException {
        write("ejabberd.log.2.gz", gz(at("08:00:00") + "\n"));
        write("ejabberd.log.1", at("09:00:00"));
        write("ejabberd.log", at("10:00:00"));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void ejabberdItselfCountsFromZero() throws IOException {
        write("ejabberd.log.1", at("09:00:00"));
        write("ejabberd.log", at("10:00:00"));
        write("error.log.0", at("09:00:00"));
        assertThat(gaps()).containsExactly("missing_file 09:00..10:00 null ejabberd.log@0");
        write("ejabberd.log.0", at("09:30:00"));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void aConsoleOfEachStart() throws IOException {
        write("console.1.log", at("08:00:00"));
        write("console.2.log", at("09:00:00"));
        write("console.4.log", at("10:00:00"));
        assertThat(gaps()).containsExactly("missing_file 09:00..10:00 null console.4.log@0");
    }

    @Test
    void numbersThatAreNoRotation() throws IOException {
        write("ejabberd.log.2021", on("2021-03-01", "08:00:00"));
        write("ejabberd.log.2023", on("2023-03-01", "08:00:00"));
        write("ejabberd.log", at("10:00:00"));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void anEmptyFileAndACopyAreNotMissing() throws IOException {
        write("ejabberd.log.3", at("08:00:00"));
        write("ejabberd.log.2", new byte[0]);
        write("ejabberd.log.1", at("09:00:00"), at("09:30:00"));
        write("ejabberd.log", at("10:00:00"));
        assertThat(gaps()).isEmpty();
        write("ejabberd.log.2", at("08:00:00"));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void aFileFromElsewhereFillsTheHole() throws IOException {
        write("2024-03-01/a/ejabberd.log.3", at("08:00:00"));
        write("2024-03-01/a/ejabberd.log.1", at("10:00:00"));
        write("saved/a/ejabberd.log", at("09:00:00"));
        Survey survey = Archive.survey(TestSpark.session(), options().withNodePattern(Pattern.compile("/(?<node>a)/")));
        assertThat(survey.logs()).hasSize(1);
        assertThat(gaps(survey)).isEmpty();
    }

    private void daily(int... days) throws IOException {
        for (int day : days) {
            // put away at midnight: the file of a day holds the day before
            String name = String.format(Locale.ROOT, "ejabberd.log-202402%02d.gz", day);
            String of = String.format(Locale.ROOT, "2024-02-%02d", day - 1);
            write(name, gz(on(of, "00:10:00") + "\n" + on(of, "23:50:00") + "\n"));
        }
    }

    @Test
    void aMissingDay() throws IOException {
        daily(10, 11, 12, 14, 15);
        assertThat(gaps())
                .containsExactly("missing_file 2024-02-11T23:50..2024-02-13T00:10 null ejabberd.log-20240214.gz@0");
    }

    @Test
    void allDaysOrDaysOfNoRegularity() throws IOException {
        daily(10, 11, 12, 13, 14);
        write("other/ejabberd.log-20240201", on("2024-01-31", "08:00:00"));
        write("other/ejabberd.log-20240205", on("2024-02-04", "08:00:00"));
        write("other/ejabberd.log-20240211", on("2024-02-10", "08:00:00"));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void anIdleLogIsNotPutAwayEveryDay() throws IOException {
        // nothing on the 10th either, for which there is a file
        daily(8, 9, 10, 12, 15, 16);
        write("ejabberd.log-20240211.gz", gz(on("2024-02-09", "23:55:00") + "\n"));
        assertThat(gaps()).isEmpty();
    }
}
