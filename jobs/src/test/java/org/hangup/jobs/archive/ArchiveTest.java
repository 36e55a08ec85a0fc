package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.hangup.jobs.AnalyzeOptions;
import org.hangup.jobs.TestSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small archives, and what the survey says of them. */
class ArchiveTest {
    @TempDir
    Path dir;

    private void write(String name, byte[] bytes) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private void write(String name, String... records) throws IOException {
        write(name, text(records));
    }

    private static byte[] text(String... records) {
        return (String.join("\n", records) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gz(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    /** A record of the OTP logger at this time of 2024-03-01, UTC. */
    private static String at(String time, String text) {
        return "2024-03-01 " + time + ".000000+00:00 [info] <0.7.0>@" + text;
    }

    private static String accepted(String time, int n) {
        return at(
                time,
                "ejabberd_listener:accept/7:273 (<0." + n + ".0>) Accepted connection 192.0.2.1:1 -> 192.0.2.2:5222");
    }

    private static String loading(String time) {
        return at(time, "ejabberd_config:load/1:82 Loading configuration from /etc/ejabberd.yml");
    }

    private static String started(String time, String node) {
        return at(time, "ejabberd_app:start/2:63 ejabberd 23.01-1 is started in the node " + node + " in 0.74s");
    }

    private static String stopped(String time, String node) {
        return at(time, "ejabberd_app:stop/1:111 ejabberd 23.01-1 is stopped in the node " + node);
    }

    private AnalyzeOptions options() {
        return AnalyzeOptions.of(List.of(dir.toString()), dir.resolve("out").toString());
    }

    private Survey survey() {
        return survey(options());
    }

    private static Survey survey(AnalyzeOptions options) {
        return Archive.survey(TestSpark.session(), options);
    }

    private static List<String> kinds(Survey survey) {
        return survey.files().stream()
                .map(f -> f.file().name() + " " + f.kind() + " " + f.records() + " " + f.status())
                .toList();
    }

    private static List<String> segments(Survey survey) {
        return survey.segments().stream()
                .map(s -> s.order() + " " + s.file() + " " + s.from() + "-" + s.to() + " boot " + s.boot())
                .toList();
    }

    private static List<String> boots(Survey survey) {
        return survey.boots().stream()
                .map(b -> b.boot() + " " + b.node() + " " + b.version() + " " + time(b.fromTs()) + " " + b.end() + " "
                        + (b.end() == null
                                ? ""
                                : time(b.endTs()) + " " + b.endFile() + ":" + b.endOffset() + " "
                                        + time(b.settledTs())))
                .map(String::strip)
                .toList();
    }

    private static String time(long ts) {
        return java.time.Instant.ofEpochSecond(ts / 1_000_000).toString().substring(11, 19);
    }

    private static int length(String... records) {
        return text(records).length;
    }

    @Test
    void everyFileIsWhatItsContentSays() throws IOException {
        byte[] picture = new byte[4000];
        new Random(1).nextBytes(picture);
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
        System.arraycopy(png, 0, picture, 0, png.length);
        byte[] packed = gz(text(accepted("10:00:00", 1), accepted("10:00:01", 2)));
        write("n1/ejabberd.log", accepted("11:00:00", 1));
        write("n1/error.log", at("11:00:00", "x:y/1:1 an error"));
        write("n1/logo.png", picture);
        write("n1/empty.log", new byte[0]);
        write("n1/notes.txt", "Once upon a time", "there was a log");
        write("n2/error.log", at("11:00:00", "x:y/1:1 an error"));
        write("n3/ejabberd.log.1.gz", Arrays.copyOf(packed, 12));
        Survey survey = survey();
        assertThat(kinds(survey))
                .containsExactly(
                        "n1/ejabberd.log log 1 ok",
                        "n1/empty.log empty 0 empty",
                        "n1/error.log companion 0 repeats records of the log beside it",
                        "n1/logo.png not_a_log 0 no record of ejabberd in it",
                        "n1/notes.txt not_a_log 0 no record of ejabberd in it",
                        "n2/error.log log 1 ok",
                        survey.files().get(6).file().name() + " unreadable 0 "
                                + survey.files().get(6).status());
        assertThat(survey.logs().stream().map(LogSummary::log)).containsExactly("n1/ejabberd.log", "n2/error.log");
        assertThat(survey.logs().stream().map(LogSummary::node)).containsExactly("n1", "n2");
    }

    @Test
    void filesOfALogAreOrderedByTheirRecordsNotByTheirNames() throws IOException {
        write("ejabberd.log", accepted("12:00:00", 3));
        write("ejabberd.log.0", accepted("11:00:00", 2));
        write("ejabberd.log.1", gz(text(accepted("10:00:00", 1))));
        write("ejabberd.log-20240301.gz", gz(text(accepted("09:00:00", 1))));
        int n = length(accepted("12:00:00", 3));
        assertThat(segments(survey()))
                .containsExactly(
                        "0 ejabberd.log-20240301.gz 0-" + n + " boot 0",
                        "1 ejabberd.log.1 0-" + n + " boot 0",
                        "2 ejabberd.log.0 0-" + n + " boot 0",
                        "3 ejabberd.log 0-" + n + " boot 0");
    }

    @Test
    void bootsAndHowTheyEnd() throws IOException {
        String[] old = {
            accepted("09:00:00", 1),
            stopped("09:10:00", "'ejabberd@host-1.example'"),
            at("09:10:01", "x:y/1:1 late"),
            loading("09:20:00"),
            at("09:20:01", "ejabberd_config:reload/0:9 Reloading configuration from /etc/ejabberd.yml"),
            started("09:20:02", "'ejabberd@host-1.example'"),
            at("09:20:02", "ejabberd_listener:init/3:1 Start accepting TCP connections at [::]:5280 for ejabberd_http"),
            accepted("09:30:00", 1)
        };
        String[] now = {loading("10:00:00"), started("10:00:01", "'ejabberd@host-1.example'"), accepted("10:01:00", 1)};
        write("ejabberd.log.0", old);
        write("ejabberd.log", now);
        Survey survey = survey();
        int stop = length(accepted("09:00:00", 1));
        int boot = length(old[0], old[1], old[2]);
        int last = length(Arrays.copyOf(old, 7));
        assertThat(boots(survey))
                .containsExactly(
                        "0 ejabberd@host-1.example 23.01-1 09:00:00 stop 09:10:00 ejabberd.log.0:" + stop + " 09:10:00",
                        "1 ejabberd@host-1.example 23.01-1 09:20:00 crash 09:30:00 ejabberd.log.0:" + last
                                + " 10:00:00",
                        "2 ejabberd@host-1.example 23.01-1 10:00:00 null");
        assertThat(segments(survey))
                .containsExactly(
                        "0 ejabberd.log.0 0-" + boot + " boot 0",
                        "0 ejabberd.log.0 " + boot + "-" + length(old) + " boot 1",
                        "1 ejabberd.log 0-" + length(now) + " boot 2");
        assertThat(survey.listeners()).containsExactly(new Listener("ejabberd.log", 1, 5280, "ejabberd_http"));
        assertThat(survey.boots().get(0).id()).isEmpty();
        assertThat(survey.boots().get(1).id())
                .contains("<0.7.0> Loading configuration")
                .doesNotContain("log.0");
        assertThat(survey(options().withSplitSize(100)))
                .as("split anywhere")
                .usingRecursiveComparison()
                .isEqualTo(survey);
    }

    @Test
    void aConnectionWellBehindAStopIsOfABootWhoseStartIsMissing() throws IOException {
        write(
                "ejabberd.log",
                accepted("09:00:00", 1),
                stopped("09:10:00", "a@b"),
                accepted("09:10:01", 2),
                accepted("09:40:00", 1),
                accepted("09:41:00", 2));
        assertThat(boots(survey()))
                .containsExactly(
                        "0 a@b 23.01-1 09:00:00 stop 09:10:00 ejabberd.log:" + length(accepted("09:00:00", 1))
                                + " 09:10:00",
                        "1 a@b null 09:40:00 null");
    }

    @Test
    void theSameContentUnderTwoNamesCountsOnce() throws IOException {
        byte[] whole = text(accepted("09:00:00", 1), accepted("09:00:01", 2), accepted("09:00:02", 3));
        byte[] begin = text(accepted("09:00:00", 1), accepted("09:00:01", 2));
        write("ejabberd.log.0", whole);
        write("ejabberd.log.0.gz", gz(whole));
        write("ejabberd.log.1.gz", gz(begin));
        write("ejabberd.log.7", text(accepted("09:00:00", 1), accepted("09:00:01", 5)));
        Survey survey = survey();
        assertThat(kinds(survey))
                .containsExactly(
                        "ejabberd.log.0 log 3 ok",
                        "ejabberd.log.0.gz copy 3 copy of ejabberd.log.0",
                        "ejabberd.log.1.gz copy 2 copy of ejabberd.log.0",
                        "ejabberd.log.7 log 2 ok");
        assertThat(segments(survey))
                .containsExactly(
                        "0 ejabberd.log.7 0-" + begin.length + " boot 0",
                        "1 ejabberd.log.0 0-" + whole.length + " boot 0");
    }

    @Test
    void recordsThatStandInTheFileBeforeAreSkipped() throws IOException {
        String[] r = new String[10];
        for (int i = 0; i < r.length; i++) {
            r[i] = accepted("09:00:0" + i, i + 1);
        }
        write("ejabberd.log.2", Arrays.copyOfRange(r, 0, 6));
        write("ejabberd.log.1", Arrays.copyOfRange(r, 4, 8));
        write("ejabberd.log", Arrays.copyOfRange(r, 5, 7));
        int one = length(r[0]);
        Survey survey = survey();
        assertThat(segments(survey))
                .containsExactly(
                        "0 ejabberd.log.2 0-" + 6 * one + " boot 0",
                        "1 ejabberd.log.1 " + 2 * one + "-" + 4 * one + " boot 0");
        assertThat(survey.files().stream()
                        .collect(Collectors.toMap(f -> f.file().name(), SurveyedFile::recordsByDay)))
                .isEqualTo(Map.of(
                        "ejabberd.log.2", Map.of(LocalDate.of(2024, 3, 1), 6L),
                        "ejabberd.log.1", Map.of(LocalDate.of(2024, 3, 1), 2L),
                        "ejabberd.log", Map.of()));
    }

    @Test
    void aRecordWithoutLineEndIsLeftForTheNextRun() throws IOException {
        byte[] all = text(accepted("09:00:00", 1), accepted("09:00:01", 2));
        write("ejabberd.log", Arrays.copyOf(all, all.length - 20));
        Survey survey = survey();
        assertThat(kinds(survey)).containsExactly("ejabberd.log log 2 last record has no line end yet");
        assertThat(segments(survey)).containsExactly("0 ejabberd.log 0-" + length(accepted("09:00:00", 1)) + " boot 0");
        assertThat(survey.rejects()).isEmpty();
    }

    @Test
    void aRecordWithoutLineEndIsLostIfTheLogGoesOnElsewhere() throws IOException {
        byte[] all = text(accepted("09:00:00", 1), accepted("09:00:01", 2));
        write("ejabberd.log.0", Arrays.copyOf(all, all.length - 20));
        write("ejabberd.log", accepted("10:00:00", 3));
        Survey survey = survey();
        assertThat(survey.rejects().stream().map(r -> r.file() + " " + r.offset() + " " + r.length() + " " + r.why()))
                .containsExactly("ejabberd.log.0 " + all.length / 2 + " " + (all.length / 2 - 20)
                        + " record without line end, and the log goes on in another file");
    }

    @Test
    void aHugeRecordWithoutLineEndIsRejected() throws IOException {
        write(
                "ejabberd.log",
                (accepted("09:00:00", 1) + "\n" + accepted("09:00:01", 2) + "x".repeat(3 << 20))
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(survey().rejects().stream().map(Reject::why)).containsExactly("record longer than 1 MiB, cut");
    }

    @Test
    void whatIsNoRecordIsRejected() throws IOException {
        byte[] packed = gz(text(accepted("08:00:00", 1), accepted("08:00:01", 2)));
        write("ejabberd.log.1.gz", Arrays.copyOf(packed, packed.length - 10));
        write("ejabberd.log", "    of a record in another file", accepted("09:00:00", 1));
        Survey survey = survey();
        assertThat(survey.rejects().stream().map(r -> r.file() + " " + r.offset() + " " + r.why()))
                .hasSize(2)
                .contains("ejabberd.log 0 text before the first record")
                .anyMatch(r -> r.startsWith("ejabberd.log.1.gz "));
        assertThat(survey.rejects().get(1).head()).isEqualTo("    of a record in another file");
        assertThat(survey.gaps().stream().map(Gap::kind)).containsExactly(Gap.UNREADABLE);
    }

    @Test
    void theNodePatternNamesNodesAndJoinsFolders() throws IOException {
        write("2024-03-01/xmpp-a/ejabberd.log", accepted("09:00:00", 1));
        write("2024-03-02/xmpp-a/ejabberd.log", accepted("10:00:00", 1));
        write("2024-03-02/xmpp-b/ejabberd.log", started("10:00:00", "ejabberd@localhost"));
        Survey survey = survey(options().withNodePattern(Pattern.compile("/xmpp-(?<node>[a-z])/")));
        assertThat(survey.logs().stream().map(l -> l.log() + " " + l.node()))
                .containsExactly("a/ejabberd.log a", "b/ejabberd.log b");
        assertThat(survey.segments().stream().map(s -> s.log() + " " + s.order() + " " + s.file()))
                .containsExactly(
                        "a/ejabberd.log 0 2024-03-01/xmpp-a/ejabberd.log",
                        "a/ejabberd.log 1 2024-03-02/xmpp-a/ejabberd.log",
                        "b/ejabberd.log 0 2024-03-02/xmpp-b/ejabberd.log");
    }

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
    void whetherALogNamesAConnectionByTwoIds() throws IOException {
        write(
                "own/e.log",
                accepted("09:00:00", 7),
                at("09:00:01", "ejabberd_c2s:bind/2:450 (tls|<0.7.0>) Opened c2s session"));
        write("receiver/e.log", at("09:00:01", "ejabberd_c2s:bind/2:450 (tls|<0.8.0>) Opened c2s session"));
        write(
                "socket/e.log",
                at("09:00:01", "ejabberd_c2s:x/2:1 ({socket_state,gen_tcp,#Port<0.5>,<0.7.0>}) Close session"));
        write("websocket/e.log", at("09:00:01", "ejabberd_c2s:bind/2:450 (websocket|<0.8.0>) Opened c2s session"));
        assertThat(survey().logs().stream().map(log -> log.log() + " " + log.aliases()))
                .containsExactly("own/e.log false", "receiver/e.log true", "socket/e.log true", "websocket/e.log true");
    }

    @Test
    void aDayIsThatOfTheZone() throws IOException {
        write("ejabberd.log", accepted("15:44:59", 1), accepted("18:14:59", 2), accepted("18:15:00", 3));
        Survey survey = survey(options().withZone(ZoneId.of("Asia/Kathmandu")));
        assertThat(survey.files().get(0).recordsByDay())
                .isEqualTo(Map.of(LocalDate.of(2024, 3, 1), 2L, LocalDate.of(2024, 3, 2), 1L));
    }

    @Test
    void anInputThatIsNotThere() {
        assertThatThrownBy(() -> survey(AnalyzeOptions.of(List.of(dir + "/nowhere"), dir + "/out")))
                .isInstanceOf(NoSuchInputException.class);
    }

    @Test
    void anEmptyFolderHasNoLogs() {
        assertThat(survey().files()).isEmpty();
    }

    @Test
    void inspectTellsWhatIsNotUnderstood() throws IOException {
        write(
                "ejabberd.log",
                loading("09:00:00"),
                started("09:00:01", "a@b"),
                accepted("09:00:02", 9),
                at("09:00:03", "mod_x:y/1:1 odd 17"));
        String report = Inspection.report(TestSpark.session(), options());
        assertThat(report)
                .contains("Log ejabberd.log, node a@b", "version   23.01-1", "zone      printed: +00:00")
                .contains("3 of a catalogue row (75.0 %)", "mod_x odd #");
    }
}
