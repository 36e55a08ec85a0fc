package org.hangup.jobs.people;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.hangup.event.Event;
import org.hangup.event.EventField;
import org.hangup.event.MessageCatalogue;
import org.hangup.people.PeopleKey;
import org.hangup.people.Pseudonyms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrubbedLogTest {
    private static final PeopleKey KEY = PeopleKey.of(new byte[32]);
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms(KEY);
    private static final String HEADER = "2024-03-01 08:00:00.000000+00:00 [info] <0.501.0>@ejabberd_c2s:f/1:12 ";

    /** {@code <...>} is a pseudonym. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "(tls|<0.501.0>) Opened c2s session for romeo@example.net/home ~ (tls|PID) Opened c2s session for <romeo>@example.net/<home>",
                "(tls|<0.501.0>) Closing c2s session for romeo@example.net/home: Stream closed by peer: I am romeo (conflict)"
                        + "~(tls|PID) Closing c2s session for <romeo>@example.net/<home>: Stream closed by peer: <I am romeo> (conflict)",
                "(tls|<0.501.0>) Received XML on stream = <<\"<message>hello</message>\">> ~ (tls|PID) Received XML on stream = [cut]",
                "Nobody knows this message about juliet@example.org and romeo"
                        + "~Nobody knows this message about <juliet>@example.org and <romeo>",
                "Nobody knows <message to='x'>this</message> ~ Nobody knows [cut]",
                "Nobody knows this of ejabberd@node1 on 0.0.0.0 ~ Nobody knows this of ejabberd@node1 on 0.0.0.0",
                "Nobody knows password = hunter2 ~ Nobody knows password[...]"
            })
    void messages(String message, String scrubbed) throws IOException {
        String others = HEADER + "(tls|<0.501.0>) Opened c2s session for romeo@example.net/home\n";
        String[] lines = scrub(others + HEADER + message + "\n").split("\n", -1);
        assertThat(lines[1]).isEqualTo(HEADER + named(scrubbed));
    }

    private static String named(String text) {
        int from = text.indexOf('<');
        if (from < 0) {
            return text.replace("PID", "<0.501.0>");
        }
        int to = text.indexOf('>', from);
        return text.substring(0, from).replace("PID", "<0.501.0>")
                + PSEUDONYMS.name(text.substring(from + 1, to))
                + named(text.substring(to + 1));
    }

    @Test
    void addressesInAllTheirForms() throws IOException {
        String out = scrub(HEADER + "Nobody knows of 192.0.2.7, {192,0,2,7} and 2001:db8::7: at 10:11:12\n");
        String v4 =
                PSEUDONYMS.address(org.hangup.net.IpAddress.parse("192.0.2.7")).toString();
        String v6 = PSEUDONYMS
                .address(org.hangup.net.IpAddress.parse("2001:db8::7"))
                .toString();
        assertThat(out)
                .isEqualTo(HEADER + "Nobody knows of " + v4 + ", {" + v4.replace('.', ',') + "} and " + v6
                        + ": at 10:11:12\n");
    }

    @Test
    void nobodyIsLeftAndNoEventIsLost() throws IOException {
        String log = CatalogueLog.text();
        String scrubbed = scrub(log);
        for (String word : CatalogueLog.WORDS) {
            assertThat(scrubbed.toLowerCase(Locale.ROOT)
                            .lines()
                            .filter(line -> line.contains(word.toLowerCase(Locale.ROOT))))
                    .isEmpty();
        }
        Map<String, Integer> before = events(log);
        assertThat(before.size()).isGreaterThan(60);
        Map<String, Integer> after = events(scrubbed);
        before.keySet().removeAll(List.of("xml_received", "xml_sent"));
        for (String event : List.of(
                "session_opened",
                "session_closed",
                "auth_accepted",
                "auth_failed",
                "connection_accepted",
                "sm_waiting_for_resumption")) {
            assertThat(after.get(event)).as(event).isEqualTo(before.get(event));
        }
    }

    /** How many records are of which event of the catalogue. */
    private static Map<String, Integer> events(String log) {
        Map<String, Integer> events = new TreeMap<>();
        for (String line : log.split("\n", -1)) {
            int at = line.indexOf("] <0.");
            int message = at < 0 ? -1 : line.indexOf(' ', at + 2);
            if (message > 0 && line.startsWith("2024")) {
                String module = line.substring(line.indexOf('@', at) + 1, line.indexOf(':', line.indexOf('@', at)));
                Event event = MessageCatalogue.builtIn().match(line.substring(message + 1), module, null);
                if (event != null) {
                    events.merge(event.text(EventField.EVENT), 1, Integer::sum);
                }
            }
        }
        return events;
    }

    @Test
    void nothingObeysATerminal() throws IOException {
        assertThat(scrub(HEADER + "Nobody knows \u001b[31mthis\u0007\n")).doesNotContain("\u001b", "\u0007");
    }

    private static String scrub(String log) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ScrubbedLog(() -> new ByteArrayInputStream(log.getBytes(UTF_8)), KEY).write(out);
        return out.toString(UTF_8);
    }
}
