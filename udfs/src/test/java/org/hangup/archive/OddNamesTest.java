package org.hangup.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose names are not in UTF-8 are read by the bytes of their names. */
class OddNamesTest {
    @TempDir
    Path folder;

    /** A file whose name's bytes are given as in a URI. */
    private Path file(String escaped, String text) throws IOException {
        Path file = Path.of(URI.create(folder.toUri() + escaped));
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void bytesOfNames() throws IOException {
        file("b%E4d.log", "latin");
        file("b%FFd.log", "another that looks the same");
        file("odd%E9%20folder/%C5%BC.log", "below");
        file("good-%C5%BC%25.log", "not one of these");
        List<OddNames.Odd> found = OddNames.in(new org.apache.hadoop.fs.Path(folder.toUri())).stream()
                .sorted(Comparator.comparing(OddNames.Odd::name))
                .toList();
        assertThat(found)
                .extracting(OddNames.Odd::name)
                .containsExactly("b%E4d.log", "b%FFd.log", "odd%E9 folder/\u017C.log");
        var texts = new java.util.ArrayList<String>();
        for (OddNames.Odd odd : found) {
            try (var in = StoredFiles.open(odd.path(), 2, new Configuration(false))) {
                texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
            assertThat(StoredFiles.text(odd.path())).isEqualTo(folder + "/" + odd.name());
        }
        assertThat(texts).containsExactly("tin", "other that looks the same", "low");
    }

    @Test
    void otherFileSystemsHaveNone() {
        assertThat(OddNames.in(new org.apache.hadoop.fs.Path("hdfs://x/y"))).isEmpty();
        assertThat(OddNames.in(new org.apache.hadoop.fs.Path("file:/not/there")))
                .isEmpty();
    }
}
