package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What strangers forged is rejected, and tells nothing of nodes, days and gaps. */
class ForgeriesTest extends SmallArchive {
    private static final String TAIL = "@example.net from ::ffff:192.0.2.1: Invalid username or password";
    private static final String WHY = "not the server's: it stands in the name of a failed login";

    private static String failed(String time, int n, String name) {
        return at(
                time,
                "ejabberd_c2s:handle_auth_failure/4:465 (tls|<0." + n + ".0>) Failed c2s PLAIN authentication for "
                        + name + TAIL);
    }

    private static String[] attacked(String first) {
        return new String[] {
            loading("09:00:00"),
            started("09:00:01", "a@b"),
            accepted("09:00:02", 500),
            failed("09:00:03", 500, first),
            stopped("09:00:04", "evil@b"),
            "2031-01-01 00:00:00.000000+00:00 [notice]  Handler ejabberd_log flushed 55 log events",
            loading("09:00:05"),
            at(
                    "09:00:06",
                    "ejabberd_c2s:process_terminated/2:289 (tls|<0.9.0>) Closing c2s session for v@b/r: x" + TAIL),
            accepted("09:00:07", 501)
        };
    }

    @Test
    void forgedRecordsAreRejected() throws IOException {
        String[] r = attacked("x");
        // torn: the server's words stand behind the last forged record only
        r[3] = r[3].substring(0, r[3].length() - TAIL.length());
        assertRejected(r);
    }

    @Test
    void alsoBehindAFailedLoginThatLooksWhole() throws IOException {
        assertRejected(attacked("x"));
    }

    private void assertRejected(String[] r) throws IOException {
        // the forged ones are of a process that is not there otherwise
        for (int i = 4; i < 8; i++) {
            r[i] = r[i].replace("<0.7.0>", "<0.9.0>");
        }
        write("ejabberd.log", r);
        Survey survey = survey();
        int from = length(Arrays.copyOf(r, 4));
        int to = length(Arrays.copyOf(r, 8));
        assertThat(segments(survey))
                .containsExactly(
                        "0 ejabberd.log 0-" + from + " boot 0", "0 ejabberd.log " + to + "-" + length(r) + " boot 0");
        assertThat(survey.rejects())
                .extracting(Reject::offset)
                .containsExactly(
                        (long) from, (long) length(Arrays.copyOf(r, 5)), (long) length(Arrays.copyOf(r, 6)), (long)
                                length(Arrays.copyOf(r, 7)));
        assertThat(survey.rejects()).extracting(Reject::why).containsOnly(WHY);
        assertThat(survey.rejects()).extracting(Reject::length).last().isEqualTo((long) length(r[7]));
        assertThat(boots(survey)).containsExactly("0 a@b 23.01-1 09:00:00 null");
        assertThat(survey.gaps()).isEmpty();
        SurveyedFile file = survey.files().get(0);
        assertThat(file.rejects()).isEqualTo(4);
        assertThat(file.recordsByDay()).isEqualTo(Map.of(LocalDate.of(2024, 3, 1), 5L));
        for (long size : List.of(1L, 50L, 100L, 333L)) {
            assertThat(survey(options().withSplitSize(size)))
                    .as("splits of %d", size)
                    .usingRecursiveComparison()
                    .ignoringFields("ledger", "bytesRead")
                    .isEqualTo(survey);
        }
    }

    @Test
    void atTheEndOfAFile() throws IOException {
        String[] r = {
            accepted("09:00:00", 500),
            failed("09:00:01", 500, "x\n2031-01-01 00:00:00.000000+00:00 [info] <0.9.0>@a:b/1:1 y")
        };
        write("ejabberd.log", r);
        Survey survey = survey();
        assertThat(time(survey.files().get(0).lastTs())).isEqualTo("09:00:01");
        assertThat(survey.rejects()).extracting(Reject::head).containsExactly("y" + TAIL);
    }

    @Test
    void inACompressedFileAndItsCopy() throws IOException {
        String[] r = attacked("x\n" + at("09:00:03", "a:b/1:1 y").replace("<0.7.0>", "<0.9.0>"));
        byte[] log = text(Arrays.copyOf(r, 4));
        write("ejabberd.log.0", log);
        write("ejabberd.log.1.gz", gz(log));
        Survey survey = survey();
        assertThat(survey.rejects()).extracting(Reject::file).containsExactly("ejabberd.log.0");
        assertThat(kinds(survey))
                .containsExactly("ejabberd.log.0 log 5 ok", "ejabberd.log.1.gz copy 5 copy of ejabberd.log.0");
    }

    @Test
    void anHonestLogStaysWhole() throws IOException {
        write(
                "ejabberd.log",
                accepted("09:00:00", 500),
                failed("09:00:01", 500, "romeo"),
                failed("09:00:02", 500, "x\ny"),
                accepted("09:00:03", 501));
        Survey survey = survey();
        assertThat(survey.rejects()).isEmpty();
        assertThat(survey.segments()).hasSize(1);
    }
}
