package org.hangup.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reason texts of 17.03 to 26.07, as ejabberd's source prints them and as its logs were seen to hold them. */
class ReasonTableTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    Stream reset by peer                                          | client_closed     | -              | client
                    Connection failed: connection closed                          | connection_lost   | -              | client_or_network
                    Connection failed: connection timed out                       | connection_lost   | tcp_timeout    | network
                    Connection failed: connection reset by peer                   | connection_reset  | -              | client_or_network
                    Connection failed: broken pipe                                | connection_lost   | -              | network
                    Connection failed: socket is not connected                    | connection_lost   | -              | network
                    Connection failed: software caused connection abort           | connection_lost   | -              | network
                    Connection failed: host is unreachable                        | connection_lost   | unreachable    | network
                    Connection failed: no route to host                           | connection_lost   | unreachable    | network
                    Connection failed: network is unreachable                     | connection_lost   | unreachable    | network
                    Connection failed: network is down                            | connection_lost   | unreachable    | network
                    Connection failed: timeout                                    | timeout_send      | -              | network
                    Connection failed: unknown POSIX error: timeout               | timeout_send      | -              | network
                    Connection failed: ping_timeout                               | timeout_ping      | -              | client_or_network
                    Connection failed: unknown POSIX error: ping_timeout          | timeout_ping      | -              | client_or_network
                    Connection failed: ack_timeout                                | timeout_ack       | -              | network
                    Connection failed: unknown POSIX error: ack_timeout           | timeout_ack       | -              | network
                    unknown POSIX error: Stream reset by peer                     | client_closed     | -              | client
                    Connection failed: too many open files                        | resource_limit    | -              | server
                    Connection failed: not enough memory                          | resource_limit    | -              | server
                    Connection failed: no buffer space available                  | resource_limit    | -              | server
                    Connection failed: something inet names                       | connection_lost   | -              | network
                    Timed out waiting for stream acknowledgement                  | timeout_ack       | -              | network
                    Internal server error                                         | server_error      | -              | server
                    internal server error                                         | server_error      | -              | server
                    stopped by supervisor                                         | server_shutdown   | -              | administrator
                    unknown reason                                                | unknown           | -              | server
                    Unrecognized error: {some,term}                               | unknown           | -              | -
                    Stream closed by peer: connection-timeout                     | client_error      | -              | client
                    Stream closed by peer: Stream reset by peer (undefined-condition) | client_error  | -              | client
                    TLS failed: connection closed                                 | tls_failed        | -              | client_or_network
                    TLS failed: SSL_do_handshake failed: error:14094416:SSL routines:ssl3_read_bytes:sslv3 alert certificate unknown | tls_failed | - | client
                    TLS failed: SSL_do_handshake failed: error:0A000416:SSL routines::sslv3 alert certificate unknown | tls_failed | - | client
                    TLS failed: SSL_do_handshake failed: error:0A000102:SSL routines::unsupported protocol | tls_failed | - | server
                    TLS failed: SSL_do_handshake failed: error:0A00009C:SSL routines::http request | tls_failed | - | server
                    TLS failed: SSL_do_handshake failed: error:0A0000C1:SSL routines::no shared cipher | tls_failed | - | server
                    TLS failed: SSL_do_handshake failed                           | tls_failed        | -              | -
                    TLS failed: unknown POSIX error: starttls_unsupported         | tls_failed        | -              | -
                    Invalid username or password                                  | auth_failed       | -              | client
                    Account is banned: Spamming: many users                       | auth_failed       | -              | client
                    Too many (4) failed authentications from this IP address (192.0.2.7). The address will be unblocked at 19:46:53 22.11.2026 UTC | auth_failed | ip_banned | server
                    no row knows this                                             | unknown           | -              | -
                    Stream closed by nobody                                       | unknown           | -              | -
                    """)
    void texts(String reason, String cause, String subcause, String endedBy) {
        assertThat(ReasonTable.builtIn().find(reason)).isEqualTo(new Disconnect(cause, subcause, endedBy));
    }

    /** What the server says with a stream error: "by us" in 17.03-18.06, "by local host" from 18.09 on. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    Replaced by new connection (conflict)                         | replaced          | -              | client
                    has been kicked (policy-violation)                            | kicked            | -              | administrator
                    Kicked by administrator (conflict)                            | kicked            | -              | administrator
                    maintenance: bye (conflict)                                   | kicked            | -              | administrator
                    Stream reset by peer (conflict)                               | kicked            | -              | administrator
                    User removed (conflict)                                       | account_removed   | -              | administrator
                    system-shutdown                                               | server_shutdown   | -              | administrator
                    reset                                                         | server_shutdown   | -              | administrator
                    Too many unacked stanzas (policy-violation)                   | resource_limit    | ack_queue      | server
                    Timed out waiting for stream resumption (connection-timeout)  | connection_lost   | resume_timeout | network
                    Client acknowledged more stanzas than sent by server (undefined-condition) | protocol_error | - | client
                    XML stanza is too big (policy-violation)                      | policy_violation  | stanza_size    | client
                    mismatched tag (not-well-formed)                              | protocol_error    | -              | client
                    not well-formed (invalid token) (not-well-formed)             | protocol_error    | -              | client
                    undefined entity (not-well-formed)                            | protocol_error    | -              | client
                    xml-not-well-formed                                           | protocol_error    | -              | client
                    invalid-xml                                                   | protocol_error    | -              | client
                    bad thing (invalid-xml)                                       | protocol_error    | -              | client
                    Improper 'from' attribute (invalid-from)                      | protocol_error    | -              | client
                    Missing 'to' attribute (improper-addressing)                  | protocol_error    | -              | client
                    not-authorized                                                | protocol_error    | -              | client
                    host-unknown                                                  | protocol_error    | -              | client
                    unsupported-version                                           | protocol_error    | -              | client
                    connection-timeout                                            | timeout_negotiation | -            | client_or_network
                    Idle connection (connection-timeout)                          | timeout_negotiation | -            | client_or_network
                    Use of STARTTLS required (policy-violation)                   | policy_violation  | -              | client
                    Too long value of 'xml:lang' attribute (policy-violation)     | policy_violation  | -              | client
                    Too many (4) failed authentications from this IP address (192.0.2.7). The address will be unblocked at 19:46:53 22.11.2026 UTC (policy-violation) | auth_failed | ip_banned | server
                    """)
    void streamErrors(String text, String cause, String subcause, String endedBy) {
        for (String prefix : List.of("Stream closed by us: ", "Stream closed by local host: ")) {
            assertThat(ReasonTable.builtIn().find(prefix + text)).isEqualTo(new Disconnect(cause, subcause, endedBy));
        }
    }

    /** 17.03-18.01 print the text in the language of the client's stream; lager's files of that time encode it twice. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Durch neue Verbindung ersetzt (conflict)                      | replaced
                    Połączenie zostało zastąpione (conflict)                      | replaced
                    Заменено новым соединением (conflict)                         | replaced
                    Zu viele unbestätigte Stanzas (policy-violation)              | resource_limit
                    eine andere Verletzung (policy-violation)                     | policy_violation
                    Zeit abgelaufen (connection-timeout)                          | timeout_negotiation
                    """)
    void localized(String text, String cause) {
        String reason = "Stream closed by us: " + text;
        String twice = new String(reason.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(ReasonTable.builtIn().find(reason).cause()).isEqualTo(cause);
        assertThat(ReasonTable.builtIn().find(twice).cause()).isEqualTo(cause);
    }

    @Test
    void strangersTextsStopNothing() {
        ReasonTable table = ReasonTable.builtIn();
        for (String text :
                List.of("", " ", "\n", " \n \n", "unknown POSIX error: ", "unknown POSIX error: ".repeat(50_000))) {
            assertThat(table.find(text)).isEqualTo(Disconnect.UNKNOWN);
            byte[] b = text.getBytes(StandardCharsets.UTF_8);
            assertThat(table.knows(b, 0, b.length)).isFalse();
        }
    }

    @Test
    void operatorsRowsGoFirst() {
        ReasonTable table = ReasonTable.with(
                List.of(
                        """
                        pattern\tfirst_version\tlast_version\tcause\tsubcause\tended_by
                        Stream closed by {us|local host}: Spam* (conflict)\t\t\tbanned\tspam\tadministrator
                        Stream reset by peer\t\t\tclient_closed\tclean\tclient
                        """));
        assertThat(table.find("Stream closed by local host: Spamming: x (conflict)"))
                .isEqualTo(new Disconnect("banned", "spam", "administrator"));
        assertThat(table.find("Stream reset by peer").subcause()).isEqualTo("clean");
        assertThat(table.find("Stream closed by us: bye (conflict)").cause()).isEqualTo("kicked");
        assertThat(table.find((String) null)).isNull();
    }

    @Test
    void wrongTables() {
        assertThatThrownBy(() -> ReasonTable.with(List.of("cause\tpattern\n")))
                .hasMessageContaining("line 1: the columns must be pattern, first_version");
        assertThatThrownBy(() -> ReasonTable.with(
                        List.of("# mine\npattern\tfirst_version\tlast_version\tcause\tsubcause\tended_by\nx\t\t\ty\n")))
                .hasMessageContaining("line 3: 4 cells, not 6");
        assertThatThrownBy(() -> ReasonTable.with(
                        List.of("pattern\tfirst_version\tlast_version\tcause\tsubcause\tended_by\nx\t\t\t\t\t\n")))
                .hasMessageContaining("line 2: a row needs a pattern and a cause");
    }
}
