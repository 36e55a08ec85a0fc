package org.hangup.people;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.hangup.net.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PseudonymsTest {
    /** The key of the sample that comes with Crypto-PAn 1.0. */
    private static final byte[] SAMPLE =
            HexFormat.of().parseHex("1522178d33a4cf80130a5b1649907d10d8988f837979652762574c2d2a842202");

    private static final PeopleKey KEY =
            PeopleKey.ofFile("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n".getBytes(UTF_8));

    private final Pseudonyms pseudonyms = new Pseudonyms(KEY);

    /** Its sample trace and what its program makes of it. */
    @ParameterizedTest
    @CsvSource({
        "128.11.68.132, 135.242.180.132",
        "129.118.74.4, 134.136.186.123",
        "130.132.252.244, 133.68.164.234",
        "141.223.7.43, 141.167.8.160",
        "141.233.145.108, 141.129.237.235",
        "152.163.225.39, 151.140.114.167",
        "156.29.3.236, 147.225.12.42",
        "165.247.96.84, 162.9.99.234",
        "166.107.77.190, 160.132.178.185",
        "192.102.249.13, 252.138.62.131",
        "192.215.32.125, 252.43.47.189",
        "192.233.80.103, 252.25.108.8",
        "192.41.57.43, 252.222.221.184",
        "24.0.250.221, 100.15.198.226",
        "4.3.88.225, 124.60.155.63"
    })
    void theSampleOfCryptoPan(String address, String disguised) {
        byte[] out = new AddressCipher(SAMPLE).encipher(bytes(IpAddress.parse(address)));
        assertThat(out).isEqualTo(bytes(IpAddress.parse(disguised)));
    }

    private static byte[] bytes(IpAddress v4) {
        return HexFormat.of().parseHex(String.format("%08x", v4.low()));
    }

    /** {@code printf romeo | openssl dgst -sha256 -mac HMAC -macopt hexkey:0001..1f}. */
    @Test
    void aNameIsTheBeginningOfItsHmac() {
        assertThat(pseudonyms.name("romeo")).isEqualTo("cdea8c1f6b27b538");
        assertThat(pseudonyms.name("żółć")).isEqualTo("14e815b1734113c3");
        byte[] b = "<romeo>".getBytes(UTF_8);
        assertThat(new String(pseudonyms.name(b, 1, 6), UTF_8)).isEqualTo(pseudonyms.name("romeo"));
        assertThat(new String(pseudonyms.name(b, 1, 6), UTF_8)).isEqualTo(pseudonyms.name("romeo"));
        assertThat(pseudonyms.name((String) null)).isNull();
    }

    /** {@code echo -n 0001..1f | xxd -r -p | sha256sum | cut -c1-64 | xxd -r -p | sha256sum | cut -c1-16}. */
    @Test
    void aKeysIdIsAHashOfAHash() {
        assertThat(KEY.id()).isEqualTo("2f287b4d3d4910f6");
        assertThat(KEY).hasToString("key " + KEY.id());
    }

    @Property
    void addressesOfVersion4ShareAsManyFirstBitsAsBefore(
            @ForAll int left, @ForAll @IntRange(min = 0, max = 31) int at) {
        long one = left & 0xffffffffL;
        long other = one ^ (0x80000000L >>> at);
        long difference = pseudonyms.address(new IpAddress(true, 0, one)).low()
                ^ pseudonyms.address(new IpAddress(true, 0, other)).low();
        assertThat(Integer.numberOfLeadingZeros((int) difference)).isEqualTo(at);
    }

    @Property(tries = 200)
    void addressesOfVersion6ShareAsManyFirstBitsAsBefore(
            @ForAll long high, @ForAll long low, @ForAll @IntRange(min = 0, max = 127) int at) {
        IpAddress one = pseudonyms.address(new IpAddress(false, high, low));
        long bit = Long.MIN_VALUE >>> (at % 64);
        IpAddress other = pseudonyms.address(
                at < 64 ? new IpAddress(false, high ^ bit, low) : new IpAddress(false, high, low ^ bit));
        long inHigh = one.high() ^ other.high();
        int shared = inHigh == 0
                ? 64 + Long.numberOfLeadingZeros(one.low() ^ other.low())
                : Long.numberOfLeadingZeros(inHigh);
        assertThat(shared).isEqualTo(at);
    }

    @Test
    void noTwoAddressesOfANetworkBecomeOne() {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 1 << 12; i++) {
            all.add(address("192.0." + (i >> 8) + "." + (i & 255)));
        }
        assertThat(all).hasSize(1 << 12);
    }

    @Test
    void addressesInAllTheirForms() {
        assertThat(address("192.0.2.7")).isNotEqualTo("192.0.2.7").isEqualTo(address("192.0.2.7"));
        assertThat(address("::ffff:192.0.2.7")).isEqualTo(address("192.0.2.7"));
        assertThat(address("2001:db8::1")).contains(":").isEqualTo(address("2001:DB8:0:0::1"));
        assertThat(pseudonyms.address("romeo".getBytes(UTF_8), 0, 5)).isNull();
    }

    private String address(String text) {
        byte[] b = text.getBytes(UTF_8);
        return new String(pseudonyms.address(b, 0, b.length), UTF_8);
    }

    @Test
    void anotherKeyGivesOtherPseudonyms() {
        Pseudonyms other = new Pseudonyms(PeopleKey.random());
        assertThat(other.name("romeo")).isNotEqualTo(pseudonyms.name("romeo")).matches("[0-9a-f]{16}");
        assertThat(other.address(IpAddress.parse("2001:db8::1")))
                .isNotEqualTo(pseudonyms.address(IpAddress.parse("2001:db8::1")));
    }

    @ParameterizedTest
    @CsvSource({
        "'', holds a key of 0 bytes",
        "secret, holds a key of 6 bytes",
        "000102030405060708090a0b0c0d0e0f, holds a key of 16 bytes",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1, holds an odd number"
    })
    void whatIsNoKey(String content, String message) {
        assertThatThrownBy(() -> PeopleKey.ofFile(content.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message)
                .message()
                .doesNotContain("0001");
    }

    @Test
    void bytesAndDigitsAreAKey() {
        byte[] raw = new byte[33];
        raw[32] = '\n';
        assertThat(PeopleKey.ofFile(raw)).isEqualTo(PeopleKey.of(raw));
        byte[] digits = "FF".repeat(32).getBytes(UTF_8);
        byte[] ones = HexFormat.of().parseHex("ff".repeat(32));
        assertThat(PeopleKey.ofFile(digits)).isEqualTo(PeopleKey.of(ones)).isNotEqualTo(KEY);
    }
}
