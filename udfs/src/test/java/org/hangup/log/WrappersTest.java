package org.hangup.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hangup.log.Records.Placed;
import org.hangup.log.Records.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Logs that something wrapped line by line: each wrapper, in front of a console's layout. */
class WrappersTest {
    private static final LocalDate DAY = LocalDate.of(2014, 10, 24);

    private static List<String> brief(String text) {
        return brief(text, ZoneOffset.UTC, DAY);
    }

    private static List<String> brief(String text, ZoneId zone, LocalDate date) {
        return Records.rows(text, zone, date).stream()
                .map(r -> r.layout() + " " + r.ts() + " " + r.level() + " " + r.message())
                .toList();
    }

    @Test
    void dockerTimestamps() {
        assertThat(
                        brief(
                                """
                                2020-04-29T10:12:11.200000001Z 2020-04-29 10:12:11.123456+00:00 [info] (tls|<0.5.0>) Opened
                                2020-04-29T10:12:11.200000002Z   more of it
                                2020-04-29T10:12:11.200000003Z\s
                                2020-04-29T10:12:12.200000004Z 2020-04-29 10:12:12.123456+00:00 [debug] next
                                """))
                .containsExactly(
                        "docker+otp_console 2020-04-29T10:12:11.123456Z info (tls|<0.5.0>) Opened\n  more of it",
                        "docker+otp_console 2020-04-29T10:12:12.123456Z debug next");
    }

    @Test
    void aWrappersClockDatesTheLagerConsole() {
        String text =
                """
                2014-10-24T23:59:59.999000000Z 23:59:59.998 [info] a
                2014-10-25T00:00:00.001000000Z 23:59:59.999 [info] b
                2014-10-27T08:00:00.200000000Z 08:00:00.100 [info] c
                """;
        assertThat(brief(text, ZoneOffset.UTC, null))
                .containsExactly(
                        "docker+lager_console 2014-10-24T23:59:59.998Z info a",
                        "docker+lager_console 2014-10-24T23:59:59.999Z info b",
                        "docker+lager_console 2014-10-27T08:00:00.100Z info c");
        // a wrong zone does not shift what the wrapper knows
        assertThat(brief(text, ZoneId.of("Asia/Tokyo"), null).get(0))
                .isEqualTo("docker+lager_console 2014-10-24T23:59:59.999Z info a");
        assertThat(brief("2014-10-24T14:00:00.5Z 23:00:00.400 [info] a\n", ZoneId.of("Asia/Tokyo"), null))
                .containsExactly("docker+lager_console 2014-10-24T14:00:00.400Z info a");
    }

    @Test
    void kubernetesWithCutLines() {
        assertThat(
                        brief(
                                """
                                2020-04-29T10:12:11.200000001+02:00 stdout P 2020-04-29 10:12:11.123456+00:00 [info] one\s
                                2020-04-29T10:12:11.200000001+02:00 stdout P line\s
                                2020-04-29T10:12:11.200000001+02:00 stdout F cut
                                2020-04-29T10:12:11.200000002+02:00 stdout F   more
                                2020-04-29T10:12:11.200000003+02:00 stderr F 2020-04-29 10:12:12.123456+00:00 [info] next
                                """))
                .containsExactly(
                        "cri+otp_console 2020-04-29T10:12:11.123456Z info one line cut\n  more",
                        "cri+otp_console 2020-04-29T10:12:12.123456Z info next");
    }

    @Test
    void dockersOwnFiles() {
        // as docker writes them: < > & escaped, a reset of colours, a line over 16 KiB in pieces
        assertThat(
                        brief(
                                """
                                {"log":"booting\\n","stream":"stdout","time":"2020-04-29T10:12:10Z"}
                                {"log":"2020-04-29 10:12:11.123456+00:00 [info] (tls|\\u003c0.5.0\\u003e) Opened c2s session for a@b/\\"\\\\\\t\u044e\\u001b[0m\\r\\n","stream":"stdout","time":"2020-04-29T10:12:11.2Z"}
                                {"log":"  more of it\\n","stream":"stdout","attrs":{"tag":"x"},"time":"2020-04-29T10:12:11.2Z"}
                                {"log":"2020-04-29 10:12:12.123456+00:00 [info] one ","stream":"stdout","time":"2020-04-29T10:12:11.2Z"}
                                {"log":"line\\n","stream":"stdout","time":"2020-04-29T10:12:11.2Z"}
                                {"log":"\\n","stream":"stderr","time":"2020-04-29T10:12:11.2Z"}
                                """))
                .containsExactly(
                        "null null null booting",
                        "docker_json+otp_console 2020-04-29T10:12:11.123456Z info (tls|<0.5.0>) Opened c2s session for a@b/\"\\\t\u044e\n  more of it",
                        "docker_json+otp_console 2020-04-29T10:12:12.123456Z info one line");
        assertThat(brief(
                        """
                                {"log":"23:59:59.998 [info] a\\r\\n","stream":"stdout","time":"2014-10-24T23:59:59.999Z"}
                                {"log":"23:59:59.999 [info] b\\r\\n","stream":"stdout","time":"2014-10-25T00:00:00.001Z"}
                                """,
                        ZoneOffset.UTC,
                        null))
                .containsExactly(
                        "docker_json+lager_console 2014-10-24T23:59:59.998Z info a",
                        "docker_json+lager_console 2014-10-24T23:59:59.999Z info b");
    }

    @Test
    void jsonStrings() {
        for (String[] row : new String[][] {
            {"a\\n\\t\\/\\\\b", "a\n\t/\\b"},
            {"\\u00e9\\u20ac\\ud83d\\ude00", "\u00e9\u20ac\ud83d\ude00"},
            {"\\ud83d|\\ude00|\\u12", "?|?|\\u12"},
            {"\\", "\\"},
        }) {
            byte[] b = Records.bytes(row[0]);
            assertThat(new String(b, 0, JsonString.decode(b, 0, b.length), StandardCharsets.UTF_8))
                    .isEqualTo(row[1]);
        }
    }

    @Test
    void journalShortInAnyLanguage() {
        for (String month : List.of("Oct", "okt", "oct.", "10\u6708", "\u043e\u043a\u0442")) {
            assertThat(brief(month
                            + " 24 08:45:52 host ejabberdctl[123]: 08:45:52.549 [info] text\n"
                            + month
                            + " 24 08:45:52 host sshd[9]: 08:45:52.600 [info] a forged one\n"
                            + month
                            + " 24 08:45:52 host ejabberdctl[123]:   more\n"
                            + month
                            + " 25 08:45:53 host ejabberdctl[124]: 08:45:53.549 [info] a day later\n"))
                    .containsExactly(
                            "syslog:ejabberdctl+lager_console 2014-10-24T08:45:52.549Z info text\n  more",
                            "syslog:ejabberdctl+lager_console 2014-10-25T08:45:53.549Z info a day later");
        }
    }

    @Test
    void quietDaysAreCountedByTheDayOfTheMonth() {
        assertThat(brief(
                        """
                                Oct 30 08:00:00 host ejabberdctl[1]: 08:00:00.000 [info] a
                                Oct 31 00:00:00 host ejabberdctl[1]: 23:59:59.999 [info] late
                                Nov  2 09:00:00 host ejabberdctl[1]: 09:00:00.000 [info] b
                                Nov  3 00:00:01 host ejabberdctl[1]: 00:00:01.000 [info] c
                                """,
                        ZoneOffset.UTC,
                        LocalDate.of(2014, 10, 30)))
                .containsExactly(
                        "syslog:ejabberdctl+lager_console 2014-10-30T08:00:00Z info a",
                        "syslog:ejabberdctl+lager_console 2014-10-30T23:59:59.999Z info late",
                        "syslog:ejabberdctl+lager_console 2014-11-02T09:00:00Z info b",
                        "syslog:ejabberdctl+lager_console 2014-11-03T00:00:01Z info c");
    }

    static Stream<Arguments> wrapped() {
        String otp = "2020-04-29 10:12:11.123456+00:00 [info] text";
        return Stream.of(
                Arguments.of("<30>Apr 29 10:12:11 host ejabberd[5]: ", otp, "syslog:ejabberd"),
                Arguments.of("Apr  9 10:12:11.123456 host run_erl: ", otp, "syslog:run_erl"),
                Arguments.of("2020-04-29T10:12:11+0000 host ejabberdctl[123]: ", otp, "syslog_iso:ejabberdctl"),
                Arguments.of("2020-04-29T10:12:11.123456+02:00 host ejabberdctl[123]: ", otp, "syslog_iso:ejabberdctl"),
                Arguments.of("<30>1 2020-04-29T10:12:11.123456Z host ejabberd 123 - - ", otp, "syslog_5424:ejabberd"),
                Arguments.of(
                        "<30>1 2020-04-29T10:12:11Z host ejabberd 1 ID [a@1 k=\"v\\]\"][b] \uFEFF",
                        otp,
                        "syslog_5424:ejabberd"),
                Arguments.of("ejabberd-1  | ", otp, "compose:ejabberd-1"),
                Arguments.of("xmpp_ejabberd.1.k3v9@node1    | ", otp, "compose:xmpp_ejabberd.1.k3v9@node1"),
                Arguments.of("ejabberd_1  | 2020-04-29T10:12:11.123456789Z ", otp, "compose:ejabberd_1+docker"),
                Arguments.of(
                        "2020-04-29T10:12:11.123456789Z stdout F Apr 29 10:12:11 h ejabberd[5]: ",
                        otp,
                        "cri+syslog:ejabberd"));
    }

    @ParameterizedTest
    @MethodSource("wrapped")
    void everyWrapper(String front, String line, String name) {
        String text = front + line + "\n" + front + "  more\n" + front + line + "\n";
        String row = name + "+otp_console 2020-04-29T10:12:11.123456Z info text";
        assertThat(brief(text)).containsExactly(row + "\n  more", row);
        assertThat(Layouts.named(name + "+otp_console").name()).isEqualTo(name + "+otp_console");
        var r = new LogRecord();
        byte[] first = Records.bytes(front + line + "\n" + front + "  more");
        assertThat(new RecordParser(ZoneOffset.UTC, null).parse(first, 0, first.length, r))
                .isTrue();
        assertThat(Records.row(r).message()).isEqualTo("text\n  more");
        assertThat(r.layout.name()).isEqualTo(name + "+otp_console");
    }

    @ParameterizedTest
    @MethodSource("wrapped")
    void splitAnywhere(String front, String line, String name) {
        String other = "Apr 29 10:12:11 host cron[1]: noise\npostgres-1  | noise\n-- Reboot --\n";
        byte[] file = (front + line + "\n" + front + "  more\n" + other + front + line + "\n" + other)
                .getBytes(StandardCharsets.UTF_8);
        String layout = name + "+otp_console";
        assertThat(splitAnywhere(file, layout)).hasSize(2);
    }

    @Test
    void splitDockersOwnFilesAnywhere() {
        String line = "{\"log\":\"%s\\n\",\"stream\":\"stdout\",\"time\":\"2020-04-29T10:12:11.2Z\"}\n";
        String header = "2020-04-29 10:12:11.123456+00:00 [info] \\u003c\\u003e";
        String file = String.format(line, header) + String.format(line, "  more") + String.format(line, header);
        assertThat(splitAnywhere(Records.bytes(file), "docker_json+otp_console"))
                .hasSize(2);
    }

    @Test
    void splitLinesThatAreInPiecesAnywhere() {
        String text =
                """
                2020-04-29T10:12:11.2Z stdout P 2020-04-29 10:12:11.123456+00:00 [info] one\s
                2020-04-29T10:12:11.2Z stdout P line\s
                2020-04-29T10:12:11.2Z stdout F cut
                2020-04-29T10:12:11.2Z stdout F 2020-04-29 10:12:11.123456+00:00 [info] next
                """;
        assertThat(splitAnywhere(Records.bytes(text), "cri+otp_console"))
                .extracting(placed -> placed.row().message())
                .containsExactly("one line cut", "next");
    }

    private static List<Placed> splitAnywhere(byte[] file, String layout) {
        List<Placed> whole = Records.split(file, 0, file.length, layout, ZoneOffset.UTC, null);
        for (int cut = 0; cut <= file.length; cut++) {
            var both = new ArrayList<>(Records.split(file, 0, cut, layout, ZoneOffset.UTC, null));
            both.addAll(Records.split(file, cut, file.length, layout, ZoneOffset.UTC, null));
            assertThat(both).as("cut at %d", cut).isEqualTo(whole);
        }
        return whole;
    }

    @Test
    void composeDropsOtherContainers() {
        assertThat(
                        brief(
                                """
                                ejabberd-1  | 2020-04-29 10:12:11.123456+00:00 [info] a
                                postgres-1  | 2020-04-29 10:12:11.123456+00:00 [info] not ours
                                ejabberd-1  |   more
                                """))
                .containsExactly("compose:ejabberd-1+otp_console 2020-04-29T10:12:11.123456Z info a\n  more");
    }

    @Test
    void textBeforeAWrappedLogIsARecordWithoutLayout() {
        List<Row> rows = Records.rows(
                """
                -- Journal begins at Wed 2020-04-29 --
                2020-04-29T10:12:11+0000 host ejabberdctl[1]: WARNING: x
                2020-04-29T10:12:11+0000 host ejabberdctl[1]: 10:12:11.123 [info] a
                """,
                ZoneOffset.UTC,
                null);
        assertThat(rows).extracting(Row::layout).containsExactly(null, "syslog_iso:ejabberdctl+lager_console");
        assertThat(rows.get(1).ts()).isEqualTo("2020-04-29T10:12:11.123Z");
    }

    @Test
    void unknownNamesAreNoLayouts() {
        assertThat(Layouts.named("podman+otp")).isNull();
        assertThat(Layouts.named("docker+nothing")).isNull();
        assertThat(Layouts.named("+")).isNull();
    }
}
