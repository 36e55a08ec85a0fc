package org.hangup.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "0.0.0.0, 0.0.0.0",
        "::ffff:192.0.2.7, 192.0.2.7",
        "::FFFF:C000:0207, 192.0.2.7",
        "0:0:0:0:0:ffff:192.0.2.7, 192.0.2.7",
        "[2001:DB8::1], 2001:db8::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1:0:0:0:0:0:0:0, 1::",
        "0:0:0:0:0:0:0:1, ::1",
        "::, ::",
        "fe80::1%eth0, fe80::1",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221"
    })
    void canonical(String text, String canonical) {
        assertThat(IpAddress.parse(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.07",
                "1.2.3.4.5",
                "192.0.2.",
                ".192.0.2",
                "a.b.c.d",
                ":",
                ":::",
                "1::2::3",
                "12345::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::9",
                "::ffff:192.0.2.256",
                "2001:db8::1:",
                "g::1",
                "hidden_by_ejabberd",
                "1 ::",
                "1:2:3:4:5:6:7:1.2.3.4"
            })
    void noAddress(String text) {
        assertThat(IpAddress.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 24, 64, 192.0.2.0/24",
        "192.0.2.255, 32, 64, 192.0.2.255/32",
        "192.0.2.255, 0, 64, 0.0.0.0/0",
        "::ffff:192.0.2.7, 16, 64, 192.0.0.0/16",
        "2001:db8:1:2:3:4:5:6, 24, 64, 2001:db8:1:2::/64",
        "2001:db8:1:2:3:4:5:6, 24, 48, 2001:db8:1::/48",
        "2001:db8:1:2:3:4:5:6, 24, 80, 2001:db8:1:2:3::/80",
        "2001:db8:1:2:3:4:5:6, 24, 128, 2001:db8:1:2:3:4:5:6/128",
        "2001:db8:1:2:3:4:5:6, 24, 0, ::/0"
    })
    void networks(String text, int v4, int v6, String network) {
        assertThat(IpAddress.parse(text).network(v4, v6)).isEqualTo(network);
    }

    @Test
    void lengthsOutOfRange() {
        IpAddress address = IpAddress.parse("192.0.2.7");
        assertThatThrownBy(() -> address.network(33, 64)).hasMessage("v4_bits must be 0 to 32, not 33");
        assertThatThrownBy(() -> address.network(24, -1)).hasMessage("v6_bits must be 0 to 128, not -1");
    }

    @Property
    void agreesWithJava(@ForAll @Size(16) byte[] bytes) throws UnknownHostException {
        InetAddress java = InetAddress.getByAddress(bytes);
        IpAddress mine = IpAddress.parse(java.getHostAddress());
        assertThat(InetAddress.getByName(mine.toString())).isEqualTo(java);
        assertThat(IpAddress.parse(mine.toString())).isEqualTo(mine);
    }

    @Property
    void neverThrows(@ForAll byte[] bytes) {
        IpAddress address = IpAddress.parse(bytes, 0, bytes.length);
        assertThat(address == null || IpAddress.parse(address.toString()).equals(address))
                .isTrue();
    }
}
