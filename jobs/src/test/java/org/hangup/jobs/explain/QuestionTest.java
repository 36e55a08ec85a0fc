package org.hangup.jobs.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.hangup.jobs.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of arguments, and what they mean. */
class QuestionTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "romeo@example.net,       romeo, example.net, phone, true",
        "Romeo@Example.NET,       romeo, example.net, phone, true",
        "romeo,                   romeo, other.org,   phone, true",
        "romeo@example.net/phone, romeo, example.net, phone, true",
        "romeo@example.net/Phone, romeo, example.net, phone, false",
        "romeo@example.net,       romeo, example.org, phone, false",
        "romeo@example.net,       rom,   example.net, phone, false",
    })
    void usersAreHeldAgainstNames(String asked, String user, String server, String resource, boolean is) {
        assertThat(Subject.User.of(asked).is(new Name(user, server, resource, null)))
                .isEqualTo(is);
    }

    @Test
    void aNameThatFailedToLogInIsTheUserToo() {
        var tried = new Name(null, null, null, "romeo");
        assertThat(Subject.User.of("romeo@example.net").is(tried)).isTrue();
        assertThat(Subject.User.of("romeo@example.net/phone").is(tried)).isFalse();
        assertThat(Subject.User.of("juliet").is(tried)).isFalse();
        assertThat(Subject.User.of("null").is(new Name(null, null, null, null))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7,         192.0.2.7,       true",
        "::ffff:192.0.2.7,  192.0.2.7,       true",
        "192.0.2.7,         192.0.2.8,       false",
        "192.0.2.0/24,      192.0.2.8,       true",
        "192.0.2.77/24,     192.0.2.8,       true",
        "192.0.2.0/24,      192.0.3.8,       false",
        "192.0.2.0/24,      2001:db8::1,     false",
        "2001:DB8:0::1,     2001:db8::1,     true",
        "2001:db8::/64,     2001:db8::1:2,   true",
        "2001:db8::/64,     192.0.2.7,       false",
        "192.0.2.0/24,      ,                false",
    })
    void addressesAreHeldAgainstAddresses(String asked, String ip, boolean is) {
        assertThat(Subject.Address.of(asked).holds(ip)).isEqualTo(is);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@example.net", "romeo@", "/phone"})
    void wrongUsersAreNamed(String text) {
        assertThatThrownBy(() -> Subject.User.of(text))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--user '" + text + "' is no JID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "example.net", "192.0.2", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/x", "2001:db8::/129"})
    void wrongAddressesAreNamed(String text) {
        assertThatThrownBy(() -> Subject.Address.of(text))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--ip '" + text + "' is no address");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03-01,                2024-02-29T23:00:00Z, 2024-03-01T22:59:59.999999Z",
        "2024-03-01T10:00,          2024-03-01T09:00:00Z, 2024-03-01T09:00:00Z",
        "2024-03-01 10:00:30,       2024-03-01T09:00:30Z, 2024-03-01T09:00:30Z",
        "2024-03-01T10:00:30Z,      2024-03-01T10:00:30Z, 2024-03-01T10:00:30Z",
        "2024-03-01T10:00:30+05:30, 2024-03-01T04:30:30Z, 2024-03-01T04:30:30Z",
    })
    void daysAreWholeAndTimesExact(String text, Instant from, Instant to) {
        assertThat(Range.of(text, text, BERLIN)).isEqualTo(new Range(from, to));
    }

    @Test
    void aRangeHoldsDaysAndWhatEndedOrWasSettledInIt() {
        var range = Range.of("2024-03-01T12:00", "2024-03-02", BERLIN);
        assertThat(range.holds(LocalDate.of(2024, 2, 29), BERLIN)).isFalse();
        assertThat(range.holds(LocalDate.of(2024, 3, 1), BERLIN)).isTrue();
        assertThat(range.holds(LocalDate.of(2024, 3, 2), BERLIN)).isTrue();
        assertThat(range.holds(LocalDate.of(2024, 3, 3), BERLIN)).isFalse();
        var noon = Instant.parse("2024-03-01T11:00:00Z");
        assertThat(range.touches(noon, noon)).isTrue();
        assertThat(range.touches(noon.minusSeconds(9), noon)).isTrue();
        assertThat(range.touches(noon.minusSeconds(9), noon.minusSeconds(1))).isFalse();
        var end = Instant.parse("2024-03-02T23:00:00Z");
        assertThat(range.touches(end.minusSeconds(1), end.plusSeconds(9))).isTrue();
        assertThat(range.touches(end, end.plusSeconds(9))).isFalse();
        assertThat(Range.of(null, null, BERLIN).touches(null, null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2024-13-01", "2024-03-01T25:00", "10:00", ""})
    void wrongTimesAreNamed(String text) {
        assertThatThrownBy(() -> Range.of(null, text, BERLIN))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--to '" + text + "' is no day and no time");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "350, 0.35 s",
        "9999, 10 s",
        "12300, 12.3 s",
        "20000, 20 s",
        "60000, 1 min",
        "290000, 4 min 50 s",
        "3600000, 1 h",
        "7500000, 2 h 5 min",
        "86400000, 1 d",
        "273600000, 3 d 4 h",
        "-350, -0.35 s",
    })
    void spans(long ms, String words) {
        assertThat(Spans.words(ms)).isEqualTo(words);
    }
}
