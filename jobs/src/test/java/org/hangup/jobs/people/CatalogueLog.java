package org.hangup.jobs.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hangup.event.MessageCatalogue;

/**
 * A log with each message that the catalogue knows, each of a process of its own, all about one person; and whatever else may name one. The
 * person's names and addresses stand nowhere else.
 */
final class CatalogueLog {
    static final String USER = "zebulonius";
    static final String RESOURCE = "Balconyx";
    static final String ADDRESS = "203.0.113.77";
    static final String ADDRESS6 = "2001:db8:77aa::beef";
    /** Who is in it. */
    static final List<String> NAMES = List.of(USER, RESOURCE, ADDRESS, ADDRESS6, "Quixotina", "dulcinea", "perdita");
    /** All that must not be found. */
    static final List<String> WORDS = Stream.concat(
                    NAMES.stream(), Stream.of("203,0,113,77", "203, 0, 113, 77", "2001:db8:77aa"))
            .toList();

    private static final Instant BEGIN = Instant.parse("2024-03-01T08:00:00Z");

    private final List<String> lines = new ArrayList<>();
    private int process = 1000;
    private long second;

    /** The log's text. */
    static String text() throws IOException {
        CatalogueLog log = new CatalogueLog();
        log.lines.add("a line of " + USER + " at " + ADDRESS + " that is no record");
        log.examples();
        log.sessions();
        return String.join("\n", log.lines) + "\n";
    }

    private void examples() throws IOException {
        try (var in = MessageCatalogue.class.getResourceAsStream("messages.tsv")) {
            List<String[]> rows = new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .filter(cells -> cells.length > 7 && !cells[7].isEmpty())
                    // what begins or ends a boot would end the connections, too
                    .filter(cells -> !cells[0].startsWith("node_")
                            && !cells[0].startsWith("config_")
                            && !cells[0].startsWith("lager_")
                            && !cells[0].startsWith("log_"))
                    .toList();
            for (String[] row : rows) {
                process++;
                add(row[3].equals("*") ? "ejabberd_c2s" : row[3], named(row[7].replace("\\n", "\n")));
            }
        }
    }

    private String named(String example) {
        return example.replace("romeo", USER)
                .replace("/home", "/" + RESOURCE)
                .replaceAll("(?<=[\"=])home\\b", RESOURCE)
                .replaceAll("192\\.0\\.2\\.[0-9]+", ADDRESS)
                .replaceAll("192, ?0, ?2, ?[0-9]+", "203,0,113,77")
                .replaceAll("0\\.(501|495|20151)\\.0", "0." + process + ".0")
                .replace("Port<0.20151>", "Port<0." + process + ">");
    }

    private void sessions() {
        for (String reason : Stream.of(
                        "Stream reset by peer",
                        "Connection failed: zebulonius went away",
                        "Stream closed by peer: perdita says goodbye to dulcinea (policy-violation)",
                        "Stream closed by us: Kicked by zebulonius@example.net/Balconyx from 203.0.113.77 (conflict)",
                        "Stream closed by us: Replaced by new connection (conflict)",
                        "TLS failed: SSL_do_handshake failed: perdita: alert unknown ca of dulcinea",
                        "Too many (20) failed authentications from this IP address (203.0.113.77). The address will be unblocked at 08:00:00 02.03.2024 UTC",
                        "Account is banned: perdita",
                        "perdita: is: no: reason")
                .toList()) {
            session(RESOURCE, reason);
            session("Stream: reset by peer: Quixotina", reason);
        }
        process++;
        add(
                "ejabberd_c2s",
                "(tls|%s) Failed c2s PERDITA authentication for dulcinea@example.net from " + ADDRESS6
                        + ": Invalid username or password");
        add(
                "ejabberd_c2s",
                "(tls|%s) Failed c2s PLAIN authentication for perdita@example.net from " + ADDRESS
                        + ": Account is banned: dulcinea");
        opened(RESOURCE);
        add(
                "proc_lib",
                """
                        CRASH REPORT:
                          crasher:
                            initial call: ejabberd_c2s:init/1
                            pid: %s
                            registered_name: []
                            exception error: no match of right hand side value {error,zebulonius,'Balconyx',"perdita",{203,0,113,77}}
                              in function  ejabberd_c2s:dulcinea/2
                            ancestors: [ejabberd_c2s_sup,ejabberd_sup,<0.90.0>]\
                        """);
        opened(RESOURCE);
        add(
                "mod_stream_mgmt",
                "(tls|%s) Closing c2s connection for " + USER + "@example.net/" + RESOURCE
                        + ": Connection failed: perdita; waiting 300 seconds for stream resumption");
        opened("stays open, Quixotina");
    }

    private void session(String resource, String reason) {
        opened(resource);
        add("ejabberd_c2s", "(tls|%s) Closing c2s session for " + USER + "@example.net/" + resource + ": " + reason);
    }

    private void opened(String resource) {
        process++;
        add("ejabberd_listener", "(%s) Accepted connection [::ffff:" + ADDRESS + "]:51322 -> [::]:5222");
        add(
                "ejabberd_c2s",
                "(tls|%s) Accepted c2s PLAIN authentication for " + USER + "@example.net by mnesia backend from "
                        + (process % 2 == 0 ? ADDRESS6 : ADDRESS));
        add("ejabberd_c2s", "(tls|%s) Opened c2s session for " + USER + "@example.net/" + resource);
    }

    private void add(String module, String message) {
        String pid = "<0." + process + ".0>";
        lines.add(BEGIN.plusSeconds(second++ * 3).toString().replace("T", " ").replace("Z", ".000000+00:00")
                + " [info] " + pid + "@" + module + ":f/1:12 " + message.replace("%s", pid));
    }
}
