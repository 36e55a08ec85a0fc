package org.hangup.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.hangup.archive.Sniffer.Kind;
import org.hangup.archive.Sniffer.Sniffed;
import org.hangup.log.LogRecord;
import org.junit.jupiter.api.Test;

/** What a file is, by its content. */
class SnifferTest {
    private static final String LINE = "2020-04-29 10:12:11.123456+00:00 [info] <0.5.0>@m:f/1:2 text\n";
    private static final long TS = 1588155131_123456L;

    private static Sniffed sniff(byte[] file) throws IOException {
        return Sniffer.sniff(new ByteArrayInputStream(file), ZoneOffset.UTC);
    }

    private static Sniffed sniff(String text) throws IOException {
        return sniff(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzip(String text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    @Test
    void logs() throws IOException {
        assertThat(sniff(LINE)).isEqualTo(new Sniffed(Kind.LOG, Codec.NONE, "otp", TS, null, null, null, List.of()));
        assertThat(sniff(gzip(LINE)))
                .isEqualTo(new Sniffed(Kind.LOG, Codec.GZIP, "otp", TS, null, null, null, List.of()));
        assertThat(sniff("WARNING: deprecated\n" + LINE).kind()).isEqualTo(Kind.LOG);
        assertThat(sniff(LINE.repeat(10_000)).kind()).isEqualTo(Kind.LOG);
        assertThat(sniff(LINE + "\tmore\n".repeat(100_000)).kind()).isEqualTo(Kind.LOG);
        assertThat(sniff("\0".repeat(5000) + LINE).kind()).isEqualTo(Kind.LOG);
        assertThat(sniff("\0".repeat(5000) + "WARNING: deprecated\n" + LINE).kind())
                .isEqualTo(Kind.LOG);
        assertThat(sniff("2014-10-24 08:45:52 =CRASH REPORT====\n  crasher:\n").layout())
                .isEqualTo("lager_crash");
    }

    @Test
    void theLayoutBehindReportsOfOtpIsTheFiles() throws IOException {
        String report = "=INFO REPORT==== 24-Oct-2014::23:59:50 ===\n    x\n";
        assertThat(sniff(report).layout()).isEqualTo("otp_report");
        Sniffed console = sniff(report + report + "23:59:59.549 [info] a\n");
        assertThat(console.layout()).isEqualTo("lager_console");
        assertThat(console.firstTs()).isEqualTo(1414195190_000000L);
    }

    @Test
    void emptyFiles() throws IOException {
        assertThat(sniff("").kind()).isEqualTo(Kind.EMPTY);
        assertThat(sniff("\n\n").kind()).isEqualTo(Kind.EMPTY);
        assertThat(sniff(gzip("")).kind()).isEqualTo(Kind.EMPTY);
    }

    @Test
    void otherFiles() throws IOException {
        assertThat(sniff("root:x:0:0:root:/root:/bin/bash\n").kind()).isEqualTo(Kind.NOT_A_LOG);
        assertThat(sniff("<!DOCTYPE html>\n" + LINE.repeat(5)).kind()).isEqualTo(Kind.NOT_A_LOG);
        assertThat(sniff("# How to read logs\n\nThey look like this, more or less, year after year after year:\n\n"
                                + LINE)
                        .kind())
                .isEqualTo(Kind.NOT_A_LOG);
        byte[] random = new byte[1 << 20];
        new Random(3).nextBytes(random);
        assertThat(sniff(random).kind()).isEqualTo(Kind.NOT_A_LOG);
        byte[] tar = new byte[2048];
        System.arraycopy("ejabberd.log".getBytes(StandardCharsets.UTF_8), 0, tar, 0, 12);
        System.arraycopy("ustar".getBytes(StandardCharsets.UTF_8), 0, tar, 257, 5);
        byte[] lines = LINE.repeat(20).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(lines, 0, tar, 512, lines.length);
        assertThat(sniff(tar).kind()).isEqualTo(Kind.ARCHIVE);
        byte[] cut = Arrays.copyOf(gzip(LINE.repeat(1000)), 14);
        assertThat(sniff(cut))
                .isEqualTo(new Sniffed(
                        Kind.NOT_A_LOG,
                        Codec.GZIP,
                        "",
                        LogRecord.NO_TIME,
                        null,
                        "truncated gzip file",
                        null,
                        List.of()));
    }

    @Test
    void theDayOfADatelessLogComesFromASessionId() throws IOException {
        String start = "08:45:52.500 [info] x\n";
        // {1414,140336,249563} is 2014-10-24T08:45:36.249563Z
        String sid = "[info] mod_gbox_messager: sid: {{1414,140336,249563},<0.495.0>}\n";
        assertThat(sniff(start + "08:45:52.549 " + sid).date()).isEqualTo(LocalDate.of(2014, 10, 24));
        assertThat(sniff(start + "21:45:53.000 [info] x\n00:00:01.000 [info] x\n09:00:00.000 " + sid)
                        .date())
                .isEqualTo(LocalDate.of(2014, 10, 23));
        assertThat(sniff(start + "08:44:00.000 " + sid).date()).isEqualTo(LocalDate.of(2014, 10, 25));
        var shanghai = Sniffer.sniff(
                new ByteArrayInputStream((start + "08:45:52.549 " + sid).getBytes(StandardCharsets.UTF_8)),
                ZoneId.of("Asia/Shanghai"));
        assertThat(shanghai.date()).isEqualTo(LocalDate.of(2014, 10, 25));
        assertThat(sniff(start + "08:45:52.549 [info] (x) Close session for a@b/sid: {{1414,140336,1},<0.4.0>}\n")
                        .date())
                .isNull();
    }
}
