package org.hangup.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.hangup.archive.Sniffer.Sniffed;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What tools put round the lines of a log is taken off where all lines have it alike: the same messages as without. */
class PastedLogsTest {
    private static final List<String> LAGER = List.of(
            "2016-03-01 09:00:00.100 [info] <0.5.0>@ejabberd_listener:accept:299 (#Port<0.7>) Accepted connection 192.0.2.7:50123 -> 192.0.2.1:5222",
            "2016-03-01 09:00:01.100 [info] <0.6.0>@ejabberd_c2s:wait_for_session:1116 ({socket_state,gen_tcp,#Port<0.7>,<0.5.0>}) Opened session for ana@example.org/phone",
            "2016-03-01 09:10:01.100 [info] <0.6.0>@ejabberd_c2s:terminate:1834 ({socket_state,gen_tcp,#Port<0.7>,<0.5.0>}) Close session for ana@example.org/phone");

    private static final List<String> CONSOLE = List.of(
            "2023-03-01 09:00:00.100000+00:00 [info] (<0.5.0>) Accepted connection 192.0.2.7:50123 -> 192.0.2.1:5222",
            "2023-03-01 09:00:01.100000+00:00 [info] (tls|<0.5.0>) Opened c2s session for ana@example.org/phone",
            "2023-03-01 09:10:01.100000+00:00 [info] (tls|<0.5.0>) Closing c2s session for ana@example.org/phone: Stream reset by peer");

    private static Sniffed sniff(byte[] bytes) throws IOException {
        return Sniffer.sniff(new ByteArrayInputStream(bytes), ZoneOffset.UTC);
    }

    private static List<String> messages(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Sniffed seen = sniff(bytes);
        var reader = new RecordReader(new ByteArrayInputStream(bytes), seen.layout(), ZoneOffset.UTC, LocalDate.EPOCH);
        var messages = new ArrayList<String>();
        for (var r = new LogRecord(); reader.next(r); ) {
            if (r.layout != null) {
                messages.add(
                        new String(r.bytes, r.messageStart, r.messageEnd - r.messageStart, StandardCharsets.UTF_8));
            }
        }
        return messages;
    }

    private static String lines(List<String> log, UnaryOperator<String> damage) {
        return log.stream().map(line -> damage.apply(line) + "\n").collect(Collectors.joining());
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                Arguments.of("grep -H", (UnaryOperator<String>) line -> "/var/log/ejabberd.log.1:" + line),
                Arguments.of("grep -Hn", (UnaryOperator<String>) line -> "ejabberd.log:17:" + line),
                Arguments.of("grep -Hn -C", (UnaryOperator<String>) line -> "log-2016-03-01-17-" + line),
                Arguments.of("zgrep -H", (UnaryOperator<String>) line -> "ejabberd.log-20160301.gz:" + line),
                Arguments.of("grep -n", (UnaryOperator<String>) line -> "1034:" + line),
                Arguments.of("cat -n", (UnaryOperator<String>) line -> "    12\t" + line),
                Arguments.of("numbered list", (UnaryOperator<String>) line -> "3. " + line),
                Arguments.of("quotation", (UnaryOperator<String>) line -> "> " + line),
                Arguments.of("quotation of a quotation", (UnaryOperator<String>) line -> ">> " + line),
                Arguments.of("list", (UnaryOperator<String>) line -> "- " + line),
                Arguments.of("list in bold", (UnaryOperator<String>) line -> "* **" + line + "**"),
                Arguments.of("block", (UnaryOperator<String>) line -> "\t" + line),
                Arguments.of("code", (UnaryOperator<String>) line -> "`" + line + "`"),
                Arguments.of("editor", (UnaryOperator<String>) line -> line + "  \r"),
                Arguments.of("padded to a width", (UnaryOperator<String>) line -> String.format("%-200s", line)),
                Arguments.of("page", (UnaryOperator<String>)
                        line -> line.replace("<", "&lt;").replace(">", "&gt;")),
                Arguments.of("blanks", (UnaryOperator<String>) line -> line.replace(' ', '\u00A0')),
                Arguments.of("fold", (UnaryOperator<String>) line -> line.replaceAll("(.{72})(?=.)", "$1\n")),
                Arguments.of("vector", (UnaryOperator<String>)
                        line -> "{ \"timestamp\" : \"2023-03-01T09:00:02Z\", \"message\": \""
                                + line.replace("\"", "\\\"") + "\" }"),
                Arguments.of("cri", (UnaryOperator<String>) line -> "2023-03-01T09:00:02.1Z stderr F noise\n"
                        + "2023-03-01T09:00:02.1Z stdout P " + line.substring(0, 75) + "\n"
                        + "2023-03-01T09:00:02.1Z stderr P more \n"
                        + "2023-03-01T09:00:02.1Z stdout F " + line.substring(75)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void asWithout(String name, UnaryOperator<String> damage) throws IOException {
        for (List<String> log : List.of(LAGER, CONSOLE)) {
            List<String> right = messages(lines(log, line -> line));
            assertThat(right).hasSize(3);
            assertThat(messages(lines(log, damage))).isEqualTo(right);
        }
    }

    @Test
    void aMarkInAPlainLogIsNone() throws IOException {
        String client =
                "> 2023-03-01 09:00:02.100000+00:00 [info] (tls|<0.9.0>) Opened c2s session for eve@example.org/x";
        String log = CONSOLE.get(0) + "\n" + client + "\n" + CONSOLE.get(1) + "\n" + CONSOLE.get(2) + "\n";
        assertThat(messages(log)).hasSize(3).noneMatch(message -> message.startsWith("(tls|<0.9.0>)"));
        // also where the file begins with it
        assertThat(messages(client + "\n" + lines(CONSOLE, line -> line))).hasSize(3);
    }

    @Test
    void roundQuotationMarks() throws IOException {
        String trace =
                "2023-03-01 09:00:03.000000+00:00 [debug] (tls|<0.5.0>) Received XML on stream = <<\u201C<presence"
                        + " type=\u2018unavailable\u2019/></stream:stream>\u201D>>\n";
        assertThat(messages(lines(CONSOLE, line -> line) + trace))
                .last()
                .isEqualTo(
                        "(tls|<0.5.0>) Received XML on stream = <<\"<presence type='unavailable'/></stream:stream>\">>");
        // where Erlang's own marks are as Erlang sets them, round ones are a client's
        String own = trace.replaceAll("[\u201C\u201D]", "\"");
        assertThat(messages(lines(CONSOLE, line -> line) + own))
                .last()
                .asString()
                .contains("type=\u2018unavail");
    }

    @Test
    void zerosEndALine() throws IOException {
        String torn =
                CONSOLE.get(0) + "\n" + CONSOLE.get(1).substring(0, 60) + "\0".repeat(5000) + CONSOLE.get(2) + "\n";
        assertThat(messages("\0".repeat(400_000) + torn))
                .hasSize(3)
                .last()
                .asString()
                .startsWith("(tls|<0.5.0>) Closing");
    }

    @ParameterizedTest
    @CsvSource({"UTF-16, UTF-16", "UTF-16LE, UTF-16"})
    void otherEncodings(String charset, String word) throws IOException {
        assertThat(sniff(lines(CONSOLE, line -> line).getBytes(charset)).note()).contains(word);
    }

    @Test
    void saysWhatItIs() throws IOException {
        assertThat(sniff(("time,line\n" + lines(CONSOLE, line -> "1,\"" + line + "\""))
                                .getBytes(StandardCharsets.UTF_8))
                        .note())
                .contains("CSV");
        var turned = new ArrayList<>(CONSOLE);
        Collections.reverse(turned);
        assertThat(sniff(lines(turned, line -> line).getBytes(StandardCharsets.UTF_8))
                        .note())
                .contains("newest");
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(new GZIPOutputStream(packed))) {
            out.write(lines(CONSOLE, line -> line).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(sniff(packed.toByteArray()).note()).contains("gzip");
    }
}
