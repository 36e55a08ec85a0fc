package org.hangup.people;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hangup.event.ReasonTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonPseudonymsTest {
    private static final ReasonTable TABLE = ReasonTable.builtIn();
    private static final PeopleKey KEY = PeopleKey.of(new byte[32]);
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms(KEY);
    private final ReasonPseudonyms reasons = new ReasonPseudonyms(TABLE, PSEUDONYMS);

    /** {@code <...>} is a name's pseudonym, {@code [...]} an address's. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Stream reset by peer | Stream reset by peer",
                "Connection failed: connection timed out | Connection failed: connection timed out",
                "unknown POSIX error: etimedout | <unknown POSIX error: etimedout>",
                "Connection failed: something of romeo | Connection failed: <something of romeo>",
                "Stream closed by peer: Juliet is gone (policy-violation) | Stream closed by peer: <Juliet is gone> (policy-violation)",
                "Stream closed by peer: conflict | Stream closed by peer: conflict",
                "Stream closed by peer: romeo@example.net | Stream closed by peer: <romeo@example.net>",
                "Stream closed by us: Replaced by new connection (conflict) | Stream closed by us: Replaced by new connection (conflict)",
                "Stream closed by peer: Replaced by new connection (conflict) | Stream closed by peer: Replaced by new connection (conflict)",
                "Stream closed by us: Kicked by nurse (conflict) | Stream closed by us: <Kicked by nurse> (conflict)",
                "Too many (7) failed authentications from this IP address (192.0.2.7). The address will be unblocked at 10:00 1.2.2024"
                        + "|Too many (<7>) failed authentications from this IP address ([192.0.2.7]). The address will be unblocked at <10:00 1.2.2024>",
                "TLS failed: SSL_do_handshake failed: alert unknown ca here"
                        + "|TLS failed: <SSL_do_handshake failed:> alert unknown ca <here>",
                "{shutdown,<<\"go home, romeo\">>} | {shutdown,<<<\"go home, romeo\">>>}",
                "romeo did something that no row knows | <romeo did something that no row knows>",
                "ping | ping",
                "iq error | iq error"
            })
    void whatTheTableKnowsStays(String reason, String masked) {
        assertThat(reason(reason)).isEqualTo(withPseudonyms(masked));
    }

    private static String withPseudonyms(String masked) {
        int from = masked.indexOf('<');
        if (masked.contains("[192")) {
            String address = "192.0.2.7";
            byte[] b = address.getBytes(UTF_8);
            return withPseudonyms(
                    masked.replace("[" + address + "]", new String(PSEUDONYMS.address(b, 0, b.length), UTF_8)));
        }
        if (masked.startsWith("{shutdown")) {
            return "{shutdown,<<" + PSEUDONYMS.name("\"go home, romeo\"") + ">>}";
        }
        if (from < 0) {
            return masked;
        }
        int to = masked.indexOf('>', from);
        return masked.substring(0, from)
                + PSEUDONYMS.name(masked.substring(from + 1, to))
                + withPseudonyms(masked.substring(to + 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no match of right hand value {error,epipe} in ejabberd_socket:send/2 line 512"
                        + "|no match of right hand value {error,epipe} in ejabberd_socket:send/2 line 512",
                "no such process or port in call to gen_server:call(<0.512.0>, get)"
                        + "|no such process or port in call to gen_server:call(<0.512.0>, <get>)",
                "{process_limit,{max_queue,1000}} | {process_limit,{max_queue,0}}",
                "maximum heap size reached | maximum heap size reached",
                "killed | killed",
                "Unrecognized error: romeo | Unrecognized error: <romeo>",
                "{badmatch,{romeo,{192,0,2,7}}} | {badmatch,{<romeo>,{0,0,0,0}}}",
                "bad argument in xmpp:romeo@example.net | bad argument in <xmpp>:<romeo@example>.<net>",
                "{noproc,{gen_server,call,['romeo montague']}} | {noproc,{gen_server,call,['<romeo> <montague>']}}"
            })
    void ofACrashTheWordsOfErlangStay(String reason, String masked) {
        byte[] b = reason.getBytes(UTF_8);
        String ids = masked.replace("<0.512.0>", "PID");
        assertThat(new String(reasons.crash(b, 0, b.length), UTF_8))
                .isEqualTo(withPseudonyms(ids).replace("PID", "<0.512.0>"));
    }

    /** Each row of the table, with names where it has a {@code *}. */
    @Test
    void everyRowSaysTheSameOfItsPseudonyms() throws Exception {
        List<String> patterns;
        try (var in = ReasonTable.class.getResourceAsStream("reasons.tsv")) {
            patterns = new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> line.substring(0, line.indexOf('\t')))
                    .flatMap(row -> Stream.of(
                            row.replace("{us|local host}", "us"), row.replace("{us|local host}", "local host")))
                    .distinct()
                    .toList();
        }
        assertThat(patterns).hasSizeGreaterThan(200);
        for (String pattern : patterns) {
            String reason = pattern.replace("*", "Juliet Capulet");
            String masked = reason(reason);
            assertThat(TABLE.find(masked)).as(reason).isEqualTo(TABLE.find(reason));
            assertThat(masked).doesNotContain("Juliet", "Capulet");
        }
    }

    @Property
    void noTextChangesItsCause(@ForAll("reasons") String reason) {
        byte[] b = reason.getBytes(UTF_8);
        byte[] masked = reasons.reason(b, 0, b.length);
        assertThat(TABLE.find(masked, 0, masked.length)).isEqualTo(TABLE.find(b, 0, b.length));
    }

    @Provide
    Arbitrary<String> reasons() {
        return Arbitraries.of(
                        "Stream closed by peer: ",
                        "Stream closed by us: ",
                        " (conflict)",
                        " (policy-violation)",
                        "TLS failed: ",
                        "unknown POSIX error: ",
                        "Connection failed: ",
                        "closed",
                        "{",
                        "...",
                        "romeo",
                        " ",
                        "\n",
                        "alert unknown ca",
                        "192.0.2.7")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    private String reason(String text) {
        byte[] b = text.getBytes(UTF_8);
        return new String(reasons.reason(b, 0, b.length), UTF_8);
    }
}
