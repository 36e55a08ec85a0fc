package org.hangup.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Names and texts that strangers chose. A resource may hold nearly anything (RFC 7622 section 3.4); a user name that only failed to log in
 * is printed as the client sent it, unchecked, and so is a mechanism that the server does not have.
 */
class HostileNamesTest {
    private static Event match(String message) {
        Event event = MessageCatalogue.builtIn().match(message, null, null);
        assertThat(event).as(message).isNotNull();
        return event;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            textBlock =
                    """
                    home                                                  ¦ Stream reset by peer
                    phone: Stream reset by peer                           ¦ Connection failed: connection closed
                    phone: Connection failed: x                           ¦ Stream reset by peer
                    phone: Stream closed by peer                          ¦ Connection failed: connection closed
                    a: b: c                                               ¦ Connection failed: ping_timeout
                    x (conflict)                                          ¦ Stream reset by peer
                    x: Stream closed by us: Replaced by new connection (conflict) ¦ TLS failed: closed
                    (tls|<0.999.0>) Closing c2s session for a@b/c: x      ¦ Stream reset by peer
                    a/b@c/d                                               ¦ Stream closed by local host: User removed (conflict)
                    home                                                  ¦ Stream closed by peer: Stream reset by peer (undefined-condition)
                    home                                                  ¦ Stream closed by local host: bye: Stream reset by peers (conflict)
                    ; waiting 5 seconds for stream resumption             ¦ Connection failed: connection closed
                    home                                                  ¦ TLS failed: SSL_do_handshake failed: error:0A000416:SSL routines::sslv3 alert certificate unknown
                    a: SSL_new failed                                     ¦ TLS failed: SSL_new failed
                    """)
    void closeLine(String resource, String reason) {
        Event closed = match("(tls|<0.5.0>) Closing c2s session for romeo@example.net/" + resource + ": " + reason);
        assertThat(closed.text(EventField.EVENT)).isEqualTo("session_closed");
        assertThat(closed.text(EventField.CONNECTION)).isEqualTo("<0.5.0>");
        assertThat(closed.text(EventField.USER)).isEqualTo("romeo");
        assertThat(closed.text(EventField.SERVER)).isEqualTo("example.net");
        assertThat(closed.text(EventField.RESOURCE)).isEqualTo(resource);
        assertThat(closed.text(EventField.REASON)).isEqualTo(reason);
        assertThat(closed.text(EventField.TEXT)).isEqualTo("romeo@example.net/" + resource + ": " + reason);

        Event waiting = match("(tls|<0.5.0>) Closing c2s connection for romeo@example.net/" + resource + ": " + reason
                + "; waiting 300 seconds for stream resumption");
        assertThat(waiting.text(EventField.EVENT)).isEqualTo("sm_waiting_for_resumption");
        assertThat(waiting.text(EventField.RESOURCE)).isEqualTo(resource);
        assertThat(waiting.text(EventField.REASON)).isEqualTo(reason);
        assertThat(waiting.text(EventField.TEXT)).isEqualTo("romeo@example.net/" + resource + ": " + reason);
    }

    /** Where a JID alone stands, it is all the rest, whatever it says. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            textBlock =
                    """
                    (tls|<0.5.0>) Opened c2s session for                                                    ¦ session_opened
                    (tls|<0.5.0>) Resumed session for                                                       ¦ session_resumed
                    ({socket_state,gen_tcp,#Port<0.1>,<0.2.0>}) Close session for                           ¦ session_closed
                    ({socket_state,gen_tcp,#Port<0.1>,<0.2.0>}) Replaced session for                        ¦ session_replaced
                    Waiting for resumption of stream for                                                    ¦ sm_waiting_for_resumption
                    Closing former stream of resumed session for                                            ¦ session_resumed_old_stream_closed
                    """)
    void jidAlone(String head, String event) {
        for (String resource : new String[] {
            "a: Stream reset by peer",
            "x) Close session for b@c/d",
            " from 192.0.2.66",
            "z by y from 192.0.2.66: x",
            "]:5222 -> [::1]:5222",
            "/"
        }) {
            Event found = match(head + " romeo@example.net/" + resource);
            assertThat(found.text(EventField.EVENT)).isEqualTo(event);
            assertThat(found.text(EventField.USER)).isEqualTo("romeo");
            assertThat(found.text(EventField.RESOURCE)).isEqualTo(resource);
            assertThat(found.has(EventField.IP)).isFalse();
        }
    }

    /** 17.03+: the user of a failed authentication is raw, the address and the reason are the server's. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            textBlock =
                    """
                    romeo                                                                   ¦ Invalid username or password
                    x@y from 192.0.2.66: Invalid username or password                       ¦ Invalid username or password
                    x from 192.0.2.66: Aborted                                              ¦ Nodeprep failed
                    from 192.0.2.66: z                                                      ¦ Nodeprep failed
                    a b                                                                     ¦ Invalid username or password
                    romeo                                                                   ¦ Account is banned: spam from 192.0.2.66: all day
                    romeo                                                                   ¦ a reason that no table knows
                    """)
    void failedAuthentication(String user, String reason) {
        Event failed = match("(tls|<0.5.0>) Failed c2s PLAIN authentication for " + user
                + "@example.net from ::ffff:192.0.2.7: " + reason);
        assertThat(failed.text(EventField.EVENT)).isEqualTo("auth_failed");
        assertThat(failed.text(EventField.IP)).isEqualTo("192.0.2.7");
        assertThat(failed.text(EventField.REASON)).isEqualTo(reason);
        assertThat(failed.text(EventField.USER)).isEqualTo(user);
        assertThat(failed.text(EventField.SERVER)).isEqualTo("example.net");
    }

    /** The mechanism is what the client asked for; it can imitate what follows it, and must not blame another user or address. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            textBlock =
                    """
                    X authentication for juliet@example.net
                    X authentication for juliet@example.net from 192.0.2.66: Invalid username or password
                    X authentication from 192.0.2.66: Invalid username or password
                    two words
                    """)
    void hostileMechanism(String mechanism) {
        Event failed = match(
                "(tls|<0.5.0>) Failed c2s " + mechanism + " authentication from 192.0.2.7: Unsupported mechanism");
        assertThat(failed.text(EventField.EVENT)).isEqualTo("auth_failed");
        assertThat(failed.text(EventField.IP)).isEqualTo("192.0.2.7");
        assertThat(failed.has(EventField.USER)).isFalse();
        assertThat(failed.text(EventField.REASON)).isEqualTo("Unsupported mechanism");
    }

    /** Until 17.01 too: user raw, then host and address. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            textBlock =
                    """
                    romeo
                    x@y from 192.0.2.66
                    a b from 192.0.2.66@example.org from 192.0.2.67
                    """)
    void failedAuthenticationOfOldVersions(String user) {
        Event failed = MessageCatalogue.builtIn()
                .match(
                        "({socket_state,gen_tcp,#Port<0.1>,<0.2.0>}) Failed authentication for " + user
                                + "@example.net from 192.0.2.7",
                        "ejabberd_c2s",
                        Version.of("14.12"));
        assertThat(failed.text(EventField.USER)).isEqualTo(user);
        assertThat(failed.text(EventField.SERVER)).isEqualTo("example.net");
        assertThat(failed.text(EventField.IP)).isEqualTo("192.0.2.7");
    }

    /** 17.01 alone prints a reason, too: the address is the last one before which a reason stands that is known. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            textBlock =
                    """
                    romeo                                                   ¦ Invalid username or password
                    a@b@c                                                   ¦ Aborted
                    x@y from 192.0.2.66: Invalid username or password       ¦ Invalid username or password
                    """)
    void failedAuthenticationOf1701(String user, String reason) {
        Event failed = MessageCatalogue.builtIn()
                .match(
                        "({socket_state,gen_tcp,#Port<0.1>,<0.2.0>}) Failed authentication for " + user
                                + "@example.net from 2001:db8::1: " + reason,
                        "ejabberd_c2s",
                        Version.of("17.01"));
        assertThat(failed.text(EventField.USER)).isEqualTo(user);
        assertThat(failed.text(EventField.SERVER)).isEqualTo("example.net");
        assertThat(failed.text(EventField.IP)).isEqualTo("2001:db8::1");
        assertThat(failed.text(EventField.REASON)).isEqualTo(reason);
    }

    /** A text that looks like another message, but not at the record's first byte, is nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            textBlock =
                    """
                    Created MUC room (tls|<0.5.0>) Closing c2s session for a@b/c: Stream reset by peer
                    \\ (tls|<0.5.0>) Closing c2s session for a@b/c: Stream reset by peer
                    xejabberd 23.01 is stopped in the node ejabberd@localhost
                    (tls|<0.5.0>)Closing c2s session for a@b/c: Stream reset by peer
                    (tls|<0.5.0>) Closing c2s session for a@b/c
                    (<0.5.0>) Accepted connection somewhere else -> [::]:5222
                    """)
    void noMatch(String message) {
        assertThat(MessageCatalogue.builtIn().match(message.replace("\\", ""), null, null))
                .isNull();
    }

    static Stream<MessageRow> rowsWithAResource() {
        return MessageCatalogue.builtIn().rows().stream()
                .filter(row -> row.example().contains("example.net/home: sweet home"))
                // a printer escapes what stands in quotes
                .filter(row -> !row.example().contains("\"romeo@"))
                .filter(row -> !row.module().startsWith("mod_mqtt"));
    }

    /** Whatever a client calls its resource, a message of a session says of all else the same. */
    @ParameterizedTest
    @MethodSource("rowsWithAResource")
    void everyMessageOfASession(MessageRow row) {
        for (String resource : new String[] {
            "x: Stream reset by peer",
            "x by y from 192.0.2.66",
            "x from 192.0.2.66: Aborted",
            "(tls|<0.9.0>) Closing c2s session for a@b/c: x",
            "x with z by mnesia backend from 192.0.2.66",
            "x: Connection failed: y; waiting 3 seconds for stream resumption",
            "a@b/c",
            "'\"{[<<\\",
            ": ",
            " ",
            "x: Stream closed by peer: y (undefined-condition)"
        }) {
            Event plain = match(row, row.example());
            Event hostile = match(row, row.example().replace("home: sweet home", resource));
            assertThat(hostile.text(EventField.RESOURCE)).isEqualTo(resource);
            for (EventField field : EventField.values()) {
                if (field != EventField.RESOURCE && field != EventField.TEXT) {
                    assertThat(hostile.text(field)).as(field + " " + resource).isEqualTo(plain.text(field));
                }
            }
        }
    }

    private static Event match(MessageRow row, String message) {
        return MessageCatalogue.builtIn().match(message, row.module().equals("*") ? null : row.module(), row.first());
    }
}
