package org.hangup.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void orderOfReleases() {
        List<String> order = List.of(
                "0.7.5",
                "0.9.0",
                "1.1.4",
                "2.0.5",
                "2.1.0",
                "2.1.9",
                "2.1.10",
                "2.1.13",
                "13.03-beta1",
                "13.06",
                "16.06",
                "16.06.1",
                "16.12-beta1",
                "16.12",
                "17.03-alpha",
                "17.03-beta",
                "17.03-beta2",
                "17.03-rc1",
                "17.03",
                "17.04",
                "18.12.1",
                "19.09",
                "19.09.1",
                "23.01",
                "26.07");
        for (int i = 1; i < order.size(); i++) {
            assertThat(Version.of(order.get(i - 1))).isLessThan(Version.of(order.get(i)));
        }
    }

    @Test
    void mongooseIm() {
        List<String> order =
                List.of("mim-1.0", "2.1.8+mim-1.5.1", "mim-2.1.1", "2.2.2", "3.7.1", "4.0.0", "6.8.0-12-gabcdef0");
        for (int i = 1; i < order.size(); i++) {
            assertThat(Version.of(order.get(i - 1))).isLessThan(Version.of(order.get(i)));
        }
        assertThat(Version.of("mim-1.0")).isGreaterThan(Version.of("26.07"));
        assertThat(Version.of("mim-6.8.0")).isEqualTo(Version.of("6.8.0"));
        for (String ejabberd : new String[] {"1.1.4", "2.1.13", "13.03-beta1", "26.07"}) {
            assertThat(Version.of(ejabberd).isMongooseIm()).isFalse();
        }
    }

    @Test
    void packagersMarks() {
        assertThat(Version.of("23.01-1")).isEqualTo(Version.of("23.01")).hasToString("23.01-1");
        assertThat(Version.of("21.12~bpo11+1")).isEqualTo(Version.of("21.12"));
        assertThat(Version.of("17.03.75-g0123abc"))
                .isGreaterThan(Version.of("17.03"))
                .isLessThan(Version.of("17.04"));
    }

    @Test
    void noVersion() {
        for (String text : new String[] {null, "", "x", "-1", "beta"}) {
            assertThat(Version.of(text)).isNull();
        }
        assertThat(Version.of("99999999999999999999.1")).isGreaterThan(Version.of("26.07"));
    }
}
