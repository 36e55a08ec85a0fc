package org.hangup.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.hangup.log.Records.Placed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Split anywhere, the same records; any bytes, no exception. */
class SplitsTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static byte[] sample(String name) throws IOException {
        return Files.readAllBytes(Path.of(System.getProperty("hangup.root"), "udfs/src/test/resources/logs", name));
    }

    private static List<Placed> whole(byte[] file, String layout) {
        return Records.split(file, 0, Integer.MAX_VALUE, layout, ZONE, null);
    }

    private static List<Placed> splits(byte[] file, String layout, int size) {
        var records = new ArrayList<Placed>();
        for (int from = 0; from < file.length; from += size) {
            records.addAll(Records.split(file, from, from + size, layout, ZONE, null));
        }
        return records;
    }

    @ParameterizedTest
    @ValueSource(strings = {"otp-debug/ejabberd.log", "lager-16.09/ejabberd.log", "otp-23.01/ejabberd.log"})
    void cutInTwoAtEveryByte(String name) throws IOException {
        byte[] file = sample(name);
        String layout = name.startsWith("otp") ? "otp" : "lager";
        List<Placed> whole = whole(file, layout);
        for (int cut = 0; cut <= file.length; cut++) {
            var both = new ArrayList<>(Records.split(file, 0, cut, layout, ZONE, null));
            both.addAll(Records.split(file, cut, file.length, layout, ZONE, null));
            assertThat(both).as("cut at %d", cut).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"otp-debug/ejabberd.log", "lager-16.09/ejabberd.log"})
    void inSplitsOfEverySize(String name) throws IOException {
        byte[] file = sample(name);
        String layout = name.startsWith("otp") ? "otp" : "lager";
        List<Placed> whole = whole(file, layout);
        for (int size = 1; size < 300; size++) {
            assertThat(splits(file, layout, size)).as("size %d", size).isEqualTo(whole);
        }
    }

    @Test
    void recordsCoverTheFile() throws IOException {
        for (String name :
                List.of("otp-debug/ejabberd.log", "console-14.12/console.log", "console-14.12/blog-2014.log")) {
            byte[] file = sample(name);
            long at = 0;
            for (Placed p : whole(file, "")) {
                assertThat(p.offset()).isEqualTo(at);
                at += p.length();
            }
            assertThat(at).isEqualTo(file.length);
        }
    }

    /** Text of lines that are headers, almost headers, continuation lines, and bytes that mean something to the reader. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> part = Arbitraries.of(
                "2020-04-29 10:12:11.123456+02:00 [info] <0.5.0>@m:f/1:2 otp",
                "2020-04-29 10:12:11.123456Z [notice]  two blanks",
                "2020-04-29 10:12:11.123456+02:00 [info] console",
                "2014-10-24 08:45:52.549 [info] <0.4.0>@m:f:3 lager",
                "2014-10-24 08:45:52.549 [info] elixir",
                "=INFO REPORT==== 2010-01-31 08:45:52 ===",
                "I(<0.494.0>:ejabberd_listener:232) : report",
                "2014-10-24 08:45:52 =CRASH REPORT====",
                "08:45:52.549 [info] dateless",
                "(ejabberd@localhost)1> ",
                "\tcontinued",
                "\n",
                "\r\n",
                "\n\n",
                "\u001b[0m",
                "\u001b[1;49;95m",
                "\u001b[",
                "\0\0\0",
                "\uFEFF",
                "\u044e");
        return part.list().ofMaxSize(40).map(parts -> String.join("", parts));
    }

    @Property(tries = 2000)
    void anyText(@ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 60) int size) {
        byte[] file = Records.bytes("2020-04-29 10:12:10.123456+02:00 [info] <0.5.0>@m:f/1:2 first\n" + text);
        assertThat(splits(file, "otp", size)).isEqualTo(whole(file, "otp"));
    }

    @Property(tries = 1000)
    void anyTextIsCoveredByItsRecords(@ForAll("texts") String text) {
        byte[] file = Records.bytes(text);
        long end = -1;
        var reader = new RecordReader(new java.io.ByteArrayInputStream(file), "", ZONE, LocalDate.EPOCH);
        for (Placed p : Records.all(reader)) {
            assertThat(p.offset()).isGreaterThanOrEqualTo(end);
            assertThat(p.length()).isPositive();
            end = p.offset() + p.length();
        }
        assertThat(end).isIn(-1L, (long) file.length);
        assertThat(reader.problem()).isNull();
    }

    @Property(tries = 500)
    void anyBytes(@ForAll byte[] bytes, @ForAll @IntRange(max = 5000) int from) {
        var in = new java.io.ByteArrayInputStream(bytes);
        var reader = new RecordReader(in, from, from + 100L, "", ZONE, null);
        Records.all(reader);
        assertThat(reader.problem()).isNull();
    }
}
