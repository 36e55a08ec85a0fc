package org.hangup.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.hangup.archive.Archives.Entry;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives are read like folders, whatever they hold and claim. */
class ArchivesTest {
    private static final Configuration CONF = new Configuration(false);
    private static final String LINE = "2020-04-29 10:12:11.123456+00:00 [info] <0.5.0>@m:f/1:2 %s\n";

    @TempDir
    Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static OutputStream packed(String name, OutputStream out) throws IOException {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "gz" -> new GZIPOutputStream(out);
            case "xz" -> new XZCompressorOutputStream(out);
            case "bz2" -> new BZip2CompressorOutputStream(out);
            default -> out;
        };
    }

    /** An archive of these files, of the kind that its name says. */
    private Path archive(String name, Map<String, byte[]> files) throws IOException {
        Path file = folder.resolve(name);
        if (name.endsWith(".zip")) {
            try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
                for (var entry : files.entrySet()) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(entry.getValue());
                }
            }
            return file;
        }
        try (var tar = new TarArchiveOutputStream(packed(name, Files.newOutputStream(file)))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (var entry : files.entrySet()) {
                var e = new TarArchiveEntry(entry.getKey());
                e.setSize(entry.getValue().length);
                tar.putArchiveEntry(e);
                tar.write(entry.getValue());
                tar.closeArchiveEntry();
            }
        }
        return file;
    }

    private static Archives.Content content(Path file) throws IOException {
        return Archives.of(file.toUri().toString(), Files.size(file), CONF);
    }

    private static List<String> messages(Entry entry) throws IOException {
        var sniffed = Sniffer.sniff(entry.path(), ZoneOffset.UTC, CONF);
        var file = new LogFile(
                entry.path(), entry.name(), entry.length(), sniffed.codec(), sniffed.layout(), "UTC", null, null);
        var messages = new java.util.ArrayList<String>();
        try (RecordReader records = LogFiles.open(file, CONF)) {
            for (var r = new LogRecord(); records.next(r); ) {
                messages.add(
                        new String(r.bytes, r.messageStart, r.messageEnd - r.messageStart, StandardCharsets.UTF_8));
            }
            assertThat(records.problem()).isNull();
        }
        return messages;
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.tar", "a.tar.gz", "a.tar.xz", "a.tar.bz2", "a.zip"})
    void membersAreFiles(String name) throws IOException {
        var gz = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gz)) {
            out.write(bytes(LINE.formatted("packed")));
        }
        String deep = "x/".repeat(80) + "ejabberd.log";
        Path file = archive(
                name,
                new java.util.TreeMap<>(Map.of(
                        "/var/log/../log/ejabberd.log",
                        bytes(LINE.formatted("one") + LINE.formatted("two")),
                        "empty.log",
                        new byte[0],
                        "var/log/ejabberd.log.1.gz",
                        gz.toByteArray(),
                        deep,
                        bytes(LINE.formatted("deep")))));
        assertThat(Sniffer.sniff(file.toUri().toString(), ZoneOffset.UTC, CONF).kind())
                .isEqualTo(Sniffer.Kind.ARCHIVE);
        Archives.Content content = content(file);
        assertThat(content.problem()).isNull();
        assertThat(content.entries())
                .extracting(Entry::name)
                .containsExactly("var/log/log/ejabberd.log", "empty.log", "var/log/ejabberd.log.1.gz", deep);
        assertThat(messages(content.entries().get(0))).containsExactly("one", "two");
        assertThat(messages(content.entries().get(2))).containsExactly("packed");
        assertThat(messages(content.entries().get(3))).containsExactly("deep");
        assertThat(StoredFiles.text(content.entries().get(0).path())).isEqualTo(file + "/var/log/log/ejabberd.log");
        var sniffed = Sniffer.sniff(content.entries().get(0).path(), ZoneOffset.UTC, CONF);
        assertThat(sniffed.codec()).isEqualTo(Codec.ARCHIVED);
        assertThat(sniffed.kind()).isEqualTo(Sniffer.Kind.LOG);
        assertThat(Sniffer.sniff(content.entries().get(1).path(), ZoneOffset.UTC, CONF)
                        .kind())
                .isEqualTo(Sniffer.Kind.EMPTY);
    }

    @Test
    void anArchiveInAnArchiveSaysWhatItIs() throws IOException {
        Path inner = archive("inner.tar", Map.of("ejabberd.log", bytes(LINE.formatted("x"))));
        Path outer = archive("outer.zip", Map.of("inner.tar", Files.readAllBytes(inner)));
        var sniffed = Sniffer.sniff(content(outer).entries().get(0).path(), ZoneOffset.UTC, CONF);
        assertThat(sniffed.kind()).isEqualTo(Sniffer.Kind.NOT_A_LOG);
        assertThat(sniffed.note()).startsWith("a tar archive");
    }

    @Test
    void ofSeveralOfOneNameTheLastCounts() throws IOException {
        Path file = folder.resolve("twice.tar");
        try (var tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
            for (String text : List.of("old", "other", "new")) {
                byte[] b = bytes(LINE.formatted(text));
                var e = new TarArchiveEntry(text.equals("other") ? "b.log" : "a.log");
                e.setSize(b.length);
                tar.putArchiveEntry(e);
                tar.write(b);
                tar.closeArchiveEntry();
            }
        }
        List<Entry> entries = content(file).entries();
        assertThat(entries).extracting(Entry::name).containsExactly("a.log", "b.log");
        assertThat(messages(entries.get(0))).containsExactly("new");
    }

    @Test
    void linksAndDevicesAreNamed() throws IOException {
        Path file = folder.resolve("odd.tar");
        try (var tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
            var link = new TarArchiveEntry("link.log", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
            tar.putArchiveEntry(new TarArchiveEntry("fifo", TarConstants.LF_FIFO));
            tar.closeArchiveEntry();
            tar.putArchiveEntry(new TarArchiveEntry("folder/"));
            tar.closeArchiveEntry();
        }
        assertThat(content(file).entries())
                .extracting(Entry::name, e -> e.problem().replaceAll(":.*", ""))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("link.log", "a link in an archive"),
                        org.assertj.core.groups.Tuple.tuple("fifo", "no regular file"));
    }

    @Test
    void anEncryptedMemberIsNamed() throws IOException {
        Path file = archive("secret.zip", Map.of("ejabberd.log", bytes(LINE.formatted("x"))));
        byte[] b = Files.readAllBytes(file);
        // the bit of encryption, in the directory at the end as in the member's own header
        int directory = new String(b, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        b[6] |= 1;
        b[directory + 8] |= 1;
        Files.write(file, b);
        assertThat(content(file).entries())
                .singleElement()
                .extracting(Entry::problem)
                .asString()
                .startsWith("encrypted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut.tar.gz", "cut.tar", "cut.zip"})
    void aCutArchiveSaysSo(String name) throws IOException {
        var random = new java.util.Random(7);
        byte[] noise = new byte[50_000];
        random.nextBytes(noise);
        Path file = archive(
                name,
                new java.util.TreeMap<>(
                        Map.of("a.log", bytes(LINE.formatted("x").repeat(9)), "b.bin", noise)));
        byte[] b = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(b, b.length - 20_000));
        Archives.Content content = content(file);
        assertThat(content.problem()).containsIgnoringCase("truncated");
        if (!name.endsWith("zip")) {
            assertThat(messages(content.entries().get(0))).hasSize(9);
        }
    }

    @Test
    void garbageIsAProblemAndNoException() throws IOException {
        var random = new java.util.Random(11);
        Path good = archive("a.zip", Map.of("a.log", bytes(LINE.formatted("x").repeat(99))));
        Path tar = archive("a.tar", Map.of("a.log", bytes(LINE.formatted("x").repeat(99))));
        for (int i = 0; i < 300; i++) {
            byte[] b = Files.readAllBytes(i % 2 == 0 ? good : tar);
            for (int n = 0; n < 1 + i % 5; n++) {
                b[4 + random.nextInt(b.length - 4)] = (byte) random.nextInt();
            }
            Path file = Files.write(folder.resolve("garbage"), b);
            for (Entry entry : content(file).entries()) {
                if (entry.problem() == null) {
                    var log = new LogFile(entry.path(), "x", 1, Codec.ARCHIVED, "otp", "UTC", null, null);
                    try (RecordReader records = LogFiles.open(log, CONF)) {
                        for (var r = new LogRecord(); records.next(r); ) {
                            assertThat(r.length).isPositive();
                        }
                    } catch (IOException e) {
                        assertThat(e).hasMessageNotContaining("null");
                    }
                }
            }
        }
    }

    /** Zeros, 1.2 GB of them in 1.2 MB: a bomb beside an archive of so few bytes that it may be no more than a gigabyte. */
    @Test
    void aBombIsNotRead() throws IOException {
        Path zip = folder.resolve("bomb.zip");
        byte[] zeros = new byte[1 << 20];
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("zeros"));
            for (int n = 0; n < 1200; n++) {
                out.write(zeros);
            }
        }
        assertThat(content(zip).problem()).isNull();
        assertThat(Archives.of(zip.toUri().toString(), 100_000, CONF).problem()).contains("bomb");
    }

    @Test
    void aMemberThatHoldsMoreThanItClaimsBreaks() throws IOException {
        Path file = archive("lie.zip", Map.of("a.log", bytes(LINE.formatted("x").repeat(50_000))));
        byte[] b = Files.readAllBytes(file);
        int directory = new String(b, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        b[directory + 24] = 100; // its size without packing, of three bytes
        b[directory + 25] = 0;
        b[directory + 26] = 0;
        Files.write(file, b);
        Entry entry = content(file).entries().get(0);
        assertThat(entry.length()).isEqualTo(100);
        try (InputStream in = StoredFiles.open(entry.path(), 0, CONF)) {
            org.assertj.core.api.Assertions.assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("bomb");
        }
    }

    @Test
    void aZipOfTooManyNamesIsNotReadIntoMemory() throws IOException {
        Path file = folder.resolve("many.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setMethod(ZipOutputStream.DEFLATED);
            for (int i = 0; i < 40_000; i++) {
                zip.putNextEntry(new ZipEntry("x".repeat(100) + i));
            }
        }
        assertThat(content(file).problem()).contains("too many files");
    }
}
