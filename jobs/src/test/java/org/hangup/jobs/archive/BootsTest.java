package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The boots of small archives, and whose they are. */
class BootsTest extends SmallArchive {
    @Test
    void bootsAndHowTheyEnd() throws IOException {
        String[] old = {
            accepted("09:00:00", 1),
            stopped("09:10:00", "'ejabberd@host-1.example'"),
            at("09:10:01", "x:y/1:1 late"),
            loading("09:20:00"),
            at("09:20:01", "ejabberd_config:reload/0:9 Reloading configuration from /etc/ejabberd.yml"),
            started("09:20:02", "'ejabberd@host-1.example'"),
            at("09:20:02", "ejabberd_listener:init/3:1 Start accepting TCP connections at [::]:5280 for ejabberd_http"),
            accepted("09:30:00", 1)
        };
        String[] now = {loading("10:00:00"), started("10:00:01", "'ejabberd@host-1.example'"), accepted("10:01:00", 1)};
        write("ejabberd.log.0", old);
        write("ejabberd.log", now);
        Survey survey = survey();
        int stop = length(accepted("09:00:00", 1));
        int boot = length(old[0], old[1], old[2]);
        int last = length(Arrays.copyOf(old, 7));
        assertThat(boots(survey))
                .containsExactly(
                        "0 ejabberd@host-1.example 23.01-1 09:00:00 stop 09:10:00 ejabberd.log.0:" + stop + " 09:10:00",
                        "1 ejabberd@host-1.example 23.01-1 09:20:00 crash 09:30:00 ejabberd.log.0:" + last
                                + " 10:00:00",
                        "2 ejabberd@host-1.example 23.01-1 10:00:00 null");
        assertThat(segments(survey))
                .containsExactly(
                        "0 ejabberd.log.0 0-" + boot + " boot 0",
                        "0 ejabberd.log.0 " + boot + "-" + length(old) + " boot 1",
                        "1 ejabberd.log 0-" + length(now) + " boot 2");
        assertThat(survey.listeners()).containsExactly(new Listener("ejabberd.log", 1, 5280, "ejabberd_http"));
        assertThat(survey.boots().get(0).id()).isEmpty();
        assertThat(survey.boots().get(1).id())
                .contains("<0.7.0> Loading configuration")
                .doesNotContain("log.0");
        assertThat(survey(options().withSplitSize(100)))
                .as("split anywhere")
                .usingRecursiveComparison()
                .ignoringFields("ledger", "bytesRead")
                .isEqualTo(survey);
    }

    @Test
    void aConnectionWellBehindAStopIsOfABootWhoseStartIsMissing() throws IOException {
        write(
                "ejabberd.log",
                accepted("09:00:00", 1),
                stopped("09:10:00", "a@b"),
                accepted("09:10:01", 2),
                accepted("09:40:00", 1),
                accepted("09:41:00", 2));
        assertThat(boots(survey()))
                .containsExactly(
                        "0 a@b 23.01-1 09:00:00 stop 09:10:00 ejabberd.log:" + length(accepted("09:00:00", 1))
                                + " 09:10:00",
                        "1 a@b null 09:40:00 null");
    }

    @Test
    void everyFileOfALogIsOfTheNodeThatOneOfThemNames() throws IOException {
        write("one/ejabberd.log.1", accepted("08:00:00", 1));
        write("one/ejabberd.log.0", started("09:00:00", "a@one"));
        write("one/ejabberd.log", accepted("10:00:00", 1));
        write("two/ejabberd.log", accepted("10:00:00", 2));
        assertThat(survey().files().stream().map(f -> f.file().name() + " " + f.node()))
                .containsExactly(
                        "one/ejabberd.log a@one",
                        "one/ejabberd.log.0 a@one",
                        "one/ejabberd.log.1 a@one",
                        "two/ejabberd.log two");
    }

    @Test
    void theNodePatternNamesNodesAndJoinsFolders() throws IOException {
        write("2024-03-01/xmpp-a/ejabberd.log", accepted("09:00:00", 1));
        write("2024-03-02/xmpp-a/ejabberd.log", accepted("10:00:00", 1));
        write("2024-03-02/xmpp-b/ejabberd.log", started("10:00:00", "ejabberd@localhost"));
        Survey survey = survey(options().withNodePattern(Pattern.compile("/xmpp-(?<node>[a-z])/")));
        assertThat(survey.logs().stream().map(l -> l.log() + " " + l.node()))
                .containsExactly("a/ejabberd.log a", "b/ejabberd.log b");
        assertThat(survey.segments().stream().map(s -> s.log() + " " + s.order() + " " + s.file()))
                .containsExactly(
                        "a/ejabberd.log 0 2024-03-01/xmpp-a/ejabberd.log",
                        "a/ejabberd.log 1 2024-03-02/xmpp-a/ejabberd.log",
                        "b/ejabberd.log 0 2024-03-02/xmpp-b/ejabberd.log");
    }
}
