package org.hangup.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A list of exactly what is to be read of an archive, as a file: one JSON object a line for each {@link ReadFile}. All but
 * ASCII is escaped, so that any file name comes back as it was, half surrogate pairs too.
 */
public final class ArchiveFile {
    private ArchiveFile() {}

    /** Writes the list, over what was there. */
    public static void write(Path path, List<ReadFile> files, Configuration conf) throws IOException {
        var json = new ObjectMapper();
        ObjectWriter writer = json.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);
        try (OutputStream out = LogFiles.fileSystem(path, conf).create(path, true)) {
            for (ReadFile file : files) {
                out.write(writer.writeValueAsBytes(object(file, json.createObjectNode())));
                out.write('\n');
            }
        }
    }

    /**
     * The list that {@link #write} wrote.
     *
     * @throws IOException if it cannot be read, or naming the line that is none of such a list
     */
    public static List<ReadFile> read(Path path, Configuration conf) throws IOException {
        var json = new ObjectMapper();
        var files = new ArrayList<ReadFile>();
        try (var in = new BufferedReader(
                new InputStreamReader(LogFiles.fileSystem(path, conf).open(path), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                try {
                    files.add(readFile(json.readTree(line)));
                } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
                    throw new IOException(path + " is no list of files to read: line " + (files.size() + 1), e);
                }
            }
        }
        return files;
    }

    private static ObjectNode object(ReadFile read, ObjectNode o) {
        LogFile file = read.file();
        o.put("path", file.path());
        o.put("name", file.name());
        o.put("length", file.length());
        o.put("codec", file.codec().name());
        o.put("layout", file.layout());
        o.put("zone", file.zone());
        o.put("date", file.date() == null ? null : file.date().toString());
        o.put("node", file.node());
        o.put("second_pass", file.secondPass());
        o.put("log", read.log());
        o.put("order", read.order());
        o.put("doubled", read.doubled());
        o.put("broken", read.broken());
        ArrayNode segments = o.putArray("segments");
        read.segments().forEach(segment -> put(segment, segments.addObject()));
        return o;
    }

    private static void put(ReadFile.Segment segment, ObjectNode o) {
        o.put("from", segment.from());
        o.put("to", segment.to());
        o.put("boot", segment.boot());
        o.put("day", segment.day());
        o.put("version", segment.version());
        put(segment.clientPorts(), o.putArray("client_ports"));
        put(segment.otherPorts(), o.putArray("other_ports"));
    }

    private static void put(int[] ports, ArrayNode array) {
        for (int port : ports) {
            array.add(port);
        }
    }

    private static ReadFile readFile(JsonNode o) {
        String date = text(o, "date");
        var file = new LogFile(
                text(o, "path"),
                text(o, "name"),
                o.required("length").longValue(),
                Codec.valueOf(text(o, "codec")),
                text(o, "layout"),
                text(o, "zone"),
                date == null ? null : LocalDate.parse(date),
                text(o, "node"),
                o.required("second_pass").booleanValue());
        var segments = new ArrayList<ReadFile.Segment>();
        o.required("segments").forEach(segment -> segments.add(segment(segment)));
        return new ReadFile(
                file,
                o.required("log").intValue(),
                o.required("order").intValue(),
                o.required("doubled").booleanValue(),
                o.required("broken").booleanValue(),
                segments);
    }

    private static ReadFile.Segment segment(JsonNode o) {
        return new ReadFile.Segment(
                o.required("from").longValue(),
                o.required("to").longValue(),
                o.required("boot").intValue(),
                o.required("day").longValue(),
                text(o, "version"),
                ports(o.required("client_ports")),
                ports(o.required("other_ports")));
    }

    private static int[] ports(JsonNode array) {
        int[] ports = new int[array.size()];
        for (int i = 0; i < ports.length; i++) {
            ports[i] = array.get(i).intValue();
        }
        return ports;
    }

    /** A text, or null. */
    private static String text(JsonNode o, String name) {
        JsonNode value = o.required(name);
        return value.isNull() ? null : value.textValue();
    }
}
