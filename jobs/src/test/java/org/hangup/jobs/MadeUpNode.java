package org.hangup.jobs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** A node that logs a session an hour, each an hour and twenty minutes long, so that one is open over each midnight; and how its log is rotated. */
final class MadeUpNode {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final String name;
    private final Path folder;
    private final TreeMap<LocalDateTime, List<String>> records = new TreeMap<>();

    /** @param folder where its log is written */
    MadeUpNode(String name, Path folder, LocalDate first, int days) throws IOException {
        this.name = name;
        this.folder = Files.createDirectories(folder);
        for (int hour = 0; hour < days * 24; hour++) {
            session(first.atTime(0, 5).plusHours(hour), hour + 1);
        }
    }

    private void session(LocalDateTime at, int n) {
        String jid = "user" + n % 7 + "@example.net/" + name;
        String id = "(tls|<0." + (500 + n) + ".0>)";
        add(
                at,
                "ejabberd_listener:accept/7:273 (<0." + (500 + n) + ".0>) Accepted connection 192.0.2." + n % 200
                        + ":4000 -> 192.0.2.250:5222");
        add(at.plusSeconds(2), "ejabberd_c2s:bind/2:450 " + id + " Opened c2s session for " + jid);
        add(
                at.plusMinutes(80),
                "ejabberd_c2s:process_terminated/2:295 " + id + " Closing c2s session for " + jid
                        + ": Stream reset by peer");
    }

    private void add(LocalDateTime at, String text) {
        records.computeIfAbsent(at, time -> new ArrayList<>())
                .add(TIME.format(at) + ".000000+00:00 [info] <0.7.0>@" + text + "\n");
    }

    Path log() {
        return folder.resolve("ejabberd.log");
    }

    /** Appends what the node writes in [from, to). */
    void write(LocalDateTime from, LocalDateTime to) throws IOException {
        write(log(), from, to);
    }

    void write(Path file, LocalDateTime from, LocalDateTime to) throws IOException {
        var text = new StringBuilder();
        records.subMap(from, to).values().forEach(lines -> lines.forEach(text::append));
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** logrotate's default with delayed compression: .log to .log.1, that to .log.2.gz, and so on. */
    void rotateByNumber() throws IOException {
        for (int i = 50; i >= 2; i--) {
            Path old = folder.resolve("ejabberd.log." + i + ".gz");
            if (Files.exists(old)) {
                Files.move(old, folder.resolve("ejabberd.log." + (i + 1) + ".gz"));
            }
        }
        if (Files.exists(folder.resolve("ejabberd.log.1"))) {
            pack(folder.resolve("ejabberd.log.1"), folder.resolve("ejabberd.log.2.gz"));
        }
        Files.move(log(), folder.resolve("ejabberd.log.1"));
    }

    /** logrotate with dateext: .log to .log-20240302. */
    void rotateByDate(LocalDate day) throws IOException {
        Files.move(log(), dated(day));
    }

    /** logrotate with dateext and copytruncate. */
    void copyAndTruncate(LocalDate day) throws IOException {
        Files.copy(log(), dated(day), StandardCopyOption.REPLACE_EXISTING);
        Files.write(log(), new byte[0]);
    }

    /** Packs what was rotated on a day, if it is there. */
    void pack(LocalDate day) throws IOException {
        if (Files.exists(dated(day))) {
            pack(dated(day), folder.resolve(dated(day).getFileName() + ".gz"));
        }
    }

    private Path dated(LocalDate day) {
        return folder.resolve("ejabberd.log-" + day.format(DateTimeFormatter.BASIC_ISO_DATE));
    }

    private static void pack(Path plain, Path packed) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(plain, out);
        }
        Files.delete(plain);
    }
}
