package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.hangup.archive.NoSuchInputException;
import org.hangup.jobs.AnalyzeOptions;
import org.junit.jupiter.api.Test;

/** Small archives: which of their files are logs, their order, and what of them counts. */
class ArchiveTest extends SmallArchive {
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

    /** What stands in a tar or a zip is as if it were unpacked, and never in the way of the rest. */
    @Test
    void archivesAreFolders() throws IOException {
        byte[] log = text(accepted("10:00:00", 1), accepted("10:00:01", 2));
        write("whole.tar.gz", gz(tar("var/log/ejabberd.log", log, "var/log/notes.txt", text("Once upon a time"))));
        write("sent.zip", zip("ejabberd.log.1.gz", gz(text(accepted("09:00:00", 1))), "ejabberd.log", log));
        write("pictures.zip", zip("a.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}));
        write("nested.tar", tar("inner.zip", zip("ejabberd.log", log)));
        write("cut.tar", Arrays.copyOf(tar("ejabberd.log", log, "more.log", new byte[4000]), 3000));
        Survey survey = survey();
        assertThat(kinds(survey).stream().map(kind -> kind.replaceAll(" unpacks it.*", "")))
                .containsExactly(
                        "cut.tar unreadable 0 an archive: Truncated TAR archive",
                        "cut.tar/ejabberd.log log 2 ok",
                        "cut.tar/more.log unreadable 0 cannot be read: Truncated TAR archive",
                        "nested.tar not_a_log 0 an archive that holds no log",
                        "nested.tar/inner.zip not_a_log 0 a zip archive: unzip FILE",
                        "pictures.zip not_a_log 0 an archive that holds no log",
                        "sent.zip/ejabberd.log log 2 ok",
                        "sent.zip/ejabberd.log.1.gz log 1 ok",
                        "whole.tar.gz/var/log/ejabberd.log log 2 ok");
        assertThat(survey.logs().stream().map(LogSummary::log))
                .containsExactly("cut.tar/ejabberd.log", "sent.zip/ejabberd.log", "whole.tar.gz/var/log/ejabberd.log");
    }

    private static byte[] tar(Object... files) throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(out)) {
            for (int i = 0; i < files.length; i += 2) {
                var entry = new TarArchiveEntry((String) files[i]);
                entry.setSize(((byte[]) files[i + 1]).length);
                tar.putArchiveEntry(entry);
                tar.write((byte[]) files[i + 1]);
                tar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] zip(Object... files) throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (int i = 0; i < files.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) files[i]));
                zip.write((byte[]) files[i + 1]);
            }
        }
        return out.toByteArray();
    }

    @Test
    void zerosAreSkippedAndCounted() throws IOException {
        byte[] log = text(accepted("10:00:00", 1), accepted("10:00:01", 2));
        byte[] torn = Arrays.copyOf(new byte[0], 3000 + log.length + 500);
        System.arraycopy(log, 0, torn, 3000, log.length);
        write("ejabberd.log", torn);
        assertThat(kinds(survey())).containsExactly("ejabberd.log log 2 3500 zero bytes were skipped");
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
    void anInputThatIsNotThere() {
        assertThatThrownBy(() -> survey(AnalyzeOptions.of(List.of(dir + "/nowhere"), dir + "/out")))
                .isInstanceOf(NoSuchInputException.class);
    }

    @Test
    void anEmptyFolderHasNoLogs() {
        assertThat(survey().files()).isEmpty();
    }
}
