package org.hangup.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Erlang printed for every message of ejabberd's history, with arguments that the catalogue's author did not choose: in each
 * layout, of the first and of the last version, names and reasons as hostile as a client can make them. Not from our catalogue, but from
 * src/test/erlang/ejabberd-messages.tsv and print_messages.escript.
 */
class PrintedMessagesTest {
    private static final MessageCatalogue CATALOGUE = MessageCatalogue.builtIn();
    /** What no message may tell unless it was put in. */
    private static final Set<EventField> ONLY_IF_PRINTED =
            EnumSet.of(EventField.USER, EventField.SERVER, EventField.RESOURCE, EventField.IP);

    /** OTP's own reports; the catalogue names their lines otherwise, see {@link #everyMessageIsARow}. */
    private static final Set<String> REPORTS = Set.of("proc_lib", "supervisor", "application_controller");

    @Test
    void everyMessageIsARow() {
        Set<PrintedMessage.Row> ours = CATALOGUE.rows().stream()
                .map(row -> new PrintedMessage.Row(
                        row.event(),
                        row.first() == null ? "" : row.first().toString(),
                        row.last() == null ? "26.07" : row.last().toString(),
                        row.module(),
                        row.format().toString()))
                .collect(Collectors.toSet());
        Set<PrintedMessage.Row> printed = PrintedMessage.logs().values().stream()
                .flatMap(List::stream)
                .map(PrintedMessage::row)
                .filter(row -> !REPORTS.contains(row.module()))
                .collect(Collectors.toSet());

        // 305 rows, less the three reports, and one that differs from another by its level only
        assertThat(printed).hasSize(301);
        assertThat(ours).containsAll(printed);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyRecordIsReadAsItWasMeant(boolean versionIsKnown) {
        List<String> faults = new ArrayList<>();
        int explained = 0;
        int all = 0;
        for (var log : PrintedMessage.logs().entrySet()) {
            List<PrintedMessage> messages = log.getValue();
            Version version = versionIsKnown ? Version.of(log.getKey().version()) : null;
            RecordReader reader = reader(messages);
            LogRecord record = new LogRecord();
            for (PrintedMessage message : messages) {
                assertThat(reader.next(record)).as(log.getKey().toString()).isTrue();
                assertThat(record.layout.name()).isEqualTo(layout(log.getKey().layout()));
                String fault = fault(message, record, version);
                all++;
                if (fault != null && isExplained(message, record, versionIsKnown)) {
                    explained++;
                } else if (fault != null) {
                    faults.add(fault + ": " + message.row().event() + " of " + log.getKey() + ": "
                            + text(record.bytes, record.messageStart, record.messageEnd));
                }
            }
            assertThat(reader.next(record)).as(log.getKey().toString()).isFalse();
        }
        assertThat(faults).isEmpty();
        assertThat(all).isGreaterThan(3600);
        assertThat(explained).isLessThan(all / 100);
    }

    /** What cannot be told from the record alone, whoever reads it. */
    private static boolean isExplained(PrintedMessage message, LogRecord record, boolean versionIsKnown) {
        String format = message.row().format();
        String user = message.fields().getOrDefault(EventField.USER, "");
        String resource = message.fields().getOrDefault(EventField.RESOURCE, "");
        boolean old = format.startsWith("(~w)") && !versionIsKnown;
        return switch (message.row().event()) {
            // two modules print the same words, and a console does not name them
            case "http_poll_started", "http_send_timeout", "fail2ban_blocked" -> record.moduleStart == record.moduleEnd;
            // an address of eight numbers that the printer broke over lines, behind a list as wide as a line
            case "admin_api_call" ->
                format.endsWith("(~p)")
                        && text(record.bytes, record.messageStart, record.messageEnd)
                                .endsWith("})");
            // of an unknown version: a backend behind the JID (2.1.0 and later), or a part of its resource
            case "auth_accepted" -> old && resource.contains(" by ");
            // an address behind the JID (2.1.12 and later), a reason behind the address (17.01), or a part of what a
            // client sent
            case "auth_failed" -> old && (user + resource).contains("from 192.0.2.66");
            // '~s' with resource '~s', and the name holds ' with resource '
            case "auth_forbidden" ->
                user.contains("' with resource '") || (old && resource.contains("from 192.0.2.66"));
            // any text may be the reason of an end over MQTT; the resource reads like an address and a reason that are
            // known
            case "mqtt_session_event" -> resource.contains(" from 192.0.2.66: ");
            default -> false;
        };
    }

    private static RecordReader reader(List<PrintedMessage> messages) {
        var log = new ByteArrayOutputStream();
        messages.forEach(message -> log.writeBytes(message.bytes()));
        return new RecordReader(new ByteArrayInputStream(log.toByteArray()), "", ZoneOffset.UTC, LocalDate.EPOCH);
    }

    private static String layout(String printed) {
        return printed.equals("tty") ? "otp_report" : printed;
    }

    /** What is wrong with our reading of the record, or null. */
    private static String fault(PrintedMessage message, LogRecord r, Version version) {
        Event event = new Event();
        if (!CATALOGUE.match(
                r.bytes, r.messageStart, r.messageEnd, r.bytes, r.moduleStart, r.moduleEnd, version, event)) {
            return "unknown";
        }
        if (!event.text(EventField.EVENT).equals(message.row().event())) {
            return "read as " + event.text(EventField.EVENT);
        }
        for (EventField field : EventField.values()) {
            String put = message.fields().get(field);
            if (put != null
                    && field == EventField.REASON
                    && message.row().event().equals("process_crash")) {
                // a client's words that it quotes may hold a secret
                byte[] printed = put.getBytes(StandardCharsets.UTF_8);
                put = new String(UnquotedText.of(printed, 0, printed.length), StandardCharsets.UTF_8);
            }
            String got = mended(event, field, r);
            if (put != null ? !expected(put, r).equals(got) : got != null && ONLY_IF_PRINTED.contains(field)) {
                return field + " is " + got + ", not " + put;
            }
        }
        String port = event.port == Event.NO_PORT ? "" : Integer.toString(event.port);
        return port.equals(message.port()) ? null : "port is " + port + ", not " + message.port();
    }

    /** As the job does: what a file of lager holds twice encoded, and a console in Latin-1. */
    private static String mended(Event event, EventField field, LogRecord r) {
        byte[] b = event.bytes(field);
        if (b == null) {
            return null;
        }
        byte[] mended = r.layout.console()
                ? EjabberdText.fromConsole(b, event.from(field), event.to(field))
                : EjabberdText.undouble(b, event.from(field), event.to(field));
        return new String(mended, StandardCharsets.UTF_8);
    }

    /** A name that itself reads like Erlang's escape of a character cannot be told from one on a console. */
    private static String expected(String put, LogRecord r) {
        return r.layout.console()
                ? new String(EjabberdText.unescape(put.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8)
                : put;
    }

    private static String text(byte[] b, int from, int to) {
        return new String(Arrays.copyOfRange(b, from, to), StandardCharsets.UTF_8);
    }
}
