package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Gaps that a logger made: what it says it dropped, and what it dropped in silence. */
class DroppedRecordsTest extends GapLogs {
    /** A record of lager. */
    private static String lager(String time, String level, String text) {
        return "2019-03-01 " + time + " [" + level + "] " + text;
    }

    private static final String MORE = " messages in the last second that exceeded the limit of 100 messages/sec";

    @Test
    void whatLagerDropped() throws IOException {
        // the notice has neither pid nor module, so two blanks stand before it
        String record = lager("10:00:00.950", "info", "<0.9.0>@ejabberd_c2s:x:1 text");
        String notice = lager("10:00:01.000", "warning", " lager_file_backend dropped 17" + MORE);
        // without a timer, lager tells it only with the next record: it was dropped long before
        write("ejabberd.log", record, notice, record.replace("10:", "11:"), notice.replace("10:00", "12:30"));
        int next = 2 * (record.length() + 1) + notice.length() + 1;
        assertThat(gaps())
                .containsExactly(
                        "lager_dropped 10:00:00.950..10:00:01 17 ejabberd.log@" + (record.length() + 1),
                        "lager_dropped 11:00:00.950..11:00:02.950 17 ejabberd.log@" + next);
    }

    @Test
    void whatLagersConsoleDropped() throws IOException {
        write(
                "console-2019-03-01.log",
                "10:00:00.950 [info] text\r",
                "10:00:01.000 [warning] lager_console_backend dropped 17" + MORE + "\r");
        assertThat(gaps()).containsExactly("lager_dropped 10:00:00.950..10:00:01 17 console-2019-03-01.log@26");
    }

    @Test
    void reportsThatLagerDroppedHideNoEnd() throws IOException {
        String record = lager("10:00:00.000", "info", "<0.9.0>@ejabberd_c2s:x:1 text");
        write(
                "ejabberd.log",
                record,
                lager("10:00:01.000", "warning", "<0.9.0> lager_error_logger_h dropped 800" + MORE));
        Survey survey = survey();
        assertThat(gaps(survey))
                .containsExactly("reports_dropped 10:00..10:00:01 800 ejabberd.log@" + (record.length() + 1));
        assertThat(survey.gaps().get(0).mayHideEnds()).isFalse();
    }

    @Test
    void whatTheOtpLoggerFlushedAndDropped() throws IOException {
        write(
                "ejabberd.log",
                at("10:00:00"),
                notice("10:00:05", "switched from  async to drop mode"),
                at("10:00:06"),
                notice("10:00:07", "flushed 55 log events"),
                notice("10:00:08", "switched from  drop to async mode"),
                at("10:00:09"),
                notice("10:00:30", "restarted"));
        int dropping = RECORD;
        int flushed = 2 * RECORD
                + notice("10:00:05", "switched from  async to drop mode").length()
                + 1;
        int restarted = 3 * RECORD
                + 2 * (notice("10:00:05", "switched from  async to drop mode").length() + 1)
                + notice("10:00:07", "flushed 55 log events").length()
                + 1;
        assertThat(gaps())
                .containsExactly(
                        "logger_dropped 10:00..10:00:08 null ejabberd.log@" + dropping,
                        "logger_dropped 10:00:06..10:00:07 55 ejabberd.log@" + flushed,
                        "logger_dropped 10:00:09..10:00:30 null ejabberd.log@" + restarted);
    }

    @Test
    void aStartOfTheNodeEndsTheDropMode() throws IOException {
        write(
                "ejabberd.log",
                at("10:00:00"),
                notice("10:00:05", "switched from  async to drop mode"),
                at("10:00:30").replace("mod_x:y/1:1 text", LOADING),
                at("11:00:00"));
        assertThat(gaps()).containsExactly("logger_dropped 10:00..10:00:30 null ejabberd.log@" + RECORD);
    }

    @Test
    void noticesOfErrorLogAreOfAnotherFile() throws IOException {
        write(
                "ejabberd.log",
                at("10:00:00"),
                notice("10:00:05", "flushed 9 log events").replace("ejabberd_log", "error_log"));
        assertThat(gaps()).isEmpty();
    }

    private static String[] burst(int n) {
        List<String> records = new ArrayList<>(List.of(at("09:00:00")));
        for (int i = 0; i < n; i++) {
            records.add(at("10:00:00").replace(".000000", String.format(Locale.ROOT, ".%06d", 200 * i)));
        }
        records.add(at("22:00:00"));
        return records.toArray(new String[0]);
    }

    @Test
    void whatTheBurstLimitDroppedInSilence() throws IOException {
        // 500, one that begins the window at .1 s, 500 more until .2 s
        write("ejabberd.log", burst(1001));
        assertThat(gaps()).containsExactly("burst 10:00:00.200..10:00:01.100 null ejabberd.log@" + 1002 * RECORD);
        assertThat(survey().gaps().get(0).mayHideEnds()).isTrue();
    }

    @Test
    void aBurstOverTheBorderOfTwoFiles() throws IOException {
        String[] records = burst(1001);
        write("ejabberd.log.1", Arrays.copyOf(records, 700));
        write("ejabberd.log", Arrays.copyOfRange(records, 700, records.length));
        assertThat(gaps()).containsExactly("burst 10:00:00.200..10:00:01.100 null ejabberd.log@" + 302 * RECORD);
    }

    @Test
    void aBurstBelowTheLimitIsNone() throws IOException {
        write("ejabberd.log", burst(980));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void lagerHasNoSilentLimit() throws IOException {
        write(
                "ejabberd.log",
                Arrays.stream(burst(1001))
                        .map(r -> r.replace("000+00:00", "").replaceFirst("(\\.\\d{3})\\d{3}\\+00:00", "$1"))
                        .toArray(String[]::new));
        assertThat(gaps()).isEmpty();
    }
}
