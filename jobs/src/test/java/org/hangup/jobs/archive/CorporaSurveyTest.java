package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.hangup.jobs.AnalyzeOptions;
import org.hangup.jobs.TestSpark;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Logs of real servers, where they lie beside the project. Each went through the phases A (stop), B (stop or restart),
 * B2 (SIGKILL of the beam) and C (stop), as their READMEs say. In the burst corpus 110 sessions ended at once, in phase A,
 * and 135 of their 770 records are missing; the debug corpus of 23.01 has seconds with more than 1400 records, but with
 * rests in which the limit's count begins anew.
 */
class CorporaSurveyTest {
    private static final Path CORPORA = Path.of(System.getProperty("hangup.root", "."), "..", "shared", "corpora");

    @ParameterizedTest
    @CsvSource({
        // name, zone, version, whether ids need to be united, encoded twice, gaps
        "ejabberd-14.12-debug, America/Los_Angeles, 14.12, true, true, 0",
        "ejabberd-14.12-console, America/Los_Angeles, 14.12, true, false, 0",
        "ejabberd-16.09-info, Asia/Tokyo, 16.09, true, true, 0",
        "ejabberd-17.12-info, Asia/Shanghai, 17.12, true, true, 0",
        "ejabberd-19.09.1-debug, America/Chicago, 19.09.1, true, false, 0",
        "ejabberd-23.01-info, UTC, 23.01-1, true, false, 0",
        "ejabberd-23.01-debug, UTC, 23.01-1, true, false, 0",
        "ejabberd-23.01-burst, UTC, 23.01-1, true, false, 1",
        "ejabberd-26.07-info, UTC, 26.07, true, false, 0",
    })
    void bootsOfRealServers(String name, String zone, String version, boolean aliases, boolean twice, int gaps) {
        Path logs = CORPORA.resolve(name).resolve("logs");
        assumeTrue(Files.isDirectory(logs), "the corpora are not here");
        Survey survey = Archive.survey(
                TestSpark.session(),
                AnalyzeOptions.of(List.of(logs.toString()), "out").withZone(ZoneId.of(zone)));
        assertThat(survey.boots().stream().map(Boot::end)).containsExactly("stop", "stop", "crash", "stop");
        assertThat(survey.boots()).allSatisfy(boot -> {
            assertThat(boot.version()).isEqualTo(version);
            assertThat(boot.node()).isEqualTo("ejabberd@localhost");
            assertThat(boot.id()).isNotEmpty();
            assertThat(boot.fromTs()).isLessThan(boot.endTs());
            assertThat(boot.endTs()).isLessThanOrEqualTo(boot.settledTs());
        });
        assertThat(survey.logs()).hasSize(1).allSatisfy(log -> {
            assertThat(log.aliases()).isEqualTo(aliases);
            assertThat(log.doubleEncoded()).isEqualTo(twice);
            assertThat(log.version()).isEqualTo(version);
        });
        assertThat(survey.gaps()).hasSize(gaps).allMatch(gap -> gap.kind().equals(Gap.BURST));
    }
}
