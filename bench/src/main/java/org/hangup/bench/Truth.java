package org.hangup.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the written log must be found to say: sums per reason in {@code DIR.truth.json}, and for the realistic profile a line a
 * connection in {@code DIR.truth.jsonl}, with the fields of the corpora's truth.
 */
final class Truth implements AutoCloseable {
    private static final long SILENCE = 600_000_000L;

    private record Sum(long connections, long micros) {}

    private final TreeMap<String, Sum> sums = new TreeMap<>();
    private final Set<Life> open = new LinkedHashSet<>();
    private final ArrayDeque<Long> failures = new ArrayDeque<>();
    private final Path summary;
    private final PrintWriter lines;
    private final boolean detailed;
    private long precision = 1;
    private long settledFailures;
    private long interrupted;
    private long wentOn;
    private long established;

    Truth(Path output, boolean lines) throws IOException {
        this.summary = output.resolveSibling(output.getFileName() + ".truth.json");
        Path detail = output.resolveSibling(output.getFileName() + ".truth.jsonl");
        this.detailed = lines;
        this.lines = lines ? writer(detail) : new PrintWriter(Writer.nullWriter());
    }

    private static PrintWriter writer(Path path) throws IOException {
        return new PrintWriter(Files.newBufferedWriter(path, StandardCharsets.UTF_8));
    }

    Set<Life> open() {
        return open;
    }

    /** That record is in the log now, with a time as its release prints it. */
    void wrote(Line line) {
        precision = line.release().precision;
        if (line.written() != null) {
            line.written().run();
        }
        now(line.micros());
    }

    private long printed(long at) {
        return at - Math.floorMod(at, precision);
    }

    void connected(Life life, long at) {
        life.connected = printed(at);
        open.add(life);
    }

    void established(Life life, long at) {
        life.established = printed(at);
        established++;
    }

    /** A connection was lost; it is settled when its session is resumed, replaced or given up. */
    void lost(Life life, long at, String cause, String reason) {
        life.ended = printed(at);
        life.cause = cause;
        life.reason = reason;
    }

    /** Its session goes on in another connection: one session the less to come to an end. */
    void wentOn() {
        wentOn++;
    }

    /** A connection that was lost is settled now. */
    void settled(Life life) {
        ended(life, life.ended, life.cause, life.reason);
    }

    /** A connection that had a session ended. */
    void ended(Life life, long at, String cause, String reason) {
        life.ended = printed(at);
        life.cause = cause;
        life.reason = reason;
        open.remove(life);
        sums.merge(
                cause + "\t" + reason,
                new Sum(1, life.ended - life.established),
                (a, b) -> new Sum(a.connections + b.connections, a.micros + b.micros));
        line(life, "");
    }

    /** A connection that never had a session wrote its last record. */
    void failed(Life life, long at, String cause) {
        life.ended = printed(at);
        life.cause = cause;
        open.remove(life);
        failures.add(at);
        line(life, "");
    }

    /** A connection was cut off in the middle of its login: what the log shows of it, if anything, is left open here. */
    void interrupted(Life life) {
        life.ended = life.connected;
        life.cause = "unknown";
        interrupted++;
        open.remove(life);
        line(life, ", \"unsure\": true");
    }

    /** Every record tells how far the log goes: a failed connection is settled ten minutes after its last record. */
    private void now(long at) {
        while (!failures.isEmpty() && failures.peek() + SILENCE <= at) {
            failures.poll();
            settledFailures++;
        }
    }

    private void line(Life l, String more) {
        String transport =
                switch (l.transport) {
                    case TCP -> "tcp";
                    case TLS -> "tls";
                    case WEBSOCKET -> "ws";
                    case BOSH -> "bosh";
                };
        lines.print("{\"conn\": " + l.number + ", \"scenario\": \"generated\", \"cause\": " + text(l.cause));
        lines.print(", \"user\": " + text(l.user) + ", \"server\": " + text(l.server) + ", \"resource\": "
                + text(l.resource) + ", \"client_ip\": " + text(l.ip) + ", \"client_port\": " + l.port);
        lines.print(", \"transport\": \"" + transport + "\", \"connect_ms\": " + l.connected / 1000);
        lines.print(", \"established_ms\": " + millis(l.established) + ", \"end_ms\": " + millis(l.ended));
        lines.println(more + "}");
    }

    private static String millis(long micros) {
        return micros == 0 ? "null" : Long.toString(micros / 1000);
    }

    private static String text(String s) {
        return s == null ? "null" : "\"" + s.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Writes the sums; {@code last} is the time of the log's last record. */
    void finish(LogFiles files, long last) throws IOException {
        now(last);
        long stillOpen = 0;
        for (Life life : open) {
            if (life.established != 0) {
                stillOpen++;
            }
            // a request that no login followed yet may be anything
            boolean request = life.transport.web() && life.established == 0;
            line(life, ", \"open\": true" + (request ? ", \"unsure\": true" : ""));
        }
        try (var out = writer(summary)) {
            long connections =
                    sums.values().stream().mapToLong(Sum::connections).sum();
            out.println("{\"profile\": \"" + (detailed ? "realistic" : "plain") + "\", \"bytes\": " + files.written()
                    + ", \"records\": " + files.records() + ", \"established\": " + established + ",");
            out.println(" \"never_established_settled\": " + settledFailures + ", \"never_established_unsure\": "
                    + (failures.size() + interrupted + open.size() - stillOpen) + ",");
            out.println(" \"sessions\": " + (connections - wentOn) + ", \"open\": " + stillOpen + ", \"last_us\": "
                    + last + ",");
            out.println(" \"ended\": [");
            String comma = "  ";
            for (var e : sums.entrySet()) {
                int tab = e.getKey().indexOf('\t');
                out.println(comma + "{\"cause\": " + text(e.getKey().substring(0, tab)) + ", \"reason\": "
                        + text(e.getKey().substring(tab + 1)) + ", \"connections\": "
                        + e.getValue().connections + ", \"connected_us\": " + e.getValue().micros + "}");
                comma = "  ,";
            }
            out.println(" ]}");
        }
    }

    @Override
    public void close() {
        lines.close();
    }
}
