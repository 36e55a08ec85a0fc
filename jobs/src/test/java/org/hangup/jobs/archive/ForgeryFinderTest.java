package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names of failed logins that hold line feeds, and whole records behind them. */
class ForgeryFinderTest {
    private static final String TAIL = "@example.net from ::ffff:192.0.2.1: Invalid username or password";
    private static final String OLD_TAIL = "@example.net from 192.0.2.1";
    private static final String CLOSING = "Closing c2s session for victim@example.net/home: Stream reset by peer";

    /** A layout with pids, and how a server of its time words what matters here. */
    enum Server {
        OTP("2024-03-01 09:00:00.000001+00:00 [warning] <0.%d.0>@ejabberd_c2s:x/2:289 ", "(tls|<0.%d.0>) ", TAIL),
        LAGER("2018-12-07 10:00:01.200 [info] <0.%d.0>@ejabberd_c2s:x:267 ", "(tls|<0.%d.0>) ", TAIL),
        REPORT(
                "=INFO REPORT==== 2015-01-31 08:45:52 ===\nI(<0.%d.0>:ejabberd_c2s:854) : ",
                "({socket_state,p1_tls,{tlssock,#Port<0.%d>,#Port<0.3>},<0.2.0>}) ", OLD_TAIL);

        final String header;
        final String connection;
        final String tail;

        Server(String header, String connection, String tail) {
            this.header = header;
            this.connection = connection;
            this.tail = tail;
        }

        String record(int pid, String text) {
            return String.format(header, pid) + text;
        }

        String ofConnection(int pid, String text) {
            return record(pid, String.format(connection, pid) + text);
        }

        String failed(int pid, String name) {
            String words = this == REPORT ? "Failed authentication for " : "Failed c2s PLAIN authentication for ";
            return ofConnection(pid, words + name + tail);
        }

        List<String> session(int pid, String resource) {
            return List.of(
                    record(7, "(<0." + pid + ".0>) Accepted connection 192.0.2.9:1 -> 192.0.2.2:5222"),
                    ofConnection(
                            pid,
                            "Accepted c2s PLAIN authentication for u@example.net by mnesia backend from 192.0.2.9"),
                    ofConnection(pid, "Opened c2s session for u@example.net/" + resource));
        }
    }

    /** Records as a server wrote them, one a write. */
    record Log(Server server, List<String> writes) {
        Set<Long> offsets() {
            Set<Long> offsets = new HashSet<>();
            long at = 0;
            for (String write : writes) {
                offsets.add(at);
                at += (write + "\n").getBytes(StandardCharsets.UTF_8).length;
            }
            return offsets;
        }

        byte[] bytes() {
            return (String.join("\n", writes) + "\n").getBytes(StandardCharsets.UTF_8);
        }
    }

    private static Forged found(byte[] log) {
        var finder = new ForgeryFinder("ejabberd.log", ts -> 0);
        var r = new LogRecord();
        var reader = new RecordReader(new ByteArrayInputStream(log), "", ZoneOffset.UTC, null);
        while (reader.next(r)) {
            finder.accept(r);
        }
        return finder.found();
    }

    /** The first lines of the records that were found to be none. */
    private static List<String> forged(Server server, String... writes) {
        byte[] log = new Log(server, List.of(writes)).bytes();
        Forged found = found(log);
        List<String> texts = new ArrayList<>();
        var r = new LogRecord();
        var reader = new RecordReader(new ByteArrayInputStream(log), "", ZoneOffset.UTC, null);
        while (reader.next(r)) {
            if (found.at(r.offset) != null) {
                int length = Math.min(r.messageEnd - r.messageStart, Rejects.HEAD);
                texts.add(new String(r.bytes, r.messageStart, length, StandardCharsets.UTF_8));
            }
        }
        assertThat(found.count()).isEqualTo(texts.size());
        assertThat(found.rejects()).extracting(Reject::head).isEqualTo(texts);
        return texts;
    }

    @ParameterizedTest
    @EnumSource
    void aTornFirstRecord(Server s) {
        String victim = String.format(s.connection, 9) + CLOSING;
        assertThat(forged(
                        s,
                        s.record(7, "honest"),
                        s.failed(501, "x\n" + s.record(9, victim) + "\n" + s.record(9, "y")),
                        s.ofConnection(9, "Opened c2s session for u@example.net/home"),
                        s.failed(502, "romeo")))
                .containsExactly(victim, "y" + s.tail);
    }

    /** What another program wrote behind the last forged record hides its end from nobody; a failed login that is shown there is no end of a name. */
    @ParameterizedTest
    @EnumSource(names = {"OTP", "LAGER"})
    void aFirstRecordThatLooksWholeAndALineOfOthersBehindTheLast(Server s) {
        String victim = String.format(s.connection, 9) + CLOSING;
        List<String> writes = List.of(
                s.record(7, "honest"),
                s.failed(501, "x" + s.tail + "\n" + s.record(9, victim) + "\n" + s.record(9, "y"))
                        + "\nWARNING: of another program",
                s.record(7, "honest"));
        assertThat(found(new Log(s, writes).bytes()).rejects())
                .extracting(reject -> reject.head().substring(0, 2))
                .containsExactly("(t", "y@");
        assertThat(forged(
                        s,
                        s.failed(501, "romeo"),
                        s.record(9, victim) + "\nFailed c2s PLAIN authentication for x" + s.tail + "\nand more",
                        s.record(7, "honest")))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aFirstRecordThatLooksWhole(Server s) {
        String victim = String.format(s.connection, 9) + CLOSING;
        assertThat(forged(
                        s,
                        s.record(7, "honest"),
                        s.failed(500, "romeo"),
                        s.record(7, "honest"),
                        s.failed(501, "x" + s.tail + "\n" + s.record(9, victim) + "\n" + s.record(9, "y")),
                        s.record(7, "honest")))
                .containsExactly(victim, "y" + s.tail);
    }

    @ParameterizedTest
    @EnumSource
    void aTailOfTheStrangersOwn(Server s) {
        String victim = String.format(s.connection, 9) + CLOSING;
        assertThat(forged(
                        s,
                        s.record(7, "honest"),
                        s.failed(501, "x\n" + s.record(9, "y" + s.tail) + "\n" + s.record(9, victim)),
                        s.record(7, "honest")))
                .containsExactly("y" + s.tail, victim + s.tail);
    }

    @ParameterizedTest
    @EnumSource
    void lineFeedsWithoutARecordBehindThem(Server s) {
        assertThat(forged(s, s.failed(501, "x\ny\n"), s.record(7, "honest"), s.failed(502, "\n"), s.record(8, "b")))
                .isEmpty();
    }

    /** Who was there before the failed login did not write in its name. */
    @ParameterizedTest
    @EnumSource
    void anHonestRecordThatEndsInSuchWords(Server s) {
        String resource = "x" + s.tail;
        List<String> writes = new ArrayList<>(s.session(600, "home"));
        writes.add(s.failed(501, "romeo"));
        writes.addAll(s.session(601, resource));
        writes.add(s.failed(502, "romeo"));
        writes.add(s.ofConnection(600, "Opened c2s session for u@example.net/" + resource));
        assertThat(forged(s, writes.toArray(new String[0]))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void noNameIsSoLong(Server s) {
        String far = s.record(9, "z".repeat(1000));
        List<String> writes = new ArrayList<>();
        writes.add(s.failed(501, "romeo"));
        for (int i = 0; i < 270; i++) {
            writes.add(far);
        }
        writes.add(s.record(10, "y" + s.tail));
        assertThat(forged(s, writes.toArray(new String[0]))).isEmpty();
    }

    /** A crash within the record of a failed login; up to 2.1.11 such a record has no words behind the name. */
    @Test
    void aFailedLoginWithoutItsEndIsNoForgery() {
        assertThat(forged(
                        Server.OTP,
                        Server.OTP.ofConnection(501, "Failed c2s PLAIN authentication for ro"),
                        Server.OTP.record(7, "honest")))
                .isEmpty();
        assertThat(forged(
                        Server.REPORT,
                        Server.REPORT.ofConnection(501, "Failed authentication for romeo@example.net"),
                        Server.REPORT.record(7, "honest"),
                        Server.REPORT.ofConnection(502, "Failed authentication for romeo@example.net"),
                        Server.REPORT.record(7, "honest")))
                .isEmpty();
    }

    /** lager cuts the server's words off a long message. */
    @Test
    void aNameThatTheLoggerCut() {
        String victim = String.format(Server.LAGER.connection, 9) + CLOSING;
        String filler = "z".repeat(4096) + "...";
        assertThat(forged(
                        Server.LAGER,
                        Server.LAGER.ofConnection(
                                501,
                                "Failed c2s PLAIN authentication for x\n"
                                        + Server.LAGER.record(9, victim)
                                        + "\n"
                                        + Server.LAGER.record(9, filler)),
                        Server.LAGER.record(7, "honest"),
                        Server.LAGER.failed(502, "romeo"),
                        Server.LAGER.record(7, "honest")))
                .startsWith(victim)
                .hasSize(2);
        assertThat(forged(
                        Server.LAGER,
                        Server.LAGER.ofConnection(501, "Failed c2s PLAIN authentication for " + filler),
                        Server.LAGER.record(7, "honest"),
                        Server.LAGER.failed(502, "romeo")))
                .isEmpty();
    }

    /** The server's words become part of a header, or lose their at sign to a colour. */
    @Test
    void namesThatEndOddly() {
        String victim = String.format(Server.OTP.connection, 9) + CLOSING;
        String name = "x" + TAIL + "\n" + Server.OTP.record(9, victim) + "\n";
        String pid = "2024-03-01 09:00:00.000001+00:00 [info] <0.9.0>";
        assertThat(forged(Server.OTP, Server.OTP.failed(501, name + pid)))
                .containsExactly(victim, "from ::ffff:192.0.2.1: Invalid username or password");
        assertThat(forged(Server.OTP, Server.OTP.failed(501, name + pid + " y\u001b[")))
                .containsExactly(victim, "y" + TAIL.substring(1));
    }

    /** A console prints no pids; the message names the connection. */
    @Test
    void onAConsole() {
        String header = "2024-03-01 09:00:00.000001+00:00 [info] ";
        String victim = "(tls|<0.9.0>) " + CLOSING;
        String failed = "(tls|<0.501.0>) Failed c2s PLAIN authentication for x";
        for (String begin : List.of(failed, failed + TAIL)) {
            assertThat(forged(
                            Server.OTP,
                            header + "(tls|<0.500.0>) Opened c2s session for u@example.net/x",
                            header + begin + "\n" + header + victim + "\n" + header + "y" + TAIL,
                            header + "(tls|<0.500.0>) Closing c2s session for u@example.net/x: Stream reset by peer"))
                    .containsExactly(victim, "y" + TAIL);
        }
        assertThat(forged(
                        Server.OTP,
                        header + "(tcp|<0.500.0>) Accepted c2s PLAIN authentication for u@example.net by x",
                        header + failed + TAIL,
                        header + "(tls|<0.500.0>) Opened c2s session for u@example.net/y" + TAIL))
                .isEmpty();
    }

    /** Many forged records are not compared with each other. */
    @Test
    void tenThousandTails() {
        List<String> writes = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            writes.add(Server.OTP.failed(501, "x" + TAIL));
            writes.add(Server.OTP.record(90_000, "y" + TAIL));
        }
        long began = System.nanoTime();
        Forged found = found(new Log(Server.OTP, writes).bytes());
        assertThat(found.count()).isEqualTo(10_000);
        assertThat(System.nanoTime() - began).isLessThan(10_000_000_000L);
    }

    /** A mechanism that the server does not have is the client's text as well. */
    @Test
    void aMechanismWithLineFeeds() {
        String victim = String.format(Server.OTP.connection, 9) + CLOSING;
        String end = "y authentication from 192.0.2.1: Unsupported mechanism";
        assertThat(forged(
                        Server.OTP,
                        Server.OTP.ofConnection(501, "Failed c2s X\n")
                                + Server.OTP.record(9, victim)
                                + "\n"
                                + Server.OTP.record(9, end)))
                .containsExactly(victim, end);
    }

    /** Two failed logins and what stands between them: a server writes the same, so nobody is accused. */
    @ParameterizedTest
    @EnumSource
    void whatNobodyCanTell(Server s) {
        assertThat(forged(
                        s,
                        s.record(7, "honest"),
                        s.failed(501, "x" + s.tail + "\n" + s.ofConnection(9, CLOSING) + "\n" + forgedLogin(s))))
                .isEmpty();
    }

    private static String forgedLogin(Server s) {
        String login = s.failed(10, "y");
        return login.substring(0, login.length() - s.tail.length());
    }

    /** Behind a failed login that is torn, even that is found out. */
    @ParameterizedTest
    @EnumSource
    void aForgedFailedLoginBehindATornOne(Server s) {
        assertThat(forged(
                        s,
                        s.record(7, "honest"),
                        s.failed(501, "x\n" + s.ofConnection(9, CLOSING) + "\n" + forgedLogin(s)),
                        s.record(7, "honest")))
                .hasSize(2);
    }

    private static final String PEER = "Stream closed by peer: ";

    /** What the client says ends as the server's words do: nothing in the line tells where its resource ends, but its opening does. */
    @ParameterizedTest
    @EnumSource(names = {"OTP", "LAGER"})
    void aStreamErrorThatHoldsAWholeReason(Server s) {
        String victim = String.format(s.connection, 7) + CLOSING;
        String closing = "Closing c2s session for u@example.net/x: " + PEER + "y: Stream reset by peer\n";
        List<String> writes = new ArrayList<>(s.session(7, "home"));
        writes.addAll(s.session(501, "x"));
        writes.add(s.ofConnection(501, closing + s.ofConnection(7, CLOSING) + " (undefined-condition)"));
        writes.add(s.ofConnection(7, CLOSING));
        assertThat(forged(s, writes.toArray(new String[0]))).containsExactly(victim + " (undefined-condition)");
    }

    /** The words of a stream error are in the resource's name: what stands behind the line is honest. */
    @ParameterizedTest
    @EnumSource(names = {"OTP", "LAGER"})
    void aResourceThatHoldsTheWordsOfAStreamError(Server s) {
        List<String> writes = new ArrayList<>(s.session(501, "x: " + PEER + "y"));
        writes.add(s.ofConnection(501, "Closing c2s session for u@example.net/x: " + PEER + "y: Stream reset by peer"));
        writes.addAll(s.session(502, "x"));
        writes.add(s.ofConnection(502, "Closing c2s session for u@example.net/x: " + PEER + "bye (policy-violation)"));
        assertThat(forged(s, writes.toArray(new String[0]))).isEmpty();
    }

    /** Its opening stands in another file, so that the resource may hold the words of a stream error. */
    @Test
    void whatIsNotKnownOfASessionAccusesNobody() {
        Server s = Server.OTP;
        assertThat(forged(
                        s,
                        s.record(7, "honest"),
                        s.ofConnection(
                                501, "Closing c2s session for u@example.net/x: " + PEER + "y: Stream reset by peer"),
                        s.record(7, "honest"),
                        s.ofConnection(
                                502, "Closing c2s session for u@example.net/x: " + PEER + "bye (policy-violation)")))
                .isEmpty();
    }

    private static Arbitrary<String> names(Server s) {
        Arbitrary<Integer> pid = Arbitraries.integers().between(90_000, 99_000);
        Arbitrary<String> text = Arbitraries.of(
                CLOSING,
                "Opened c2s session for victim@example.net/home",
                "Accepted c2s PLAIN authentication for victim@example.net by mnesia backend from 192.0.2.9",
                "victim" + s.tail,
                "x");
        Arbitrary<String> record = Combinators.combine(pid, text).as((p, t) -> "\n" + s.ofConnection(p, t));
        Arbitrary<String> mark = Combinators.combine(
                        pid,
                        Arbitraries.of(
                                "Loading configuration from /etc/ejabberd.yml",
                                "ejabberd 23.01 is stopped in the node a@b",
                                ""))
                .as((p, t) -> "\n" + s.record(p, t));
        Arbitrary<String> odd =
                Arbitraries.of("\n", "\n  more", "x", "@", "/", " ", "\r", " from 192.0.2.66", ": ", "\u044e", "...");
        Arbitrary<String> part = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, record), net.jqwik.api.Tuple.of(1, mark), net.jqwik.api.Tuple.of(2, odd));
        return Combinators.combine(
                        Arbitraries.of("", "x", "x@example.org", "x" + s.tail),
                        part.list().ofMaxSize(6))
                .as((first, parts) -> first + String.join("", parts));
    }

    @Provide
    Arbitrary<Log> logs() {
        return Arbitraries.of(Server.values()).flatMap(s -> {
            Arbitrary<Integer> pid = Arbitraries.integers().between(500, 520);
            Arbitrary<List<String>> session = Combinators.combine(pid, Arbitraries.of("home", "x" + s.tail, "a: b"))
                    .as(s::session);
            Arbitrary<List<String>> end = pid.map(p ->
                    List.of(s.ofConnection(p, "Closing c2s session for u@example.net/home: Stream reset by peer")));
            Arbitrary<List<String>> failed = pid.map(p -> List.of(s.failed(p, "romeo")));
            Arbitrary<List<String>> attack =
                    Combinators.combine(pid, names(s)).as((p, name) -> List.of(s.failed(p, name)));
            return Arbitraries.oneOf(session, end, failed, attack)
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(10)
                    .map(groups -> {
                        List<String> writes = new ArrayList<>(s.session(499, "first"));
                        groups.forEach(writes::addAll);
                        return new Log(s, writes);
                    });
        });
    }

    /** What a stranger wrote is no record, and what the server wrote is one, whatever stands around it. */
    @Property(tries = 3000)
    void strangersWriteNoRecords(@ForAll("logs") Log log) {
        Set<Long> honest = log.offsets();
        Forged found = found(log.bytes());
        var r = new LogRecord();
        var reader = new RecordReader(new ByteArrayInputStream(log.bytes()), "", ZoneOffset.UTC, null);
        while (reader.next(r)) {
            assertThat(found.at(r.offset) == null)
                    .as("record at %d of %s", r.offset, log.writes())
                    .isEqualTo(honest.contains(r.offset));
        }
    }
}
