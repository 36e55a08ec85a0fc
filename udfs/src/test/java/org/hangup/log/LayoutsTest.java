package org.hangup.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.hangup.log.Records.Row;
import org.junit.jupiter.api.Test;

/** Given this log text, these records: an example of every layout. */
class LayoutsTest {
    private static final ZoneId UTC = ZoneOffset.UTC;
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final String T = "2020-04-29T10:12:11.123456Z";

    private static Row only(String text) {
        return only(text, UTC, null);
    }

    private static Row only(String text, ZoneId zone, LocalDate date) {
        List<Row> rows = Records.rows(text, zone, date);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static Row bare(String layout, String ts, String level, String message) {
        return new Row(layout, ts, level, "", "", "", -1, -1, message);
    }

    @Test
    void otpFile() {
        assertThat(
                        only(
                                "2020-04-29 10:12:11.123456+00:00 [info] <0.500.0>@ejabberd_c2s:process_terminated/2:289 bye\n"))
                .isEqualTo(new Row("otp", T, "info", "<0.500.0>", "ejabberd_c2s", "process_terminated", 2, 289, "bye"));
    }

    @Test
    void otpFileWithOffsets() {
        assertThat(only("2020-04-29 06:12:11.123456-04:00 [error] <0.5.0>@m:f/1:2 x\n")
                        .ts())
                .isEqualTo(T);
        assertThat(only("2020-04-29 15:57:11.123456+05:45 [error] <0.5.0>@m:f/1:2 x\n")
                        .ts())
                .isEqualTo(T);
        assertThat(only("2020-04-29 10:12:11.123456Z [error] <0.5.0>@m:f/1:2 x\n")
                        .ts())
                .isEqualTo(T);
        assertThat(only("2020-04-29 00:12:11.123456+10:00 [error] <0.5.0>@m:f/1:2 x\n")
                        .ts())
                .isEqualTo("2020-04-28T14:12:11.123456Z");
    }

    @Test
    void otpFileWithoutSourceAndWithoutPid() {
        assertThat(only("2020-04-29 10:12:11.123456+00:00 [notice] <0.500.0> (tls|<0.500.0>) Received XML\n"))
                .isEqualTo(new Row("otp", T, "notice", "<0.500.0>", "", "", -1, -1, "(tls|<0.500.0>) Received XML"));
        assertThat(only("2020-04-29 10:12:11.123456+00:00 [notice]  Handler ejabberd_log flushed 55 log events\n"))
                .isEqualTo(bare("otp", T, "notice", "Handler ejabberd_log flushed 55 log events"));
    }

    @Test
    void otpFileWithOddFunctions() {
        Row row = only("2020-04-29 10:12:11.123456+00:00 [debug] <0.5.0>@'Elixir.A':'-init/1-fun-0-'/2:7 x\n");
        assertThat(row).isEqualTo(new Row("otp", T, "debug", "<0.5.0>", "'Elixir.A'", "'-init/1-fun-0-'", 2, 7, "x"));
        assertThat(only("2020-04-29 10:12:11.123456+00:00 [debug] <0.5.0>@m:-init/1-fun-0-/2:7 x\n")
                        .function())
                .isEqualTo("-init/1-fun-0-");
    }

    @Test
    void otpConsole() {
        Row row = bare("otp_console", T, "info", "(tls|<0.500.0>) Opened c2s session for a@b/c");
        assertThat(only("2020-04-29 10:12:11.123456+00:00 [info] (tls|<0.500.0>) Opened c2s session for a@b/c\n"))
                .isEqualTo(row);
        assertThat(
                        only(
                                "2020-04-29 10:12:11.123456+00:00 \u001b[1;49;95m\u001b[1;49;92m[info] \u001b[0;49;95m\u001b[0m(tls|<0.500.0>) Opened c2s session for a@b/c\u001b[0m\n"))
                .isEqualTo(row);
        assertThat(only("2020-04-29 10:12:11.123456+00:00 [info] Opened for \\x{44E}@b/c\n")
                        .message())
                .isEqualTo("Opened for \\x{44E}@b/c");
    }

    @Test
    void coloursLeftInTheFileOf2508() {
        assertThat(only("2020-04-29 10:12:11.123456+00:00 [info] <0.5.0>@m:f/1:2 text\u001b[0m\n")
                        .message())
                .isEqualTo("text");
    }

    @Test
    void lagerFile() {
        assertThat(only(
                        "2014-10-24 08:45:52.549 [info] <0.494.0>@ejabberd_listener:accept:313 (#Port<0.2>) Accepted\n",
                        NEW_YORK,
                        null))
                .isEqualTo(new Row(
                        "lager",
                        "2014-10-24T12:45:52.549Z",
                        "info",
                        "<0.494.0>",
                        "ejabberd_listener",
                        "accept",
                        -1,
                        313,
                        "(#Port<0.2>) Accepted"));
        assertThat(only("2014-10-24 08:45:52.549 UTC [info] <0.4.0>@m:f:3 x\n", NEW_YORK, null)
                        .ts())
                .isEqualTo("2014-10-24T08:45:52.549Z");
        assertThat(only("2018-12-07 10:00:01.201 [error] <0.601.0> gen_server <0.601.0> terminated\n"))
                .isEqualTo(new Row(
                        "lager",
                        "2018-12-07T10:00:01.201Z",
                        "error",
                        "<0.601.0>",
                        "",
                        "",
                        -1,
                        -1,
                        "gen_server <0.601.0> terminated"));
    }

    @Test
    void lagerConsole() {
        LocalDate day = LocalDate.of(2014, 10, 24);
        assertThat(Records.rows(
                        """
                        (ejabberd@localhost)1> 08:45:52.549 [info] Close session for a@b/c\r
                        (ejabberd@localhost)1> \r
                        08:45:52.550 [debug] route\r
                        \tfrom a
                        \tto b\r
                        """,
                        UTC,
                        day))
                .containsExactly(
                        bare("lager_console", "2014-10-24T08:45:52.549Z", "info", "Close session for a@b/c"),
                        bare("lager_console", "2014-10-24T08:45:52.550Z", "debug", "route\n\tfrom a\n\tto b"));
    }

    @Test
    void lagerCrashLog() {
        assertThat(Records.rows(
                        """
                                2014-10-24 08:45:52 =CRASH REPORT====
                                  crasher:
                                    pid: <0.501.0>
                                2014-10-24 08:45:53 =ERROR REPORT====
                                ** State machine <0.501.0> terminating\s
                                """,
                        UTC,
                        null))
                .containsExactly(
                        bare(
                                "lager_crash",
                                "2014-10-24T08:45:52Z",
                                "error",
                                "=CRASH REPORT====\n  crasher:\n    pid: <0.501.0>"),
                        bare(
                                "lager_crash",
                                "2014-10-24T08:45:53Z",
                                "error",
                                "=ERROR REPORT====\n** State machine <0.501.0> terminating "));
    }

    @Test
    void elixirConsole() {
        assertThat(only("2024-05-01 10:12:11.123 [info] (tls|<0.5.0>) Opened c2s session for a@b/c\n"))
                .isEqualTo(bare(
                        "elixir_console",
                        "2024-05-01T10:12:11.123Z",
                        "info",
                        "(tls|<0.5.0>) Opened c2s session for a@b/c"));
    }

    @Test
    void reportsOfEjabberd2() {
        assertThat(Records.rows(
                        """

                                =INFO REPORT==== 2010-01-31 08:45:52 ===
                                I(<0.494.0>:ejabberd_listener:232) : (#Port<0.1357>) Accepted connection {{192,0,2,7},51322}

                                =INFO REPORT==== 2010-01-31 08:50:10 ===
                                D(<0.500.0>:ejabberd_receiver:320) : Received XML on stream = "</stream:stream>"

                                =ERROR REPORT==== 2010-01-31 08:50:11 ===
                                ** State machine <0.501.0> terminating\s
                                ** Last event in was closed

                                =INFO REPORT==== 31-Jan-2007::08:45:52 ===
                                I(<0.494.0>:ejabberd_c2s:854): old
                                """,
                        UTC,
                        null))
                .containsExactly(
                        new Row(
                                "report",
                                "2010-01-31T08:45:52Z",
                                "info",
                                "<0.494.0>",
                                "ejabberd_listener",
                                "",
                                -1,
                                232,
                                "(#Port<0.1357>) Accepted connection {{192,0,2,7},51322}"),
                        new Row(
                                "report",
                                "2010-01-31T08:50:10Z",
                                "debug",
                                "<0.500.0>",
                                "ejabberd_receiver",
                                "",
                                -1,
                                320,
                                "Received XML on stream = \"</stream:stream>\""),
                        bare(
                                "report",
                                "2010-01-31T08:50:11Z",
                                "error",
                                "** State machine <0.501.0> terminating \n** Last event in was closed"),
                        new Row(
                                "otp_report",
                                "2007-01-31T08:45:52Z",
                                "info",
                                "<0.494.0>",
                                "ejabberd_c2s",
                                "",
                                -1,
                                854,
                                "old"));
    }

    @Test
    void reportsOfOtp() {
        assertThat(only("=ERROR REPORT==== 1-Jan-2020::08:45:52.123456 ===\n** Generic server terminating\n"))
                .isEqualTo(bare("otp_report", "2020-01-01T08:45:52.123456Z", "error", "** Generic server terminating"));
        assertThat(only("=WARNING REPORT==== 31-Jan-2010::08:45:52 UTC ===\nx\n", NEW_YORK, null))
                .isEqualTo(bare("otp_report", "2010-01-31T08:45:52Z", "warning", "x"));
        assertThat(only("=PROGRESS REPORT==== 31-Jan-2010::08:45:52 ===\nx\n", NEW_YORK, null)
                        .ts())
                .isEqualTo("2010-01-31T13:45:52Z");
    }

    @Test
    void aConsoleBeginsWithReportsOfOtpThatTellItsDay() {
        assertThat(Records.rows(
                        """
                                =INFO REPORT==== 24-Oct-2014::23:59:50 ===
                                    alarm_handler: x
                                23:59:59.549 [info] a
                                00:00:01.000 [info] b
                                """,
                        UTC,
                        null))
                .extracting(r -> r.layout() + " " + r.ts())
                .containsExactly(
                        "otp_report 2014-10-24T23:59:50Z",
                        "lager_console 2014-10-24T23:59:59.549Z",
                        "lager_console 2014-10-25T00:00:01Z");
    }

    @Test
    void mongooseImWithColours() {
        // MongooseIM 3.7 ships lager with {colored,true}: the whole file layout, in colours, lines end in CR LF
        assertThat(
                        only(
                                "2020-01-31 08:45:52.549 \u001b[1;37m[info] \u001b[0m<0.4.0>@mongoose_c2s:terminate:12 Close session\u001b[0m\r\n"))
                .isEqualTo(new Row(
                        "lager",
                        "2020-01-31T08:45:52.549Z",
                        "info",
                        "<0.4.0>",
                        "mongoose_c2s",
                        "terminate",
                        -1,
                        12,
                        "Close session"));
    }

    @Test
    void aCrashLogWithOtherRecordsBehindIt() {
        assertThat(Records.rows(
                        """
                                2014-10-24 08:45:52 =CRASH REPORT====
                                  crasher:
                                2014-10-24 08:45:53.549 [info] <0.4.0>@m:f:3 z
                                2014-10-24 08:45:54 =CRASH REPORT====
                                """,
                        UTC,
                        null))
                .extracting(Row::layout)
                .containsExactly("lager_crash", "lager", "lager_crash");
    }

    @Test
    void aLayoutChangesInTheMiddleOfAFile() {
        assertThat(Records.rows(
                        """
                                2019-12-31 23:59:59.549 [info] <0.4.0>@m:f:3 lager
                                2020-01-01 10:12:11.123456+00:00 [info] <0.5.0>@m:f/1:2 otp
                                2020-01-01 10:12:12.549 [info] <0.4.0>@m:f:3 back
                                """,
                        UTC,
                        null))
                .extracting(Row::layout)
                .containsExactly("lager", "otp", "lager");
    }

    @Test
    void whatOnlyAConsolePrintsIsNoHeaderInAFile() {
        assertThat(Records.rows(
                        """
                                2020-04-29 10:12:11.123456+00:00 [info] <0.5.0>@m:f/1:2 body:
                                08:45:52.549 [info] Close session for a@b/c
                                2020-04-29 10:12:11.123456+00:00 [info] Close session for a@b/c
                                2014-10-24 08:45:52.549 [info] Close session for a@b/c
                                2014-10-24 08:45:52 =CRASH REPORT====
                                """,
                        UTC,
                        null))
                .extracting(Row::message)
                .containsExactly(
                        """
                        body:
                        08:45:52.549 [info] Close session for a@b/c
                        2020-04-29 10:12:11.123456+00:00 [info] Close session for a@b/c
                        2014-10-24 08:45:52.549 [info] Close session for a@b/c
                        2014-10-24 08:45:52 =CRASH REPORT====""");
    }

    @Test
    void aConsoleOfAnOlderAndANewerServer() {
        assertThat(Records.rows(
                        """
                                08:45:52.549 [info] lager
                                2020-04-29 10:12:11.123456+00:00 [info] otp, whose body holds
                                08:45:52.549 [info] what was a header before
                                2020-04-29 10:12:12.123456+00:00 [info] next
                                """,
                        UTC,
                        LocalDate.of(2020, 4, 29)))
                .extracting(Row::layout)
                .containsExactly("lager_console", "otp_console", "otp_console");
    }

    @Test
    void filesThatMayBeReadFromAnyByteOn() {
        for (Layout layout : Layouts.all()) {
            assertThat(Layouts.splittable(layout))
                    .as(layout.name())
                    .isEqualTo(!layout.name().equals("lager_console")
                            && !layout.name().equals("otp_report"));
        }
        assertThat(Layouts.splittable(Layouts.named("docker+lager_console"))).isTrue();
        assertThat(Layouts.splittable(Layouts.named("compose:a+lager_console"))).isFalse();
        assertThat(Layouts.splittable(Layouts.named("compose:a+otp_console"))).isTrue();
    }

    @Test
    void almostHeadersAreNone() {
        for (String line : List.of(
                "2020-04-29 10:12:11.123456+00:00 [chatty] <0.5.0>@m:f/1:2 x",
                "2020-13-29 10:12:11.123456+00:00 [info] <0.5.0>@m:f/1:2 x",
                "2020-02-30 10:12:11.123456+00:00 [info] <0.5.0>@m:f/1:2 x",
                "2020-04-29 24:12:11.123456+00:00 [info] <0.5.0>@m:f/1:2 x",
                "2020-04-29 10:60:11.123456+00:00 [info] <0.5.0>@m:f/1:2 x",
                "2020-04-29 10:12:11.12345x+00:00 [info] <0.5.0>@m:f/1:2 x",
                "2020-04-29 10:12:11.123456+99:00 [info] <0.5.0>@m:f/1:2 x",
                "2020-04-29 10:12:11.123456+00:00 [info]",
                "2020-04-29 10:12:11.12 [info] <0.5.0>@m:f:2 x",
                "08:45:52.549 info x",
                "8:45:52.549 [info] x",
                "=INFO REPORT==== 2010-01-31 08:45:52 ==",
                "=INFO REPORT==== 31-Foo-2007::08:45:52 ===")) {
            assertThat(only(line + "\n").layout()).as(line).isNull();
        }
    }

    @Test
    void textBeforeTheFirstHeaderIsARecordWithoutLayout() {
        assertThat(Records.rows("WARNING: x\ny\n2014-10-24 08:45:52.549 [info] <0.4.0>@m:f:3 z\n", UTC, null))
                .containsExactly(
                        bare(null, null, null, "WARNING: x\ny"),
                        new Row("lager", "2014-10-24T08:45:52.549Z", "info", "<0.4.0>", "m", "f", -1, 3, "z"));
    }

    @Test
    void aByteOrderMarkAndNulsInFrontAreNoPartOfALine() {
        String line = "2014-10-24 08:45:52.549 [info] <0.4.0>@m:f:3 z\n";
        assertThat(only("\uFEFF" + line).message()).isEqualTo("z");
        assertThat(only("\0".repeat(200_000) + line).message()).isEqualTo("z");
    }
}
