package org.hangup.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveFileTest {
    private final Configuration conf = new Configuration();

    @TempDir
    java.nio.file.Path folder;

    private Path list() {
        return new Path(folder.resolve("files.jsonl").toUri());
    }

    private static ReadFile.Segment segment(long from, long to, String version, int... ports) {
        return new ReadFile.Segment(from, to, 3, Long.MIN_VALUE, version, ports, new int[] {5269, -1});
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        List<LogFile> files = List.of(
                new LogFile("file:/a b/\u044e\t%+&=\n.log", "n\nx\r\0", 5, Codec.XZ, "otp", "UTC", null, null),
                new LogFile("hdfs://h/p", "p", 0, Codec.NONE, "", "Asia/Tokyo", LocalDate.of(2014, 10, 24), ""),
                new LogFile("s3a://b/\ud800\u2028\"\\", "", Long.MAX_VALUE, Codec.GZIP, "lager", "+02:00", null, "n@h"),
                new LogFile("file:/a", "\udc80\ud83d\ude00\ufffd", 1, Codec.NONE, "lager", "Europe/Berlin", null, null)
                        .inSecondPass());
        List<ReadFile> written = files.stream()
                .map(f -> new ReadFile(
                        f,
                        7,
                        (int) f.length(),
                        f.secondPass(),
                        List.of(segment(0, 10, null), segment(10, Long.MAX_VALUE, "23.01 \u044e", 5222, 5223))))
                .toList();
        ArchiveFile.write(list(), List.of(), conf);
        assertThat(ArchiveFile.read(list(), conf)).isEmpty();
        ArchiveFile.write(list(), written, conf);
        assertThat(ArchiveFile.read(list(), conf)).usingRecursiveComparison().isEqualTo(written);
    }

    @Test
    void anythingElseIsRefusedByItsLine() throws IOException {
        for (String text : List.of("/var/log/ejabberd.log", "{}", "3", "")) {
            Files.writeString(folder.resolve("files.jsonl"), text + "\n");
            assertThatThrownBy(() -> ArchiveFile.read(list(), conf))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("files.jsonl")
                    .hasMessageContaining("line 1");
        }
    }

    @Test
    void aPieceOfAFileHasTheSegmentsThatItMayHoldRecordsOf() {
        var file = new LogFile("file:/a", "a", 100, Codec.NONE, "otp", "UTC", null, null);
        var first = segment(0, 10, null);
        var second = segment(10, 50, null);
        var read = new ReadFile(file, 0, 0, false, List.of(first, second));
        assertThat(read.within(0, Long.MAX_VALUE)).isSameAs(read);
        assertThat(read.within(0, 10).segments()).containsExactly(first);
        assertThat(read.within(9, 11).segments()).containsExactly(first, second);
        assertThat(read.within(10, 11).segments()).containsExactly(second);
        assertThat(read.within(50, 60).segments()).isEmpty();
    }
}
