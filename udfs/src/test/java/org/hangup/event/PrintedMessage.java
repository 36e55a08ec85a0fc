package org.hangup.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A line of printed-messages.tsv, which src/test/erlang/print_messages.escript made: a record that Erlang printed, and what it printed.
 *
 * @param row    of which message it is, by the history of ejabberd's sources
 * @param log    the version and the layout
 * @param fields what was put in; a field that is not there was not in the message
 * @param port   the client's port, "" if not in the message
 * @param bytes  the record as the log has it
 */
@SuppressWarnings("ArrayRecordComponent")
record PrintedMessage(Row row, Log log, Map<EventField, String> fields, String port, byte[] bytes) {
    /** A message of one module in a range of versions. */
    record Row(String event, String first, String last, String module, String format) {}

    /** What one version wrote in one layout. */
    record Log(String version, String layout) {
        @Override
        public String toString() {
            return version + " " + layout;
        }
    }

    /** All of them, log by log; {@code -Dhangup.printedMessages=FILE} takes another sample, not compressed. */
    static Map<Log, List<PrintedMessage>> logs() {
        String other = System.getProperty("hangup.printedMessages");
        try (InputStream in = other != null
                ? Files.newInputStream(Path.of(other))
                : new GZIPInputStream(PrintedMessage.class.getResourceAsStream("printed-messages.tsv.gz"))) {
            return Stream.of(new String(in.readAllBytes(), ISO_8859_1).split("\n", -1))
                    .filter(line -> !line.isEmpty())
                    .map(PrintedMessage::of)
                    .collect(Collectors.groupingBy(PrintedMessage::log, LinkedHashMap::new, Collectors.toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PrintedMessage of(String line) {
        List<String> cells =
                Stream.of(line.split("\t", -1)).map(String::translateEscapes).toList();
        Map<EventField, String> fields = new EnumMap<>(EventField.class);
        put(fields, EventField.CONNECTION, cells.get(7));
        put(fields, EventField.USER, cells.get(8));
        put(fields, EventField.SERVER, cells.get(9));
        put(fields, EventField.RESOURCE, cells.get(10));
        put(fields, EventField.IP, cells.get(11));
        put(fields, EventField.REASON, cells.get(13));
        put(fields, EventField.NODE, cells.get(14));
        return new PrintedMessage(
                new Row(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4)),
                new Log(cells.get(5), cells.get(6)),
                fields,
                cells.get(12),
                cells.get(15).getBytes(ISO_8859_1));
    }

    private static void put(Map<EventField, String> fields, EventField field, String cell) {
        if (!cell.isEmpty()) {
            fields.put(field, new String(cell.getBytes(ISO_8859_1), StandardCharsets.UTF_8));
        }
    }
}
