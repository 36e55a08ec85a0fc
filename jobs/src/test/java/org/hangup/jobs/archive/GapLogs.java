package org.hangup.jobs.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Files of a log in, gaps out; a gap is told as {@code kind from..to dropped file@offset}. */
abstract class GapLogs extends SmallArchive {
    static final int RECORD = "2024-03-01 08:00:00.000000+00:00 [info] <0.7.0>@mod_x:y/1:1 text\n".length();
    static final String LOADING = "ejabberd_config:load/1:82 Loading configuration from /etc/ejabberd.yml";

    static byte[] gz(String text) throws IOException {
        return gz(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A record of the OTP logger; its length is {@link #RECORD} with the line end. */
    static String on(String day, String time) {
        return day + " " + time + ".000000+00:00 [info] <0.7.0>@mod_x:y/1:1 text";
    }

    static String at(String time) {
        return on("2024-03-01", time);
    }

    /** A notice of the OTP logger. */
    static String notice(String time, String text) {
        return "2024-03-01 " + time + ".000000+00:00 [notice]  Handler ejabberd_log " + text;
    }

    List<String> gaps() {
        return gaps(survey());
    }

    static List<String> gaps(Survey survey) {
        return survey.gaps().stream()
                .map(g -> g.kind() + " " + clock(g.fromTs()) + ".." + clock(g.toTs()) + " " + g.dropped() + " "
                        + g.file() + "@" + g.offset())
                .toList();
    }

    private static String clock(long ts) {
        return Instant.ofEpochSecond(ts / 1_000_000, ts % 1_000_000 * 1000)
                .toString()
                .replaceFirst("^20(19|24)-03-01T", "")
                .replace(":00Z", "")
                .replace("Z", "");
    }
}
