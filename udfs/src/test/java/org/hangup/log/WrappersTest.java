package org.hangup.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hangup.log.Records.Placed;
import org.hangup.log.Records.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                        "null null null {\"log\":\"booting\\n\",\"stream\":\"stdout\",\"time\":\"2020-04-29T10:12:10Z\"}",
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
                            "syslog:host/ejabberdctl+lager_console 2014-10-24T08:45:52.549Z info text\n  more",
                            "syslog:host/ejabberdctl+lager_console 2014-10-25T08:45:53.549Z info a day later");
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
                        "syslog:host/ejabberdctl+lager_console 2014-10-30T08:00:00Z info a",
                        "syslog:host/ejabberdctl+lager_console 2014-10-30T23:59:59.999Z info late",
                        "syslog:host/ejabberdctl+lager_console 2014-11-02T09:00:00Z info b",
                        "syslog:host/ejabberdctl+lager_console 2014-11-03T00:00:01Z info c");
    }

    static Stream<Arguments> wrapped() {
        String otp = "2020-04-29 10:12:11.123456+00:00 [info] text";
        return Stream.of(
                Arguments.of("<30>Apr 29 10:12:11 host ejabberd[5]: ", otp, "syslog:host/ejabberd"),
                Arguments.of("Apr  9 10:12:11.123456 host run_erl: ", otp, "syslog:host/run_erl"),
                Arguments.of("2020-04-29T10:12:11+0000 host ejabberdctl[123]: ", otp, "syslog_iso:host/ejabberdctl"),
                Arguments.of(
                        "2020-04-29T12:12:11.123456+02:00 host ejabberdctl[123]: ", otp, "syslog_iso:host/ejabberdctl"),
                Arguments.of(
                        "<30>1 2020-04-29T10:12:11.123456Z host ejabberd 123 - - ", otp, "syslog_5424:host/ejabberd"),
                Arguments.of(
                        "<30>1 2020-04-29T10:12:11Z host ejabberd 1 ID [a@1 k=\"v\\]\"][b] \uFEFF",
                        otp,
                        "syslog_5424:host/ejabberd"),
                Arguments.of("ejabberd-1  | ", otp, "compose:ejabberd-1"),
                Arguments.of("xmpp_ejabberd.1.k3v9@node1    | ", otp, "compose:xmpp_ejabberd.1.k3v9@node1"),
                Arguments.of("ejabberd_1  | 2020-04-29T10:12:11.123456789Z ", otp, "compose:ejabberd_1+docker"),
                Arguments.of(
                        "2020-04-29T10:12:11.123456789Z stdout F Apr 29 10:12:11 h ejabberd[5]: ",
                        otp,
                        "cri+syslog:h/ejabberd"),
                Arguments.of("Apr  9 10:12:11.123456 host ejabberdctl[1]: ", otp, "syslog:host/ejabberdctl"),
                Arguments.of("2020-04-29T10:12:11+00:00 host ejabberdctl[123]: ", otp, "syslog_iso:host/ejabberdctl"),
                Arguments.of(
                        "2020-04-29T12:12:11.123456+0200 host ejabberdctl[1]: ", otp, "syslog_iso:host/ejabberdctl"),
                Arguments.of("Wed 2020-04-29 10:12:11 UTC host ejabberdctl[1]: ", otp, "journal_full:host/ejabberdctl"),
                Arguments.of(
                        "Wed 2020-04-29 12:12:11 CEST host ejabberdctl[1]: ", otp, "journal_full:host/ejabberdctl"),
                Arguments.of("1588155131.123456 host ejabberdctl[1]: ", otp, "journal_unix:host/ejabberdctl"),
                Arguments.of("[    5.123456] host ejabberdctl[1]: ", otp, "journal_monotonic:host/ejabberdctl"),
                Arguments.of("[1234567.123456] host ejabberdctl: ", otp, "journal_monotonic:host/ejabberdctl"),
                Arguments.of("Apr 29 10:12:11 ejabberdctl[1]: ", otp, "syslog_hostless:ejabberdctl"),
                Arguments.of("<30>Apr 29 10:12:11 ejabberd: ", otp, "syslog_hostless:ejabberd"),
                Arguments.of("[pod/ejabberd-0/ejabberd] ", otp, "kubectl:ejabberd-0/ejabberd"),
                Arguments.of(
                        "[pod/ejabberd-0/ejabberd] 2020-04-29T10:12:11.123456789Z ",
                        otp,
                        "kubectl:ejabberd-0/ejabberd+docker"));
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

    /** Every layout behind every wrapper: the same records as without. */
    @ParameterizedTest
    @MethodSource("wrapped")
    void everyLayout(String front, String line, String name) {
        for (String[] log : new String[][] {
            {
                "otp",
                "2020-04-29 10:12:11.123456+00:00 [info] <0.5.0>@ejabberd_c2s:process_terminated/2:289 closing",
                "  more",
                "2020-04-29 10:12:12.123456+00:00 [notice]  Handler x"
            },
            {
                "otp_console",
                "2020-04-29 10:12:11.123456+00:00 [info] closing",
                "  more",
                "2020-04-29 10:12:12.123456+00:00 [warning] next"
            },
            {
                "lager",
                "2020-04-29 10:12:11.123 [info] <0.5.0>@ejabberd_c2s:terminate:1754 closing",
                "\tmore",
                "2020-04-29 10:12:12.123 [error] <0.6.0> next"
            },
            {"lager_console", "10:12:11.123 [info] closing", "\tmore", "10:12:12.123 [error] next"},
            {
                "report",
                "=INFO REPORT==== 2020-04-29 10:12:11 ===",
                "I(<0.5.0>:ejabberd_c2s:854) : closing",
                "\tmore",
                "",
                "=ERROR REPORT==== 2020-04-29 10:12:12 ===",
                "E(<0.6.0>:ejabberd_c2s:854) : next"
            },
        }) {
            List<String> lines = List.of(log).subList(1, log.length);
            LocalDate day = LocalDate.of(2020, 4, 29);
            List<Row> plain = Records.rows(String.join("\n", lines) + "\n", ZoneOffset.UTC, day);
            assertThat(plain).hasSize(2).extracting(Row::layout).containsOnly(log[0]);
            String layout = name + "+" + log[0];
            List<Row> expected = plain.stream().map(r -> layout(r, layout)).toList();
            String text = lines.stream().map(l -> front + l + "\n").collect(Collectors.joining());
            assertThat(Records.rows(text, ZoneOffset.UTC, day)).as(layout).isEqualTo(expected);
            assertThat(Layouts.named(layout).name()).isEqualTo(layout);
        }
    }

    private static Row layout(Row r, String layout) {
        return new Row(layout, r.ts(), r.level(), r.pid(), r.module(), r.function(), r.arity(), r.line(), r.message());
    }

    @Test
    void wrappersThatKnowTheDayDateTheLagerConsole() {
        for (String[] row : new String[][] {
            {"Wed 2020-04-29 23:59:59 UTC host ejabberdctl[1]: ", "23:59:59.998", "2020-04-29T23:59:59.998Z"},
            // a zone without a name
            {"Thu 2020-04-30 00:00:01 +03 host ejabberdctl[1]: ", "20:59:59.998", "2020-04-29T20:59:59.998Z"},
            {"Thu 2020-04-30 00:00:01 -0330 host ejabberdctl[1]: ", "03:29:59.998", "2020-04-30T03:29:59.998Z"},
            // a zone by name is the reader's; the wrapper's clock has passed midnight
            {"Thu 2020-04-30 00:00:01 CEST host ejabberdctl[1]: ", "23:59:59.998", "2020-04-29T23:59:59.998Z"},
            {"1588204800.000001 host ejabberdctl[1]: ", "23:59:59.998", "2020-04-29T23:59:59.998Z"},
            {"[pod/a-0/b] 2020-04-30T00:00:01Z ", "23:59:59.998", "2020-04-29T23:59:59.998Z"},
            // nothing tells the day
            {"[    5.123456] host ejabberdctl[1]: ", "23:59:59.998", "null"},
            {"Apr 30 00:00:01 ejabberdctl[1]: ", "23:59:59.998", "null"},
            {"[pod/a-0/b] ", "23:59:59.998", "null"},
        }) {
            assertThat(brief(row[0] + row[1] + " [info] a\n", ZoneOffset.UTC, null))
                    .as(row[0])
                    .singleElement()
                    .asString()
                    .endsWith("+lager_console " + row[2] + " info a");
        }
    }

    @Test
    void aLocalClockInTheHourThatAutumnRepeats() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        String line = "Sun 2020-10-25 %s %s host ejabberdctl[1]: %s.100 [info] a\n";
        String text = String.format(line, "01:59:59", "CEST", "01:59:59")
                + String.format(line, "02:59:59", "CEST", "02:59:59")
                + String.format(line, "02:10:00", "CET", "02:10:00")
                + String.format(line, "03:10:00", "CET", "03:10:00");
        assertThat(Records.rows(text, berlin, null))
                .extracting(Row::ts)
                .containsExactly(
                        "2020-10-24T23:59:59.100Z",
                        "2020-10-25T00:59:59.100Z",
                        "2020-10-25T01:10:00.100Z",
                        "2020-10-25T02:10:00.100Z");
        // so its splits depend on what came before
        assertThat(Layouts.named("journal_full:x+lager_console").offset()).isFalse();
        assertThat(Layouts.named("journal_full:x+lager_console").dated()).isTrue();
        assertThat(Layouts.named("journal_unix:x+lager_console").offset()).isTrue();
    }

    @Test
    void thePodsOfOthersArePassedOver() {
        assertThat(
                        brief(
                                """
                                [pod/ejabberd-0/ejabberd] 2020-04-29 10:12:11.123456+00:00 [info] a
                                [pod/ejabberd-0/proxy] 2020-04-29 10:12:11.123456+00:00 [info] not ours
                                [pod/ejabberd-0/ejabberd]
                                [pod/ejabberd-0/ejabberd]   more
                                [pod/ejabberd-0/ejabberd] [pod/x/y] no header
                                """))
                .containsExactly(
                        "kubectl:ejabberd-0/ejabberd+otp_console 2020-04-29T10:12:11.123456Z info a\n\n  more\n[pod/x/y] no header");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Oct 24 08:45:52 host ejabberdctl[1]: ",
                "Oct 24 08:45:52 ejabberdctl[1]: ",
                "2014-10-24T08:45:52+0000 host ejabberdctl[1]: ",
                "Fri 2014-10-24 08:45:52 UTC host ejabberdctl[1]: ",
                "1414140352.549000 host ejabberdctl[1]: ",
                "[    5.123456] host ejabberdctl[1]: "
            })
    void theJournalsOwnLinesAreNoRecordsNorPartsOfOne(String front) {
        String markers =
                """
                -- Logs begin at Thu 2014-10-23 10:00:00 UTC, end at Fri 2014-10-24 12:00:00 UTC. --
                -- Journal begins at Thu 2014-10-23 10:00:00 UTC. --
                -- Boot 3c5f0a9d1b2c4e6f8a7b6c5d4e3f2a1b --
                -- Reboot --
                -- No entries --
                """;
        String text = markers + front + "08:45:52.549 [info] a\n" + markers + front + "  more\n" + markers;
        assertThat(brief(text)).singleElement().asString().endsWith(" 2014-10-24T08:45:52.549Z info a\n  more");
        // an outcry before the first record stays what it is, without them
        assertThat(Records.rows(markers + front + "WARNING\n" + markers + text, ZoneOffset.UTC, DAY))
                .extracting(Row::message)
                .containsExactly(front + "WARNING", "a\n  more");
    }

    @Test
    void onlyAJournalHasMarkers() {
        String otp = "2020-04-29 10:12:11.123456+00:00 [info] <0.5.0>@m:f/1:2 a\n";
        assertThat(brief(otp + "-- Reboot --\n"))
                .containsExactly("otp 2020-04-29T10:12:11.123456Z info a\n-- Reboot --");
        // almost markers are lines without the wrapper: nobody's
        String front = "Oct 24 08:45:52 host ejabberdctl[1]: 08:45:52.549 [info] ";
        assertThat(brief(front + "a\n-- Reboot -\n--\n-- Rebooted --\n"))
                .singleElement()
                .asString()
                .endsWith(" info a");
    }

    @Test
    void aHostlessLineIsNoLineWithAHost() {
        // the word behind the time is a host, even if it is an address with colons
        String text = "Oct 24 08:45:52 2001:db8::1 ejabberdctl[1]: 08:45:52.549 [info] a\n";
        assertThat(brief(text))
                .containsExactly("syslog:2001:db8::1/ejabberdctl+lager_console 2014-10-24T08:45:52.549Z info a");
    }

    /** A piece of a line that looks like a header is none, wherever a split begins. */
    @ParameterizedTest
    @CsvSource({"cri+otp_console, F", "docker_json+otp_console, \\n"})
    void splitsOfEverySizeOfLinesInPieces(String layout, String whole) {
        String header = "2020-04-29 10:12:11.123456+00:00 [info] ";
        String[][] lines = {
            {header + "one ", ""},
            {header + "within one ", ""},
            {"", ""},
            {header + "its end", whole},
            {"  more of one", whole},
            {header + "two", whole},
            {"", whole},
            {null, "no line of the wrapper"},
            {header + "three ", ""},
            {null, header + "no line of the wrapper, within three"},
            {null, ""},
            {header + "its end", whole},
            {header + "four", whole},
        };
        String cri = "2020-04-29T10:12:11.2Z stdout %s %s\n";
        String json = "{\"log\":\"%2$s%1$s\",\"stream\":\"stdout\",\"time\":\"2020-04-29T10:12:11.2Z\"}\n";
        String form = layout.startsWith("cri") ? cri : json;
        var text = new StringBuilder();
        for (String[] line : lines) {
            String tag = form.equals(cri) && line[1].isEmpty() ? "P" : line[1];
            text.append(line[0] == null ? line[1] + "\n" : String.format(form, tag, line[0]));
        }
        byte[] file = Records.bytes(text.toString());
        List<Placed> records = Records.split(file, 0, file.length, layout, ZoneOffset.UTC, null);
        assertThat(records)
                .extracting(placed -> placed.row().message())
                .containsExactly(
                        "one " + header + "within one " + header + "its end\n  more of one",
                        "two",
                        "three " + header + "its end",
                        "four");
        for (int size = 1; size <= file.length; size++) {
            var split = new ArrayList<Placed>();
            for (int from = 0; from < file.length; from += size) {
                split.addAll(Records.split(file, from, from + size, layout, ZoneOffset.UTC, null));
            }
            assertThat(split).as("size %d", size).isEqualTo(records);
        }
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
                == whatever stands there ==
                2020-04-29T10:12:11+0000 host ejabberdctl[1]: WARNING: x
                2020-04-29T10:12:11+0000 host ejabberdctl[1]: 10:12:11.123 [info] a
                """,
                ZoneOffset.UTC,
                null);
        assertThat(rows).extracting(Row::layout).containsExactly(null, "syslog_iso:host/ejabberdctl+lager_console");
        assertThat(rows.get(1).ts()).isEqualTo("2020-04-29T10:12:11.123Z");
    }

    @Test
    void unknownNamesAreNoLayouts() {
        assertThat(Layouts.named("podman+otp")).isNull();
        assertThat(Layouts.named("docker+nothing")).isNull();
        assertThat(Layouts.named("+")).isNull();
    }
}
