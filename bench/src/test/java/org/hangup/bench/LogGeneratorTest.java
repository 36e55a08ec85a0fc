package org.hangup.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
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
    void eachDayHasAFileOfItsOwnAndAboutTheSameShareOfTheLog() throws IOException {
        generate("a", "--size", "2MB", "--days", "5", "--start", "2024-02-27T22:00:00Z", "--offset", "+02:00");
        for (int day = 0; day < 5; day++) {
            String name = day == 4 ? "ejabberd.log" : "ejabberd.log." + (3 - day);
            Path file = dir.resolve("a").resolve(name);
            String date = LocalDate.of(2024, 2, 28).plusDays(day).toString();
            assertThat(Files.readAllLines(file)).as(name).allMatch(l -> l.startsWith(date) || !l.startsWith("2024-"));
            assertThat(Files.size(file)).as(name).isBetween(300_000L, 500_000L);
        }
        assertThat(dir.resolve("a")).isDirectoryNotContaining(file -> file.endsWith("ejabberd.log.4"));
    }

    @Test
    void theSameLogCanHaveAnotherShareOfWebsockets() throws IOException {
        generate("a", "--size", "1MB");
        generate("b", "--size", "1MB", "--websockets", "0.25");
        var none = opened("a");
        var some = opened("b");
        assertThat(none).noneMatch(l -> l.contains("websocket"));
        double share = some.stream().filter(l -> l.contains("(websocket|")).count() / (double) some.size();
        assertThat(share).isBetween(0.2, 0.3);
        assertThat(jids(some.subList(0, 800))).isEqualTo(jids(none.subList(0, 800)));
    }

    @Test
    void aWebsocketHasThreeProcessesInARow() throws IOException {
        generate("a", "--size", "100KB", "--websockets", "1");
        var lines = lines("a");
        var opened =
                Pattern.compile("\\[info] <0\\.(\\d+)\\.0>@ejabberd_c2s:bind/2:450 \\(websocket\\|<0\\.(\\d+)\\.0>\\)");
        int found = 0;
        for (String line : opened("a")) {
            var m = opened.matcher(line);
            assertThat(m.find()).as(line).isTrue();
            int c2s = Integer.parseInt(m.group(1));
            assertThat(m.group(2)).isEqualTo(Integer.toString(c2s - 1));
            assertThat(lines)
                    .anyMatch(l -> l.contains("(<0." + (c2s - 2) + ".0>) Accepted connection") && l.endsWith("]:5280"));
            found++;
        }
        assertThat(found).isPositive();
    }

    @Test
    void oneAccountMakesItsShareOfTheLoginsFromOneAddress() throws IOException {
        generate("a", "--size", "2MB", "--days", "2", "--skew", "0.5");
        var opened = opened("a");
        double share = opened.stream().filter(l -> l.contains("for monitor@")).count() / (double) opened.size();
        assertThat(share).isBetween(0.45, 0.55);
        assertThat(lines("a").stream().filter(l -> l.contains("authentication for monitor@")))
                .allMatch(l -> l.endsWith("192.0.2.250"));
        var online = new HashSet<String>();
        for (String line : lines("a")) {
            if (line.contains("Opened c2s session for monitor@")) {
                assertThat(online.add(jid(line))).as(line).isTrue();
            } else if (line.contains("Closing c2s session for monitor@")) {
                assertThat(online.remove(jid(line))).as(line).isTrue();
            }
        }
    }

    @Test
    void anUpgradeChangesTheLayoutWithinAFile() throws IOException {
        generate("a", "--size", "2MB", "--profile", "realistic", "--upgrade", "0.4", "--days", "1");
        var lines = lines("a");
        assertThat(lines.get(0)).startsWith("2024-03-01 00:00:00.000 [info] <0.123.0>@ejabberd_config:load:82 Loading");
        int stop = index(lines, "ejabberd 18.12 is stopped in the node");
        int start = index(lines, "ejabberd 23.01-1 is started in the node");
        assertThat(start).isGreaterThan(stop);
        assertThat(lines.subList(0, stop + 1)).allMatch(l -> l.matches("\\S+ \\d\\d:\\d\\d:\\d\\d\\.\\d{3} \\[.*"));
        assertThat(lines.subList(stop + 1, lines.size()))
                .allMatch(l -> l.matches("\\S+ \\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00 \\[.*") || l.startsWith("    "));
        assertThat(lines.subList(0, stop)).anyMatch(l -> l.contains("Waiting for resumption of stream for "));
        assertThat(lines.subList(stop, lines.size())).anyMatch(l -> l.contains("; waiting 300 seconds for stream"));
    }

    @Test
    void theTruthOfARealisticLogCountsItsSessions() throws IOException {
        generate("a", "--size", "3MB", "--profile", "realistic", "--upgrade", "0.4", "--days", "2");
        long begun = lines("a").stream()
                .filter(l -> l.contains("Opened c2s session for ") || l.contains("Resumed session for "))
                .count();
        String truth = Files.readString(dir.resolve("a.truth.json"));
        assertThat(truth).contains("\"established\": " + begun + ",");
        long settled = Pattern.compile("\"connections\": (\\d+)")
                .matcher(truth)
                .results()
                .mapToLong(m -> Long.parseLong(m.group(1)))
                .sum();
        var open = Pattern.compile("\"open\": (\\d+)").matcher(truth);
        assertThat(open.find()).isTrue();
        assertThat(settled + Long.parseLong(open.group(1))).isEqualTo(begun);
    }

    @Test
    void wrongOptionsAreNamed() {
        assertThatThrownBy(() -> Options.of("--output", "x", "--size", "1MB", "--level", "loud"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--level is info or debug, not loud");
        assertThatThrownBy(() -> Options.of("--output", "x", "--size", "1MB", "--websockets", "25"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--websockets is a share from 0 to 1, not 25");
        assertThatThrownBy(() -> Options.of("--output", "x", "--size", "1MB", "--level", "debug", "--upgrade", "0.5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--upgrade knows no records of level debug");
    }

    private void generate(String name, String... more) throws IOException {
        var args = new ArrayList<>(List.of("--output", dir.resolve(name).toString()));
        args.addAll(List.of(more));
        LogGenerator.generate(Options.of(args.toArray(String[]::new)));
    }

    private List<String> opened(String name) throws IOException {
        return lines(name).stream()
                .filter(l -> l.contains("Opened c2s session"))
                .toList();
    }

    private static List<String> jids(List<String> lines) {
        return lines.stream().map(LogGeneratorTest::jid).toList();
    }

    private static String jid(String line) {
        return line.replaceFirst(".* session for ([^:]+).*", "$1");
    }

    private static int index(List<String> lines, String text) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i;
            }
        }
        throw new AssertionError("no line has " + text);
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
