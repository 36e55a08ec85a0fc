package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.hangup.jobs.AnalyzeOptions;
import org.hangup.jobs.TestSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a log in, gaps out; a gap is told as {@code kind from..to dropped file@offset}. */
class GapsTest {
    @TempDir
    Path dir;

    private void write(String name, byte[] bytes) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private void write(String name, String... records) throws IOException {
        write(name, (String.join("\n", records) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gz(String text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    /** A record of the OTP logger; its length is {@link #RECORD} with the line end. */
    private static String at(String day, String time) {
        return day + " " + time + ".000000+00:00 [info] <0.7.0>@mod_x:y/1:1 text";
    }

    private static String at(String time) {
        return at("2024-03-01", time);
    }

    private static final int RECORD = "2024-03-01 08:00:00.000000+00:00 [info] <0.7.0>@mod_x:y/1:1 text\n".length();

    /** A notice of the OTP logger. */
    private static String notice(String time, String text) {
        return "2024-03-01 " + time + ".000000+00:00 [notice]  Handler ejabberd_log " + text;
    }

    /** A record of lager. */
    private static String lager(String time, String level, String text) {
        return "2019-03-01 " + time + " [" + level + "] " + text;
    }

    private static final String MORE = " messages in the last second that exceeded the limit of 100 messages/sec";

    private static final String LOADING = "ejabberd_config:load/1:82 Loading configuration from /etc/ejabberd.yml";

    private AnalyzeOptions options() {
        return AnalyzeOptions.of(List.of(dir.toString()), dir.resolve("out").toString());
    }

    private Survey survey() {
        return Archive.survey(TestSpark.session(), options());
    }

    private List<String> gaps() {
        return gaps(survey());
    }

    private static List<String> gaps(Survey survey) {
        return survey.gaps().stream()
                .map(g -> g.kind() + " " + time(g.fromTs()) + ".." + time(g.toTs()) + " " + g.dropped() + " " + g.file()
                        + "@" + g.offset())
                .toList();
    }

    private static String time(long ts) {
        return Instant.ofEpochSecond(ts / 1_000_000, ts % 1_000_000 * 1000)
                .toString()
                .replaceFirst("^20(19|24)-03-01T", "")
                .replace(":00Z", "")
                .replace("Z", "");
    }

    @Test
    void whatLagerDropped() throws IOException {
        // the notice has neither pid nor module, so two blanks stand before it
        String record = lager("10:00:00.950", "info", "<0.9.0>@ejabberd_c2s:x:1 text");
        String notice = lager("10:00:01.000", "warning", " lager_file_backend dropped 17" + MORE);
        // without a timer, lager tells it only with the next record: it was dropped long before
        write("ejabberd.log", record, notice, record.replace("10:", "11:"), notice.replace("10:00", "12:30"));
        int next = 2 * (record.length() + 1) + notice.length() + 1;
        assertThat(gaps())
                .containsExactly(
                        "lager_dropped 10:00:00.950..10:00:01 17 ejabberd.log@" + (record.length() + 1),
                        "lager_dropped 11:00:00.950..11:00:02.950 17 ejabberd.log@" + next);
    }

    @Test
    void whatLagersConsoleDropped() throws IOException {
        write(
                "console-2019-03-01.log",
                "10:00:00.950 [info] text\r",
                "10:00:01.000 [warning] lager_console_backend dropped 17" + MORE + "\r");
        assertThat(gaps()).containsExactly("lager_dropped 10:00:00.950..10:00:01 17 console-2019-03-01.log@26");
    }

    @Test
    void reportsThatLagerDroppedHideNoEnd() throws IOException {
        String record = lager("10:00:00.000", "info", "<0.9.0>@ejabberd_c2s:x:1 text");
        write(
                "ejabberd.log",
                record,
                lager("10:00:01.000", "warning", "<0.9.0> lager_error_logger_h dropped 800" + MORE));
        Survey survey = survey();
        assertThat(gaps(survey))
                .containsExactly("reports_dropped 10:00..10:00:01 800 ejabberd.log@" + (record.length() + 1));
        assertThat(survey.gaps().get(0).mayHideEnds()).isFalse();
    }

    @Test
    void whatTheOtpLoggerFlushedAndDropped() throws IOException {
        write(
                "ejabberd.log",
                at("10:00:00"),
                notice("10:00:05", "switched from  async to drop mode"),
                at("10:00:06"),
                notice("10:00:07", "flushed 55 log events"),
                notice("10:00:08", "switched from  drop to async mode"),
                at("10:00:09"),
                notice("10:00:30", "restarted"));
        int dropping = RECORD;
        int flushed = 2 * RECORD
                + notice("10:00:05", "switched from  async to drop mode").length()
                + 1;
        int restarted = 3 * RECORD
                + 2 * (notice("10:00:05", "switched from  async to drop mode").length() + 1)
                + notice("10:00:07", "flushed 55 log events").length()
                + 1;
        assertThat(gaps())
                .containsExactly(
                        "logger_dropped 10:00..10:00:08 null ejabberd.log@" + dropping,
                        "logger_dropped 10:00:06..10:00:07 55 ejabberd.log@" + flushed,
                        "logger_dropped 10:00:09..10:00:30 null ejabberd.log@" + restarted);
    }

    @Test
    void aStartOfTheNodeEndsTheDropMode() throws IOException {
        write(
                "ejabberd.log",
                at("10:00:00"),
                notice("10:00:05", "switched from  async to drop mode"),
                at("10:00:30").replace("mod_x:y/1:1 text", LOADING),
                at("11:00:00"));
        assertThat(gaps()).containsExactly("logger_dropped 10:00..10:00:30 null ejabberd.log@" + RECORD);
    }

    @Test
    void noticesOfErrorLogAreOfAnotherFile() throws IOException {
        write(
                "ejabberd.log",
                at("10:00:00"),
                notice("10:00:05", "flushed 9 log events").replace("ejabberd_log", "error_log"));
        assertThat(gaps()).isEmpty();
    }

    private static String[] burst(int n) {
        List<String> records = new ArrayList<>(List.of(at("09:00:00")));
        for (int i = 0; i < n; i++) {
            records.add(at("10:00:00").replace(".000000", String.format(Locale.ROOT, ".%06d", 200 * i)));
        }
        records.add(at("22:00:00"));
        return records.toArray(new String[0]);
    }

    @Test
    void whatTheBurstLimitDroppedInSilence() throws IOException {
        // 500, one that begins the window at .1 s, 500 more until .2 s
        write("ejabberd.log", burst(1001));
        assertThat(gaps()).containsExactly("burst 10:00:00.200..10:00:01.100 null ejabberd.log@" + 1002 * RECORD);
        assertThat(survey().gaps().get(0).mayHideEnds()).isTrue();
    }

    @Test
    void aBurstOverTheBorderOfTwoFiles() throws IOException {
        String[] records = burst(1001);
        write("ejabberd.log.1", Arrays.copyOf(records, 700));
        write("ejabberd.log", Arrays.copyOfRange(records, 700, records.length));
        assertThat(gaps()).containsExactly("burst 10:00:00.200..10:00:01.100 null ejabberd.log@" + 302 * RECORD);
    }

    @Test
    void aBurstBelowTheLimitIsNone() throws IOException {
        write("ejabberd.log", burst(980));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void lagerHasNoSilentLimit() throws IOException {
        write(
                "ejabberd.log",
                Arrays.stream(burst(1001))
                        .map(r -> r.replace("000+00:00", "").replaceFirst("(\\.\\d{3})\\d{3}\\+00:00", "$1"))
                        .toArray(String[]::new));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void aQuietNightAndAnOrdinaryRotationAreNoGaps() throws IOException {
        write("ejabberd.log.1", at("2024-02-28", "08:00:00"), at("2024-02-28", "20:00:00"));
        write("ejabberd.log.0", at("2024-02-29", "09:00:00"));
        write("ejabberd.log", at("2024-03-04", "23:00:00"));
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
        write("ejabberd.log.2021", at("2021-03-01", "08:00:00"));
        write("ejabberd.log.2023", at("2023-03-01", "08:00:00"));
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
            write(name, gz(at(of, "00:10:00") + "\n" + at(of, "23:50:00") + "\n"));
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
        write("other/ejabberd.log-20240201", at("2024-01-31", "08:00:00"));
        write("other/ejabberd.log-20240205", at("2024-02-04", "08:00:00"));
        write("other/ejabberd.log-20240211", at("2024-02-10", "08:00:00"));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void anIdleLogIsNotPutAwayEveryDay() throws IOException {
        // nothing on the 10th either, for which there is a file
        daily(8, 9, 10, 12, 15, 16);
        write("ejabberd.log-20240211.gz", gz(at("2024-02-09", "23:55:00") + "\n"));
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
