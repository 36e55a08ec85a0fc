package org.hangup.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;
import org.junit.jupiter.api.Test;

/** The project's sample logs, written by real servers: no record of a module that has to do with clients' connections is unknown. */
class SampleLogsTest {
    private static final Path DATA = Path.of(System.getProperty("hangup.root"), "data");
    private static final Pattern CLIENTS = Pattern.compile(
            "ejabberd_c2s|ejabberd_listener|mod_stream_mgmt|ejabberd_receiver|ejabberd_socket|xmpp_socket|xmpp_stream_in|ejabberd_http\\w*|ejabberd_bosh"
                    + "|ejabberd_websocket|mod_bosh|mod_fail2ban|mod_gbox_messager|ejabberd_app");

    @Test
    void everyRecordOfClientsModulesIsKnown() throws IOException {
        List<String> unknown = new ArrayList<>();
        Map<String, Integer> events = new TreeMap<>();
        for (Path log : logs()) {
            read(log, unknown, events);
        }
        assertThat(unknown).isEmpty();
        assertThat(events)
                .containsKeys(
                        "connection_accepted",
                        "auth_accepted",
                        "auth_failed",
                        "session_opened",
                        "session_closed",
                        "session_resumed")
                .containsKeys(
                        "sm_waiting_for_resumption",
                        "node_started",
                        "node_stopped",
                        "listener_started",
                        "session_sid",
                        "session_info");
        assertThat(events.get("session_closed")).isGreaterThan(300);
    }

    private static List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.walk(DATA)) {
            return files.filter(file -> file.getFileName().toString().contains(".log"))
                    .sorted()
                    .toList();
        }
    }

    private static void read(Path log, List<String> unknown, Map<String, Integer> events) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(log));
        InputStream in = log.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        LogRecord record = new LogRecord();
        Event event = new Event();
        MessageCatalogue catalogue = MessageCatalogue.builtIn();
        try (RecordReader reader = new RecordReader(in, "", ZoneOffset.UTC, LocalDate.of(2014, 10, 24))) {
            while (reader.next(record)) {
                byte[] b = record.bytes;
                boolean known = catalogue.match(
                        b,
                        record.messageStart,
                        record.messageEnd,
                        b,
                        record.moduleStart,
                        record.moduleEnd,
                        null,
                        event);
                if (known) {
                    events.merge(event.text(EventField.EVENT), 1, Integer::sum);
                } else if (CLIENTS.matcher(text(b, record.moduleStart, record.moduleEnd))
                        .matches()) {
                    unknown.add(log.getFileName() + " " + text(b, record.messageStart, record.messageEnd));
                }
            }
        }
    }

    private static String text(byte[] b, int from, int to) {
        return new String(b, from, to - from, StandardCharsets.UTF_8);
    }
}
