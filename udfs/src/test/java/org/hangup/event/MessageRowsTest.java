package org.hangup.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of messages.tsv: its example goes through the parser, with the row's module and version, with only one of them and with
 * neither. The examples are all about romeo, who comes from 192.0.2.7:51322; so what must come out of an argument is known.
 */
class MessageRowsTest {
    private static final String PORT = "#Port<0.20151>";
    private static final MessageCatalogue CATALOGUE = MessageCatalogue.builtIn();

    static Stream<MessageRow> rows() {
        return CATALOGUE.rows().stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void example(MessageRow row) {
        String module = row.module().equals("*") ? null : row.module();
        for (Version version : new Version[] {row.first(), row.last()}) {
            Event event = CATALOGUE.match(row.example(), module, version);
            assertThat(event).as(row.example()).isNotNull();
            assertThat(event.text(EventField.EVENT)).isEqualTo(row.event());
            assertThat(fields(event)).as(row.example()).isEqualTo(expected(row));
        }
        assertThat(CATALOGUE.match(row.example(), module, null)).isNotNull();
        assertThat(CATALOGUE.match(row.example(), null, null)).isNotNull();
        byte[] b = Bytes.of(row.example());
        boolean detail = row.event().equals(MessageCatalogue.DETAIL);
        assertThat(detail || CATALOGUE.mayMatch(b, 0, b.length, 0, 0)).isTrue();
    }

    private static Map<String, String> fields(Event event) {
        Map<String, String> fields = new TreeMap<>();
        for (EventField field : EventField.values()) {
            if (field != EventField.TEXT && field != EventField.REASON && event.has(field)) {
                fields.put(field.name(), event.text(field));
            }
        }
        if (event.port != Event.NO_PORT) {
            fields.put("PORT", Integer.toString(event.port));
        }
        if (event.localPort != Event.NO_PORT) {
            fields.put("LOCAL_PORT", Integer.toString(event.localPort));
        }
        return fields;
    }

    /** What romeo's values are, by the kinds of the row's arguments. */
    private static Map<String, String> expected(MessageRow row) {
        Map<String, String> all = new TreeMap<>(Map.of("EVENT", row.event()));
        for (Argument argument : row.arguments()) {
            switch (argument.kind()) {
                case CONNECTION -> connection(row.example(), all);
                case JID, JID_TERM -> {
                    all.put("USER", "romeo");
                    all.put("SERVER", "example.net");
                    if (row.example().contains("/home")) {
                        all.put("RESOURCE", "home: sweet home");
                    }
                }
                case FOR_USER -> {
                    all.put("USER", "romeo");
                    all.put("SERVER", "example.net");
                }
                case USER, ANY_USER -> all.put("USER", "romeo");
                case SERVER -> all.put("SERVER", "example.net");
                case RESOURCE -> all.put("RESOURCE", "home: sweet home");
                case IP, IP_TERM -> all.put("IP", "192.0.2.7");
                case PORT -> all.put("PORT", "51322");
                case ENDPOINT -> {
                    all.put("IP", "192.0.2.7");
                    all.put("PORT", "51322");
                }
                case LOCAL_PORT, LOCAL_ENDPOINT, LISTENER -> all.put("LOCAL_PORT", "5222");
                case MECHANISM, ANY_MECHANISM -> all.put("AUTH_MECHANISM", "SCRAM-SHA-1");
                case BACKEND -> all.put("AUTH_BACKEND", "mnesia");
                case VERSION -> all.put("VERSION", isMongooseIm(row) ? "2.1.8+mim-1.5.1" : "23.01");
                case NODE -> {
                    if (argument.field() == EventField.NODE) {
                        all.put("NODE", isMongooseIm(row) ? "mongooseim@localhost" : "ejabberd@chat.example.net");
                    }
                }
                case PAIRS -> pairs(row.example(), all);
                case DETAILS -> {
                    all.put("IP", "192.0.2.7");
                    all.put("PORT", "51322");
                    all.put("LOCAL_PORT", "5222");
                }
                case SID, CRASH, CHILD -> all.put("CONNECTION", "<0.501.0>");
                case SOCKET -> all.put("CONNECTION", "#Port<0.20151>");
                case WEBSOCKET -> {
                    all.put("CONNECTION", "<0.501.0>");
                    all.put("TRANSPORT", "websocket");
                    all.put("IP", "192.0.2.7");
                    all.put("PORT", "51322");
                }
                case SESSION_INFO -> {
                    all.put("IP", "192.0.2.7");
                    all.put("PORT", "51322");
                    all.put("TRANSPORT", "tls");
                    all.put("AUTH_BACKEND", "mnesia");
                }
                default -> {
                    if (argument.field() == EventField.CONNECTION) {
                        all.put("CONNECTION", row.example().contains(PORT) ? PORT : "<0.501.0>");
                    } else if (argument.field() == EventField.RECEIVER) {
                        all.put("RECEIVER", "<0.501.0>");
                    }
                }
            }
        }
        row.constants().forEach((field, value) -> {
            if (field != EventField.REASON) {
                all.put(field.name(), value);
            }
        });
        return all;
    }

    private static boolean isMongooseIm(MessageRow row) {
        return row.first() != null && row.first().isMongooseIm();
    }

    /** What MongooseIM's fields say of romeo. */
    private static void pairs(String example, Map<String, String> all) {
        Map<String, Map<String, String>> told = Map.ofEntries(
                Map.entry(" user=romeo", Map.of("USER", "romeo")),
                Map.entry(" username=romeo", Map.of("USER", "romeo")),
                Map.entry("server=example.net", Map.of("SERVER", "example.net")),
                Map.entry(" resource=", Map.of("RESOURCE", "home: sweet home")),
                Map.entry("src_address=", Map.of("IP", "192.0.2.7", "PORT", "51322")),
                Map.entry(" src_address={", Map.of("IP", "192.0.2.7", "PORT", "51322")),
                Map.entry("dest_address_address=", Map.of("IP", "192.0.2.7", "PORT", "51322")),
                Map.entry(" ip={", Map.of("IP", "192.0.2.7")),
                Map.entry("conn_details_dest_port=", Map.of("LOCAL_PORT", "5222")),
                Map.entry(PORT, Map.of("CONNECTION", PORT)),
                Map.entry(" receiver=", Map.of("RECEIVER", "<0.500.0>")),
                Map.entry("socket_module=", Map.of("TRANSPORT", "tls")),
                Map.entry("conn_type=", Map.of("TRANSPORT", "tls")),
                Map.entry(" auth_module=", Map.of("AUTH_BACKEND", "mnesia")),
                Map.entry(" version=", Map.of("VERSION", "6.8.0")),
                Map.entry(" node=", Map.of("NODE", "mongooseim@localhost")));
        told.forEach((key, fields) -> {
            if (example.contains(key)) {
                all.putAll(fields);
            }
        });
    }

    private static void connection(String example, Map<String, String> all) {
        boolean port = example.startsWith("(#Port") || example.startsWith("({socket_state");
        all.put("CONNECTION", port ? PORT : "<0.501.0>");
        if (example.startsWith("({socket_state")) {
            all.put("RECEIVER", "<0.500.0>");
            all.put("TRANSPORT", "tls");
        }
        if (example.startsWith("(tls|")) {
            all.put("TRANSPORT", "tls");
        }
    }
}
