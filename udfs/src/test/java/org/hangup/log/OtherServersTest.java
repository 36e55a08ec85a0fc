package org.hangup.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files in which several servers wrote: the reader keeps to one, and tells of the others. */
class OtherServersTest {
    private static final String OTP = "2020-04-29 10:12:%02d.123456+00:00 [info] ";

    private record Reading(List<String> messages, Map<String, Long> others, long foreign) {}

    private static Reading read(String text, String layout) {
        byte[] b = Records.bytes(text);
        var reader = new RecordReader(new ByteArrayInputStream(b), layout, ZoneOffset.UTC, null);
        List<String> messages = Records.all(reader).stream()
                .map(placed -> placed.row().message())
                .toList();
        return new Reading(messages, reader.otherServers(), reader.foreign());
    }

    /** Prefixes of two servers and of another program, and the layouts that read the servers alone. */
    static Stream<Arguments> wrappers() {
        return Stream.of(
                Arguments.of("a-1  | ", "b-1  | ", "db-1  | ", "compose:a-1", "compose:b-1"),
                Arguments.of("x.1.k3@n1    | ", "x.2.q9@n2    | ", "db | ", "compose:x.1.k3@n1", "compose:x.2.q9@n2"),
                Arguments.of(
                        "[pod/e-0/main] ", "[pod/e-1/main] ", "[pod/db-0/db] ", "kubectl:e-0/main", "kubectl:e-1/main"),
                Arguments.of(
                        "Apr 29 10:12:11 h1 ejabberd[5]: ",
                        "Apr 29 10:12:11 h2 beam.smp: ",
                        "Apr 29 10:12:11 h3 sshd[7]: ",
                        "syslog:h1/ejabberd",
                        "syslog:h2/beam.smp"),
                Arguments.of(
                        "<30>1 2020-04-29T10:12:11Z h1 ejabberd 1 - - ",
                        "<30>1 2020-04-29T10:12:11Z h2 ejabberd 1 - - ",
                        "<30>1 2020-04-29T10:12:11Z h1 cron 1 - - ",
                        "syslog_5424:h1/ejabberd",
                        "syslog_5424:h2/ejabberd"),
                Arguments.of(
                        "a_1 | 2020-04-29T10:12:11.5Z ",
                        "b_1 | 2020-04-29T10:12:11.5Z ",
                        "db_1 | 2020-04-29T10:12:11.5Z ",
                        "compose:a_1+docker",
                        "compose:b_1+docker"));
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void eachIsReadAlone(String a, String b, String other, String layoutA, String layoutB) {
        String text = Stream.of(
                        a + OTP.formatted(11) + "one",
                        b + OTP.formatted(12) + "theirs",
                        a + "  more of one",
                        other + "ready",
                        b + "  more of theirs",
                        a + OTP.formatted(13) + "two")
                .collect(Collectors.joining("\n", "", "\n"));
        Reading ofA = read(text, "");
        assertThat(ofA.messages).containsExactly("one\n  more of one", "two");
        assertThat(ofA.others).containsExactly(Map.entry(layoutB + "+otp_console", 2L));
        assertThat(ofA.foreign).isEqualTo(1);
        Reading ofB = read(text, layoutB + "+otp_console");
        assertThat(ofB.messages).containsExactly("theirs\n  more of theirs");
        assertThat(ofB.others).containsExactly(Map.entry(layoutA + "+otp_console", 3L));
        assertThat(Layouts.server(layoutA + "+otp_console")).isEqualTo(layoutA.replaceAll("^\\w+:|[/+].*$", ""));
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void itsProgramsAndNeighboursAreNoServers(String a, String b, String other, String layoutA, String layoutB) {
        String text = a + OTP.formatted(11) + "one\n" + b + "no record\n" + other + "=SUPERVISOR REPORT====\n" + other
                + "2020-04-29 10:12:13 LOG: ready\n";
        Reading reading = read(text, "");
        assertThat(reading.messages).containsExactly("one");
        assertThat(reading.others).isEmpty();
        assertThat(reading.foreign).isEqualTo(3);
    }

    @Test
    void anotherProgramOfTheSameHostIsNone() {
        String line = "Apr 29 10:12:11 h1 %s[5]: " + OTP + "x\n";
        Reading reading = read(line.formatted("ejabberd", 11) + line.formatted("audit", 12), "");
        assertThat(reading.others).isEmpty();
        assertThat(reading.foreign).isEqualTo(1);
    }

    @Test
    void jsonNamesPodsContainersAndHosts() {
        String row = "{\"message\":\"" + OTP + "x\",\"timestamp\":\"2020-04-29T10:12:11Z\",%s}\n";
        for (String[] two : new String[][] {
            {"\"pod\":\"e-0\",\"container\":\"main\"", "\"pod\":\"e-1\",\"container\":\"main\"", "json:e-1/main"},
            {"\"host\":\"h1\",\"container_name\":\"/e\"", "\"host\":\"h2\",\"container_name\":\"/e\"", "json:h2:e"},
            {
                "\"_HOSTNAME\":\"h1\",\"SYSLOG_IDENTIFIER\":\"e\"",
                "\"_HOSTNAME\":\"h2\",\"SYSLOG_IDENTIFIER\":\"e\"",
                "json:h2/e"
            },
            {"\"container_name\":\"e1\"", "\"container_name\":\"e2\"", "json:e2"},
        }) {
            Reading reading = read(row.formatted(11, two[0]) + row.formatted(12, two[1]), "");
            assertThat(reading.messages).as(two[2]).hasSize(1);
            assertThat(reading.others).containsExactly(Map.entry(two[2] + "+otp_console", 1L));
        }
        // two programs of one host, and two containers of one pod, are one server's
        for (String[] two : new String[][] {
            {"\"_HOSTNAME\":\"h1\",\"SYSLOG_IDENTIFIER\":\"e\"", "\"_HOSTNAME\":\"h1\",\"SYSLOG_IDENTIFIER\":\"f\""},
            {"\"pod\":\"e-0\",\"container\":\"main\"", "\"pod\":\"e-0\",\"container\":\"tail\""},
        }) {
            assertThat(read(row.formatted(11, two[0]) + row.formatted(12, two[1]), "").others)
                    .isEmpty();
        }
    }

    @Test
    void splitsTellTheSame() {
        String text = IntStream.range(10, 40)
                .mapToObj(i -> (i % 3 == 0 ? "b-1 | " : "a-1 | ") + OTP.formatted(i) + "m" + i + "\n")
                .collect(Collectors.joining());
        byte[] b = Records.bytes(text);
        for (int cut = 1; cut < b.length; cut += 7) {
            long lines = 0;
            int records = 0;
            for (int[] part : new int[][] {{0, cut}, {cut, Integer.MAX_VALUE}}) {
                int at = Math.max(0, part[0] - 1);
                var reader = new RecordReader(
                        new ByteArrayInputStream(b, at, b.length - at),
                        part[0],
                        part[1],
                        "compose:a-1+otp_console",
                        ZoneOffset.UTC,
                        null);
                records += Records.all(reader).size();
                lines += reader.otherServers().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
            }
            assertThat(records).as("cut at %d", cut).isEqualTo(20);
            // those between a split's end and its last record's are seen by both
            assertThat(lines).isBetween(10L, 12L);
        }
    }
}
