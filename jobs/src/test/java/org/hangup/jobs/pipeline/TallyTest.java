package org.hangup.jobs.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.hangup.jobs.exchange.RowReader;
import org.hangup.jobs.exchange.RowWriter;
import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void countsSumsRanksAndNames() {
        var tally = new Tally();
        // by hand: of 1..20 the nearest rank of 50 % is the 10th, of 95 % the 19th
        for (long ms = 20; ms >= 1; ms--) {
            tally.add(ms, text(ms % 2 == 0 ? "even" : "odd"), text("same"));
        }
        tally.add(Facts.NONE, null, null);

        assertThat(figures(tally)).containsExactly(21, 210, 10, 19, 2, 1);
    }

    @Test
    void oneValueIsEveryPercentile() {
        var tally = new Tally();
        tally.add(7, text("a"), null);

        assertThat(figures(tally)).containsExactly(1, 7, 7, 7, 1, 0);
    }

    @Test
    void withoutALengthThereIsNoPercentile() {
        var tally = new Tally();
        tally.add(Facts.NONE, null, null);

        assertThat(figures(tally)).containsExactly(1, Facts.NONE, Facts.NONE, Facts.NONE, 0, 0);
    }

    @Test
    void partsThatTravelAddUpToTheWhole() {
        var whole = new Tally();
        var sum = new Tally();
        for (int part = 0; part < 3; part++) {
            var tally = new Tally();
            for (int i = 0; i < 5; i++) {
                long ms = part * 10L + i;
                byte[] ip = text("192.0.2." + (part + i));
                whole.add(ms, ip, null);
                tally.add(ms, ip, null);
            }
            tally.addUser(text("user of part " + part));
            var out = new RowWriter();
            tally.write(out);
            sum.merge(new RowReader().of(out.toArray()));
        }

        // by hand: the addresses 0..4, 1..5 and 2..6 are seven different ones; the 8th and the 15th of 15 lengths are
        // 12 and 24
        assertThat(figures(sum)).isEqualTo(figures(whole)).containsExactly(15, 180, 12, 24, 7, 0);
        assertThat(sum.users()).isEqualTo(3);
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    private static long[] figures(Tally tally) {
        return new long[] {
            tally.disconnects(), tally.connectedMs(), tally.rank(50), tally.rank(95), tally.ips(), tally.resources()
        };
    }
}
