package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.hangup.jobs.TestSpark;
import org.junit.jupiter.api.Test;

/** What inspect says of small archives. */
class InspectionTest extends SmallArchive {
    @Test
    void inspectTellsWhatIsNotUnderstood() throws IOException {
        write(
                "ejabberd.log",
                loading("09:00:00"),
                started("09:00:01", "a@b"),
                accepted("09:00:02", 9),
                at("09:00:03", "mod_x:y/1:1 odd 17"));
        assertThat(report())
                .contains("Log ejabberd.log, node a@b", "version   23.01-1", "zone      printed: +00:00")
                .contains("3 of a catalogue row (75.0 %)", "mod_x odd #");
    }

    private String report() {
        return Inspection.report(TestSpark.session(), options());
    }

    @Test
    void aFileThatAnUpgradeGoesThrough() throws IOException {
        write(
                "ejabberd.log",
                "2019-12-31 23:59:59.549 [info] <0.4.0>@ejabberd_listener:f:3 x",
                "2019-12-31 23:59:59.550 [info] <0.4.0>@ejabberd_listener:f:3 x",
                accepted("10:00:00", 1));
        assertThat(report())
                .contains("layout    lager (2 records), otp (1 records)")
                .contains("version   no record names it; such a layout is of ejabberd 13.06 to 25.10, 20.01 and later")
                .contains("zone      printed: +00:00; elsewhere not printed; read as UTC");
    }

    @Test
    void offsetsOfSummerAndWinter() throws IOException {
        write(
                "ejabberd.log",
                "2020-10-25 02:30:00.000000+02:00 [info] <0.4.0>@m:f/1:3 x",
                "2020-10-25 02:30:00.000000+01:00 [info] <0.4.0>@m:f/1:3 x");
        write("wrapped.log", "2020-04-29T10:12:11+0200 host ejabberdctl[1]: 10:12:11.123 [info] x");
        write(
                "xy-json.log",
                "{\"log\":\"10:12:11.123 [info] x\\n\",\"stream\":\"stdout\",\"time\":\"2020-04-29T10:12:11Z\"}");
        assertThat(report())
                .contains("zone      printed: +01:00, +02:00\n")
                .containsSubsequence(
                        Collections.nCopies(2, "zone      printed: by the clock of what collected the log\n"));
    }

    /** All messages that are known, each behind the header of each layout that prints its module. */
    @Test
    void everyKnownMessageIsUnderstood() throws IOException {
        write(
                "report/ejabberd.log",
                examples("\n=INFO REPORT==== 2010-01-31 08:45:52 ===\nI(<0.9.0>:MODULE:2) : TEXT"));
        write("lager/ejabberd.log", examples("2014-10-24 08:45:52.549 [info] <0.9.0>@MODULE:f:313 TEXT"));
        write("otp/ejabberd.log", examples("2020-04-29 10:12:11.123456+00:00 [info] <0.9.0>@MODULE:f/2:289 TEXT"));
        int n = examples("").length;
        assertThat(n).isGreaterThan(400);
        assertThat(report().lines().filter(line -> line.startsWith("  records") || line.startsWith("  messages")))
                .containsExactlyElementsOf(Collections.nCopies(
                                3,
                                List.of(
                                        "  records   " + n + " with a header that is understood (100.0 %), 0 rejects",
                                        "  messages  " + n + " of a catalogue row (100.0 %)"))
                        .stream()
                        .flatMap(List::stream)
                        .toList());
    }

    private static String[] examples(String template) throws IOException {
        try (InputStream in = Inspection.class.getResourceAsStream("/org/hangup/event/messages.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .map(cells -> template.replace("MODULE", cells[3].equals("*") ? "other" : cells[3])
                            .replace("TEXT", cells[7].translateEscapes()))
                    .toArray(String[]::new);
        }
    }
}
