package org.hangup.erlang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Terms as real servers have printed them, 2014 to 2026. */
class RealTermsTest {
    /** Where a term begins in a line of a log: nothing else there looks like this. */
    private static final Pattern BEGIN = Pattern.compile("#[a-z_]*\\{|(?<![#a-z_])\\{[a-z_']+,|\\[\\{|<<\"|<<[0-9]");

    /** The lines of real-terms.txt: a term, then how it must read, indented; between them empty lines. */
    @Test
    void handPicked() throws IOException {
        String all;
        try (InputStream in = RealTermsTest.class.getResourceAsStream("real-terms.txt")) {
            all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        String[] samples = all.split("\n\n");
        assertThat(samples).hasSizeGreaterThan(10);
        for (String sample : samples) {
            int json = sample.lastIndexOf("\n    ");
            byte[] term = sample.substring(0, json).getBytes(StandardCharsets.UTF_8);
            assertThat(new String(TermParser.toJson(term, 0, term.length), StandardCharsets.UTF_8))
                    .isEqualTo(sample.substring(json).strip());
        }
    }

    /** Every line of the sample logs, and of the corpora where they lie beside the repository. */
    @Test
    void everyTermOfTheLogsIsRead() throws IOException {
        Path root = Path.of(System.getProperty("hangup.root"));
        List<Path> logs = new ArrayList<>(logs(root.resolve("data")));
        logs.addAll(logs(root.resolve("../shared/corpora")));
        assumeTrue(!logs.isEmpty());
        List<String> malformed = new ArrayList<>();
        int terms = 0;
        for (Path log : logs) {
            for (String line : lines(log)) {
                terms += read(line, malformed);
            }
        }
        System.out.println("real terms read: " + terms + " in " + logs.size() + " files");
        assertThat(malformed).isEmpty();
        assertThat(terms).isGreaterThan(300);
    }

    /** Reads all terms of a line; what ends with the line may be cut. */
    private static int read(String line, List<String> malformed) {
        Matcher begin = BEGIN.matcher(line);
        int terms = 0;
        int at = 0;
        while (begin.find(at)) {
            byte[] rest = line.substring(begin.start()).getBytes(StandardCharsets.UTF_8);
            int length = rest.length;
            try {
                TermParser.toJson(rest, 0, length);
            } catch (MalformedTermException e) {
                if (!e.reason().startsWith("expected the end")) {
                    malformed.add(e.getMessage() + ": " + line);
                    return terms;
                }
                length = e.offset();
                TermParser.toJson(rest, 0, length);
            }
            terms++;
            at = begin.start() + new String(rest, 0, length, StandardCharsets.UTF_8).length();
        }
        return terms;
    }

    private static List<Path> logs(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.getFileName().toString().contains(".log"))
                    .sorted()
                    .toList();
        }
    }

    private static String[] lines(Path log) throws IOException {
        try (InputStream file = Files.newInputStream(log);
                InputStream in = log.toString().endsWith(".gz") ? new GZIPInputStream(file) : file) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
        }
    }
}
