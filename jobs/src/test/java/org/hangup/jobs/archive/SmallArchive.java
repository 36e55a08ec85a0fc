package org.hangup.jobs.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.hangup.jobs.AnalyzeOptions;
import org.hangup.jobs.TestSpark;
import org.junit.jupiter.api.io.TempDir;

/** Writes an archive of a few records, and shows what the survey says of it as texts. */
abstract class SmallArchive {
    @TempDir
    Path dir;

    final void write(String name, byte[] bytes) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    final void write(String name, String... records) throws IOException {
        write(name, text(records));
    }

    static byte[] text(String... records) {
        return (String.join("\n", records) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gz(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    /** A record of the OTP logger at this time of 2024-03-01, UTC. */
    static String at(String time, String text) {
        return "2024-03-01 " + time + ".000000+00:00 [info] <0.7.0>@" + text;
    }

    static String accepted(String time, int n) {
        return at(
                time,
                "ejabberd_listener:accept/7:273 (<0." + n + ".0>) Accepted connection 192.0.2.1:1 -> 192.0.2.2:5222");
    }

    static String loading(String time) {
        return at(time, "ejabberd_config:load/1:82 Loading configuration from /etc/ejabberd.yml");
    }

    static String started(String time, String node) {
        return at(time, "ejabberd_app:start/2:63 ejabberd 23.01-1 is started in the node " + node + " in 0.74s");
    }

    static String stopped(String time, String node) {
        return at(time, "ejabberd_app:stop/1:111 ejabberd 23.01-1 is stopped in the node " + node);
    }

    final AnalyzeOptions options() {
        return AnalyzeOptions.of(List.of(dir.toString()), dir.resolve("out").toString());
    }

    final Survey survey() {
        return survey(options());
    }

    static Survey survey(AnalyzeOptions options) {
        return Archive.survey(TestSpark.session(), options);
    }

    static List<String> kinds(Survey survey) {
        return survey.files().stream()
                .map(f -> f.file().name() + " " + f.kind() + " " + f.records() + " " + f.status())
                .toList();
    }

    static List<String> segments(Survey survey) {
        return survey.segments().stream()
                .map(s -> s.order() + " " + s.file() + " " + s.from() + "-" + s.to() + " boot " + s.boot())
                .toList();
    }

    static List<String> boots(Survey survey) {
        return survey.boots().stream()
                .map(b -> b.boot() + " " + b.node() + " " + b.version() + " " + time(b.fromTs()) + " " + b.end() + " "
                        + (b.end() == null
                                ? ""
                                : time(b.endTs()) + " " + b.endFile() + ":" + b.endOffset() + " "
                                        + time(b.settledTs())))
                .map(String::strip)
                .toList();
    }

    static String time(long ts) {
        return java.time.Instant.ofEpochSecond(ts / 1_000_000).toString().substring(11, 19);
    }

    static int length(String... records) {
        return text(records).length;
    }
}
