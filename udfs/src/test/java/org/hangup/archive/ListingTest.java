package org.hangup.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingTest {
    @TempDir
    Path dir;

    @BeforeEach
    void files() throws IOException {
        for (String name : List.of(
                "a/logs/ejabberd.log", "a/logs/old/ejabberd.log.1", "b/logs/ejabberd.log", "b/logs/_x", "c/n.log")) {
            Path file = dir.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }

    private List<String> names(String output, String... inputs) throws IOException {
        List<String> full = Arrays.stream(inputs).map(name -> dir + "/" + name).toList();
        return Listing.of(full, output == null ? null : dir + "/" + output, new Configuration(false)).stream()
                .map(FoundFile::name)
                .toList();
    }

    @Test
    void foldersAreSearchedDeepAndNamesAreThePathsBelowThem() throws IOException {
        assertThat(names(null, "a")).containsExactly("logs/ejabberd.log", "logs/old/ejabberd.log.1");
    }

    @Test
    void aFileAloneHasItsOwnName() throws IOException {
        assertThat(names(null, "a/logs/ejabberd.log")).containsExactly("ejabberd.log");
    }

    @Test
    void namesWithAnUnderscoreAreLookedAt() throws IOException {
        assertThat(names(null, "b")).containsExactly("logs/_x", "logs/ejabberd.log");
    }

    @Test
    void aGlobsNamesBeginBelowTheFolderBeforeTheFirstPattern() throws IOException {
        assertThat(names(null, "*/logs/ejabberd.*")).containsExactly("a/logs/ejabberd.log", "b/logs/ejabberd.log");
        assertThat(names(null, "?/n.{log,txt}")).containsExactly("c/n.log");
    }

    @Test
    void aFileThatTwoInputsNameCountsOnce() throws IOException {
        assertThat(names(null, "a", "a/logs", "a/logs/ejabberd.log"))
                .containsExactly("logs/ejabberd.log", "logs/old/ejabberd.log.1");
    }

    @Test
    void twoInputsWithALogOfTheSameNameDoNotMix() throws IOException {
        assertThat(names(null, "a/logs", "b/logs", "c"))
                .containsExactly(
                        "a/logs/ejabberd.log",
                        "a/logs/old/ejabberd.log.1",
                        "b/logs/_x",
                        "b/logs/ejabberd.log",
                        "n.log");
    }

    @Test
    void theOutputIsNoInput() throws IOException {
        assertThat(names("a/logs/old", "a")).containsExactly("logs/ejabberd.log");
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        assertThatThrownBy(() -> names(null, "a", "nowhere"))
                .isInstanceOf(NoSuchInputException.class)
                .hasMessageContaining("/nowhere: no such file or folder");
        assertThatThrownBy(() -> names(null, "a/*.txt"))
                .isInstanceOf(NoSuchInputException.class)
                .hasMessageContaining("*.txt: nothing matches this glob");
    }

    @Test
    void linksMayLeadInACircle() throws IOException {
        Files.createSymbolicLink(dir.resolve("a/logs/up"), dir.resolve("a"));
        Files.createSymbolicLink(dir.resolve("a/logs/zz.log"), dir.resolve("a/logs/ejabberd.log"));
        assertThat(names(null, "a")).containsExactly("logs/ejabberd.log", "logs/old/ejabberd.log.1");
    }

    @Test
    void aFileWhoseNameHoldsGlobCharacters() throws IOException {
        Files.writeString(dir.resolve("c/e[1].log"), "x");
        assertThat(names(null, "c/e[1].log")).containsExactly("e[1].log");
    }
}
