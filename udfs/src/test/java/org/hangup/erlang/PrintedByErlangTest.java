package org.hangup.erlang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Terms printed by Erlang itself (OTP 25, src/test/erlang/print_terms.escript) read back. {@code
 * -Dhangup.printedTerms=FILE} runs another sample; bench/terms-against-erlang makes one of 100,000.
 */
class PrintedByErlangTest {
    @Test
    void everyPrintedTextGivesTheTermAgain() throws IOException {
        List<PrintedSample> samples = samples();
        Map<String, Long> byFormat =
                samples.stream().collect(Collectors.groupingBy(PrintedSample::format, Collectors.counting()));
        assertThat(samples).hasSizeGreaterThanOrEqualTo(3000);
        assertThat(byFormat)
                .containsKeys("~p", "~tp", "~w", "~tw", "~0tp", "~30tp", "~30p", "~tP", "~tW", "~P", "chars_limit");

        List<String> faults = samples.stream()
                .map(PrintedSample::fault)
                .filter(Objects::nonNull)
                .limit(20)
                .toList();

        assertThat(faults).isEmpty();
        long cut = samples.stream().filter(s -> s.printed().contains("...")).count();
        System.out.println(
                "printed by Erlang: " + samples.size() + " samples " + byFormat + ", " + cut + " of them cut");
    }

    @Test
    void termsThatAreReadAreWrittenAsErlangWritesThem() throws IOException {
        Function<PrintedSample, String> written =
                s -> TermParser.parse(s.whole()).toString();

        assertThat(samples()).allSatisfy(s -> assertThat(written.apply(s)).isEqualTo(s.whole()));
    }

    private static List<PrintedSample> samples() throws IOException {
        String other = System.getProperty("hangup.printedTerms");
        try (InputStream in = other != null
                        ? Files.newInputStream(Path.of(other))
                        : new GZIPInputStream(PrintedByErlangTest.class.getResourceAsStream("printed-terms.tsv.gz"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            // not lines(): a line ends at \n only
            return List.of(lines.lines().collect(Collectors.joining("\n")).split("\n")).stream()
                    .map(PrintedSample::of)
                    .toList();
        }
    }
}
