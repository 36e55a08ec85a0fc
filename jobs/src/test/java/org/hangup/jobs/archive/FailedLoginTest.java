package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import org.hangup.event.MessageCatalogue;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of failed logins, whole and torn, and other records that end as only those do. */
class FailedLoginTest {
    private static LogRecord record(String message) {
        return record("m", message);
    }

    private static LogRecord record(String module, String message) {
        byte[] text = ("2024-03-01 09:00:00.000001+00:00 [info] <0.5.0>@" + module + ":f/1:2 " + message)
                .getBytes(StandardCharsets.UTF_8);
        var r = new LogRecord();
        assertThat(new RecordParser(ZoneOffset.UTC, null).parse(text, 0, text.length, r))
                .isTrue();
        return r;
    }

    private static String message(LogRecord r) {
        return new String(r.bytes, r.messageStart, r.messageEnd - r.messageStart, StandardCharsets.UTF_8);
    }

    /** The messages of every version, each with its example. */
    private static List<String[]> catalogue() throws IOException {
        try (InputStream in = MessageCatalogue.class.getResourceAsStream("messages.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .toList();
        }
    }

    @Test
    void everyVersionsFailedLoginIsWholeAndNoOtherMessageEndsAsOne() throws IOException {
        int logins = 0;
        for (String[] row : catalogue()) {
            LogRecord r = record(row[3].equals("*") ? "m" : row[3], row[7]);
            // MongooseIM's pairs are no sentence that a name could end
            boolean login = row[0].equals("auth_failed") && !row[5].contains("legacy") && !row[6].equals("pairs");
            assertThat(FailedLogin.is(r)).as(row[7]).isEqualTo(login);
            if (login) {
                logins++;
                assertThat(FailedLogin.isWhole(r)).as(row[7]).isTrue();
                // up to 2.1.11 there is nothing behind the name
                assertThat(FailedLogin.endsAsOne(r)).as(row[7]).isEqualTo(row[5].contains("from"));
            } else {
                assertThat(FailedLogin.endsAsOne(r)).as(row[7]).isFalse();
            }
        }
        assertThat(logins).as("eight of ejabberd, two of MongooseIM").isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(tls|<0.5.0>) Failed c2s PLAIN authentication for x",
                "(tls|<0.5.0>) Failed c2s PLAIN authentication for x@example.net",
                "(tls|<0.5.0>) Failed c2s PLAIN authentication for x@example.net from 192.0.2.1: z\ny",
                "(tls|<0.5.0>) Failed c2s X",
                "({socket_state,gen_tcp,#Port<0.1>,<0.2.0>}) Failed authentication for x"
            })
    void torn(String message) {
        LogRecord r = record(message);
        assertThat(FailedLogin.is(r)).isTrue();
        assertThat(FailedLogin.isWhole(r)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(tls|<0.5.0>) Failed c2s PLAIN authentication for x\ny@example.net from ::1: Invalid username or password",
                "(tls|<0.5.0>) Failed c2s PLAIN authentication for x@y from ::1: Account is banned: <a> from 192.0.2.1: z",
                "(tls|<0.5.0>) Failed c2s PLAIN authentication for x@y from hidden_by_ejabberd: Aborted",
                "(http_bind|<0.5.0>) Failed c2s X authentication from unknown: Unsupported mechanism",
                "(tls|<0.5.0>) Failed c2s PLAIN authentication for x@y from a socket of a kind to come: z"
            })
    void whole(String message) {
        LogRecord r = record(message);
        assertThat(FailedLogin.is(r)).isTrue();
        assertThat(FailedLogin.isWhole(r)).as(message(r)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "z@example.net from 192.0.2.1: Invalid username or password",
                "z\n@example.net from ::ffff:192.0.2.1: Invalid username or password",
                "z@b\u00fccher.example from ::FFFF:192.0.2.1: Nodeprep failed (by rule 3)",
                "z@example.net from hidden_by_ejabberd: Aborted",
                "z@example.net from unknown: Aborted",
                "z authentication from 2001:db8::1: Unsupported mechanism",
                "z@example.net from 192.0.2.1",
                "z@example.net from IP 192.0.2.1",
                "z@example.net from IP 192.0.2.1 ({192,0,2,1})",
                "@example.net from ::1",
                "(tls|<0.9.0>) Closing c2s session for v@b/r: x@example.net from 192.0.2.1: Aborted",
                // a line feed at the end is the record's own
                "z@example.net from 192.0.2.1: Aborted\n"
            })
    void endsAsOne(String message) {
        assertThat(FailedLogin.endsAsOne(record(message))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ")",
                "x",
                " from 192.0.2.1",
                "z@example.net from 192.0.2.1: Aborted\nmore",
                "z@example.net from 192.0.2.1: a <b>",
                "<<\"z@example.net from 192.0.2.1: a\">>",
                "z@example.net from there: Aborted",
                "z@example.net from : Aborted",
                "z@example.net  192.0.2.1: Aborted",
                "z@example.net/a from 192.0.2.1",
                "@ from 192.0.2.1",
                "z@example.net from 192.0.2.1 {192,0,2,1})",
                "Closing c2s session for z@example.net/a: Connection failed: connection closed"
            })
    void endsOtherwise(String message) {
        assertThat(FailedLogin.endsAsOne(record(message))).isFalse();
    }

    /** Messages that are known, and of their module. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mod_mqtt_session | Failed to register MQTT session for z@example.net from 192.0.2.1: z",
                "mod_http_api | API call get_last [{<<\"user\">>,<<\"z@example.net\">>}] from 192.0.2.1:45000"
            })
    void mayEndSo(String module, String message) {
        assertThat(FailedLogin.endsAsOne(record(module, message))).isFalse();
        assertThat(FailedLogin.endsAsOne(record("m", message))).isTrue();
    }
}
