package org.hangup.jobs.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.hangup.jobs.TestSpark;
import org.junit.jupiter.api.Test;

/** What inspect says of logs that Erlang printed, names and reasons as hostile as clients can make them (udfs' PrintedMessagesTest). */
class PrintedLogsTest extends SmallArchive {
    private static final Path PRINTED = Path.of(
            System.getProperty("hangup.root"), "udfs/src/test/resources/org/hangup/event/printed-messages.tsv.gz");
    private static final int LAYOUT = 6;
    private static final int RECORD = 15;

    /**
     * A file of each layout, of all versions that have it, one behind the other. Failed logins come last: behind one, what imitates the
     * end of one is suspected, and the names in these records imitate everything (see {@link ForgeriesTest}).
     */
    @Test
    void everyLayoutIsUnderstood() throws IOException {
        Map<String, StringBuilder> logs = new TreeMap<>();
        Map<String, Integer> records = new TreeMap<>();
        for (String line : lines()) {
            String[] cells = line.split("\t", -1);
            logs.computeIfAbsent(cells[LAYOUT], layout -> new StringBuilder()).append(cells[RECORD].translateEscapes());
            records.merge(cells[LAYOUT], 1, Integer::sum);
        }
        for (var log : logs.entrySet()) {
            write(log.getKey() + "/ejabberd.log", log.getValue().toString().getBytes(ISO_8859_1));
        }

        String report = Inspection.report(TestSpark.session(), options());

        assertThat(records.keySet()).containsExactly("lager", "lager_console", "otp", "otp_console", "report", "tty");
        for (var log : records.entrySet()) {
            String part = report.substring(report.indexOf("Log " + log.getKey() + "/ejabberd.log"));
            assertThat(number("records   ([0-9]+) with a header that is understood [(]100.0 %[)], 0 rejects", part))
                    .as(log.getKey())
                    .isEqualTo(log.getValue());
            assertThat(number("messages  ([0-9]+) of a catalogue row", part))
                    .as(log.getKey())
                    .isGreaterThan(log.getValue() * 99 / 100);
        }
    }

    private static int number(String regex, String text) {
        var found = Pattern.compile(regex).matcher(text);
        return found.find() ? Integer.parseInt(found.group(1)) : -1;
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(PRINTED))) {
            return Stream.of(new String(in.readAllBytes(), ISO_8859_1).split("\n", -1))
                    .filter(line -> !line.isEmpty())
                    .sorted(Comparator.comparing(line -> line.startsWith("auth_failed\t")))
                    .toList();
        }
    }
}
