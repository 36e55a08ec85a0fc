package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.hangup.jobs.TestSpark;
import org.junit.jupiter.api.Test;

/** Gaps that damage left, what is no gap, and how gaps are told. */
class GapsTest extends GapLogs {
    @Test
    void aQuietNightAndAnOrdinaryRotationAreNoGaps() throws IOException {
        write("ejabberd.log.1", on("2024-02-28", "08:00:00"), on("2024-02-28", "20:00:00"));
        write("ejabberd.log.0", on("2024-02-29", "09:00:00"));
        write("ejabberd.log", on("2024-03-04", "23:00:00"));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void connectionsWhoseBeginIsNotThereAreNoGap() throws IOException {
        write(
                "ejabberd.log",
                at("08:00:00").replace("mod_x:y/1:1 text", LOADING),
                at("09:00:00")
                        .replace(
                                "mod_x:y/1:1 text",
                                "ejabberd_c2s:process_terminated/2:295 (tls|<0.9.0>) Closing c2s session for a@b/c: Stream"
                                        + " reset by peer"));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void theRestOfADamagedFile() throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            text.append(String.format(
                            Locale.ROOT, "2024-03-01 08:%02d:%02d.%06d", i / 600 % 60, i / 10 % 60, i * 7919 % 1000000))
                    .append(at("").substring(18))
                    .append('\n');
        }
        byte[] packed = gz(text.toString());
        write("ejabberd.log.1.gz", Arrays.copyOf(packed, packed.length / 2));
        write("ejabberd.log", at("10:00:00"));
        Survey survey = survey();
        SurveyedFile damaged = survey.files().get(1);
        assertThat(damaged.records()).isBetween(1000L, 9000L);
        assertThat(gaps(survey))
                .singleElement()
                .asString()
                .matches("unreadable .*\\.\\.10:00 null ejabberd.log.1.gz@[1-9][0-9]*");
        assertThat(survey.gaps().get(0).fromTs()).isEqualTo(damaged.lastTs());
        // the same records in a file that is whole
        write("ejabberd.log.1", text.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void aFileOfWhichNothingCanBeRead() throws IOException {
        byte[] noise = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 55, 55, 55, 55};
        write("ejabberd.log.3", at("08:00:00"));
        write("ejabberd.log.2.gz", noise);
        write("ejabberd.log.1", at("09:00:00"));
        write("ejabberd.log", at("10:00:00"));
        assertThat(gaps()).containsExactly("unreadable 08:00..09:00 null ejabberd.log.2.gz@0");
        // the oldest one: nothing tells where it began
        dir.resolve("ejabberd.log.3").toFile().delete();
        assertThat(gaps()).containsExactly("unreadable 09:00..09:00 null ejabberd.log.2.gz@0");
    }

    @Test
    void aFileThatEndsWithinARecord() throws IOException {
        String cut = at("08:30:00").substring(0, 60);
        write("ejabberd.log.1", (at("08:00:00") + "\n" + cut).getBytes(StandardCharsets.UTF_8));
        write("ejabberd.log", at("09:00:00"));
        assertThat(gaps()).containsExactly("rotation 08:00..09:00 null ejabberd.log.1@" + RECORD);
        // the record's rest stands in the next file
        write("ejabberd.log", at("08:30:00").substring(60), at("09:00:00"));
        assertThat(gaps()).isEmpty();
        // the node died while it wrote
        write("ejabberd.log", at("09:00:00").replace("mod_x:y/1:1 text", LOADING), at("09:00:01"));
        assertThat(gaps()).isEmpty();
        // it is still being written
        dir.resolve("ejabberd.log").toFile().delete();
        assertThat(gaps()).isEmpty();
    }

    @Test
    void aGapKnowsItsNode() throws IOException {
        write(
                "n1/ejabberd.log",
                at("08:00:00")
                        .replace(
                                "mod_x:y/1:1 text",
                                "ejabberd_app:start/2:63 ejabberd 23.01 is started in the node a@b in 1s"),
                notice("08:00:05", "flushed 7 log events"));
        assertThat(survey().gaps().stream().map(g -> g.log() + " " + g.node())).containsExactly("n1/ejabberd.log a@b");
    }

    @Test
    void inspectListsThem() throws IOException {
        write("ejabberd.log.2", at("08:00:00"), at("08:00:01"));
        write("ejabberd.log", at("10:00:00"), notice("10:00:05", "flushed 55 log events"));
        String report = Inspection.report(TestSpark.session(), options());
        assertThat(report)
                .contains(
                        """
                          gaps      2
                            2024-03-01 08:00:01 to 2024-03-01 10:00:00  missing_file    a file of the rotation is not there (ejabberd.log, offset 0)
                            2024-03-01 10:00:00 to 2024-03-01 10:00:05  logger_dropped  the logger dropped 55 records (ejabberd.log, offset %d)
                        """
                                .formatted(RECORD));
        dir.resolve("ejabberd.log").toFile().delete();
        assertThat(Inspection.report(TestSpark.session(), options())).contains("  gaps      none found\n");
    }
}
