package org.hangup.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogGeneratorTest {
    @TempDir
    Path dir;

    @Test
    void everyEndOfThePlainTruthIsALineOfTheLog() throws IOException {
        generate("a", "--size", "2MB");
        var lines = lines("a");
        String truth = Files.readString(dir.resolve("a.truth.json"));
        for (String reason : List.of(
                "Stream reset by peer",
                "Connection failed: connection closed",
                "Connection failed: ping_timeout",
                "Stream closed by local host: has been kicked (policy-violation)")) {
            long printed = lines.stream()
                    .filter(l -> l.contains("Closing c2s session") && l.endsWith(": " + reason))
                    .count();
            assertThat(printed).as(reason).isPositive();
            assertThat(truth).contains("\"reason\": \"" + reason + "\", \"connections\": " + printed + ",");
        }
    }

    @Test
    void recordsAreInOrderOfTimeOverAllFiles() throws IOException {
        generate("a", "--size", "1MB", "--files", "3", "--profile", "realistic", "--level", "debug");
        var stamps = lines("a").stream()
                .filter(l -> l.startsWith("2024-"))
                .map(l -> l.substring(0, 26))
                .toList();
        assertThat(stamps).isSorted().hasSizeGreaterThan(2_000);
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        for (String name : List.of("a", "b")) {
            generate(name, "--size", "1MB", "--profile", "realistic", "--seed", "7");
        }
        assertThat(lines("a")).isEqualTo(lines("b"));
        assertThat(dir.resolve("a.truth.jsonl")).hasSameTextualContentAs(dir.resolve("b.truth.jsonl"));
    }

    @Test
    void timesArePrintedWithTheOffsetAskedFor() throws IOException {
        generate("a", "--size", "10KB", "--start", "2024-02-28T23:00:00Z", "--offset", "+02:00");
        assertThat(lines("a").get(0))
                .startsWith("2024-02-29 01:00:00.000000+02:00 [info] <0.123.0>@ejabberd_config:load");
    }

    @Test
    void wrongOptionsAreNamed() {
        assertThatThrownBy(() -> Options.of("--output", "x", "--size", "1MB", "--level", "loud"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--level is info or debug, not loud");
    }

    private void generate(String name, String... more) throws IOException {
        var args = new ArrayList<>(List.of("--output", dir.resolve(name).toString()));
        args.addAll(List.of(more));
        LogGenerator.generate(Options.of(args.toArray(String[]::new)));
    }

    /** All lines, oldest file first. */
    private List<String> lines(String name) throws IOException {
        var lines = new ArrayList<String>();
        try (Stream<Path> files = Files.list(dir.resolve(name))) {
            for (Path file : files.sorted(
                            (x, y) -> y.toString().length() == x.toString().length()
                                    ? y.compareTo(x)
                                    : Integer.compare(
                                            y.toString().length(), x.toString().length()))
                    .toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }
}
