package org.hangup.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hangup.archive.Sniffer;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Logs as people paste them, with the usual damage: an event may be lost, but none may say what the log did not. */
class DamagedPastesTest {
    /** What an event tells: who, from where; null where it does not tell. */
    private record Told(String event, String connection, String jid, String ip, Integer port) {
        static Told of(Event e) {
            String jid = !e.has(EventField.USER) && !e.has(EventField.SERVER)
                    ? null
                    : e.text(EventField.USER) + "@" + e.text(EventField.SERVER) + "/" + e.text(EventField.RESOURCE);
            Integer port = e.port == Event.NO_PORT ? null : e.port;
            return new Told(e.text(EventField.EVENT), e.text(EventField.CONNECTION), jid, e.text(EventField.IP), port);
        }

        /** Whether {@code right} says all of it, and perhaps more. */
        boolean within(Told right) {
            return event.equals(right.event)
                    && (connection == null || connection.equals(right.connection))
                    && (jid == null || jid.equals(right.jid))
                    && (ip == null || ip.equals(right.ip))
                    && (port == null || port.equals(right.port));
        }
    }

    private static String sample(String name) throws IOException {
        return Files.readString(Path.of(System.getProperty("hangup.root"), "udfs/src/test/resources/logs", name));
    }

    private static Set<Told> events(String log) throws IOException {
        byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
        var events = new HashSet<Told>();
        Sniffer.Sniffed seen = Sniffer.sniff(new ByteArrayInputStream(bytes), ZoneOffset.UTC);
        if (seen.kind() != Sniffer.Kind.LOG) {
            return events;
        }
        var reader = new RecordReader(new ByteArrayInputStream(bytes), seen.layout(), ZoneOffset.UTC, LocalDate.EPOCH);
        for (var r = new LogRecord(); reader.next(r); ) {
            if (r.layout != null) {
                String message = text(r, r.messageStart, r.messageEnd);
                String module = r.moduleStart == r.moduleEnd ? null : text(r, r.moduleStart, r.moduleEnd);
                Event event = MessageCatalogue.builtIn().match(message, module, null);
                if (event != null) {
                    events.add(Told.of(event));
                }
            }
        }
        return events;
    }

    private static String text(LogRecord r, int from, int to) {
        return new String(r.bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static String eachLine(String log, UnaryOperator<String> damage) {
        return log.lines().map(damage).collect(Collectors.joining("\n", "", "\n"));
    }

    /** A reason over a wrapped line is put together again, and lines whose headers were damaged are no part of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            textBlock =
                    """
                    Connection failed: ping_\\ntimeout                                       ¦ Connection failed: ping_timeout
                    Connection failed:\\nconnection closed                                  ¦ Connection failed: connection closed
                    Connection failed: conn\\n    ection closed                      ¦ Connection failed: connection closed
                    Connection failed: unknown POSIX error:\\nping_timeout                  ¦ Connection failed: unknown POSIX error: ping_timeout
                    Stream closed by local host: Replaced by new\\nconnection (conflict)    ¦ Stream closed by local host: Replaced by new connection (conflict)
                    Connection failed: ping_timeout\\n26-11-22 19:48:38.02 [info] <0.6.0> x ¦ Connection failed: ping_timeout
                    Stream reset by peer\\n  2026-11-22 19:48:34.971935+00:00 [info] x      ¦ Stream reset by peer
                    'Stream reset by peer   '                                               ¦ Stream reset by peer
                    Stream closed by peer: some\\ntext (undefined-condition)                ¦ Stream closed by peer: some\\ntext (undefined-condition)
                    """)
    void reasons(String printed, String reason) {
        String jid = "romeo@example.net/home: sweet home";
        Event event = MessageCatalogue.builtIn()
                .match("(tls|<0.5.0>) Closing c2s session for " + jid + ": " + printed.translateEscapes(), null, null);
        assertThat(event.text(EventField.REASON)).isEqualTo(reason.translateEscapes());
        assertThat(event.text(EventField.TEXT)).isEqualTo(jid + ": " + reason.translateEscapes());
        assertThat(event.text(EventField.RESOURCE)).isEqualTo("home: sweet home");
    }

    /** What web pages do to a log: masked addresses, and pids taken for tags. */
    @Test
    void noNamesThatTheLogDoesNotHold() {
        MessageCatalogue catalogue = MessageCatalogue.builtIn();
        assertThat(catalogue.match("(tls|<0.5.0>) Opened c2s session for romeo(at)example.net/home", null, null))
                .isNull();
        assertThat(catalogue.match("(tls|<0.5.0>) Opened c2s session for romeo at example.net/home", null, null))
                .isNull();
        for (String bracket : List.of("(#Port)", "(tls|)", "(tls|<0.5.0)", "()")) {
            Event opened = catalogue.match(bracket + " Opened session for romeo@example.net/home", null, null);
            assertThat(opened.has(EventField.CONNECTION)).as(bracket).isFalse();
            assertThat(opened.text(EventField.USER)).isEqualTo("romeo");
        }
    }

    static Stream<String> logs() throws IOException {
        String lager = sample("lager-16.09/ejabberd.log");
        String otp = sample("otp-23.01/ejabberd.log");
        return Stream.of(
                otp,
                lager,
                sample("console-14.12/blog-2014.log"),
                // the same as ejabberd 2.x would have written it, and as docker shows it
                lager.replaceAll(
                        "(?m)^(\\S+ [0-9:]+)\\S+ \\[i\\w+\\] (\\S+)@(\\w+):\\w+(:\\d+) ",
                        "\n=INFO REPORT==== $1 ===\nI($2:$3$4) : "),
                otp.replaceAll("(?m)^", "2026-11-22T19:48:36.5Z "));
    }

    @ParameterizedTest
    @MethodSource("logs")
    void neverWrongEvents(String log) throws IOException {
        Set<Told> right = events(log);
        assertThat(right).hasSizeGreaterThan(5);
        var random = new Random(5);
        for (int round = 0; round < 100; round++) {
            // so narrow that enough lines are broken to tell that they are
            int width = 40 + random.nextInt(60);
            List<UnaryOperator<String>> damages = List.of(
                    line -> "    " + line,
                    line -> "> " + line,
                    line -> random.nextInt(3) + 7 + ": " + line,
                    line -> random.nextInt(4) == 0 ? "  " + line : line,
                    line -> line.substring(Math.min(line.length(), random.nextInt(3) * random.nextInt(12))),
                    line -> line.replaceAll("(.{" + width + "})(?=.)", "$1\n"));
            for (UnaryOperator<String> damage : damages) {
                assertThat(events(eachLine(log, damage))).as("width %d", width).allMatch(told -> right.stream()
                        .anyMatch(told::within));
            }
        }
    }
}
