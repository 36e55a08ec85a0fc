package org.hangup.jobs.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hangup.jobs.events.EventRow.describe;
import static org.hangup.jobs.events.EventRow.event;
import static org.hangup.jobs.events.EventRow.opened;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.junit.jupiter.api.Test;

/** An event that travels says the same when it is read. */
class ConnectionEventTest {
    /** A record's bytes: the line's rest goes from 10 to 30, and texts may stand in it or not. */
    private static final byte[] RECORD = "0123456789 the rest of a line, and what comes behind it".getBytes(UTF_8);

    private static final byte[] ELSEWHERE = "of some other buffer, as long as the record itself is".getBytes(UTF_8);

    @Provide
    static Arbitrary<ConnectionEvent> events() {
        Arbitrary<Kind> kinds = Arbitraries.of(Kind.class).filter(kind -> kind != Kind.CARRIED);
        Arbitrary<Integer> seconds =
                Arbitraries.integers().injectNull(0.5).map(n -> n == null ? ConnectionEvent.NO_SECONDS : n);
        Arbitrary<Integer> ports = Arbitraries.integers().between(-1, 65_535);
        Arbitrary<Long> sids = Arbitraries.longs().injectNull(0.5).map(at -> at == null ? ConnectionEvent.NO_TIME : at);
        return Combinators.combine(
                        kinds,
                        Arbitraries.longs(),
                        Arbitraries.longs(),
                        Combinators.combine(ports, ports).as(Tuple::of),
                        sids,
                        seconds,
                        Arbitraries.maps(Arbitraries.of(EventText.class), places()))
                .as(ConnectionEventTest::filled);
    }

    /** Whether it stands in the record, and where it begins and ends. */
    private static Arbitrary<Tuple2<Boolean, int[]>> places() {
        Arbitrary<Integer> bounds = Arbitraries.integers().between(0, 50);
        return Combinators.combine(Arbitraries.of(true, false), bounds, bounds)
                .as((inside, one, other) -> Tuple.of(inside, new int[] {Math.min(one, other), Math.max(one, other)}));
    }

    private static ConnectionEvent filled(
            Kind kind,
            long at,
            long offset,
            Tuple2<Integer, Integer> ports,
            long sidAt,
            int seconds,
            Map<EventText, Tuple2<Boolean, int[]>> texts) {
        var event = new ConnectionEvent();
        event.kind = kind;
        event.at = at;
        event.offset = offset;
        event.port = ports.get1();
        event.localPort = ports.get2();
        event.sidAt = sidAt;
        event.seconds = seconds;
        texts.forEach((text, place) -> {
            byte[] buffer = place.get1() ? RECORD : ELSEWHERE;
            int[] bounds = text == EventText.TEXT ? new int[] {10, 30} : place.get2();
            event.set(text, buffer, bounds[0], bounds[1]);
        });
        return event;
    }

    @Property
    void oneBehindTheOther(@ForAll List<@From("events") ConnectionEvent> events) {
        var out = new BytesOut();
        long at = 0;
        long offset = 0;
        for (ConnectionEvent event : events) {
            event.write(out, at, offset);
            at = event.at;
            offset = event.offset;
        }

        var in = new BytesIn().of(out.toArray());
        var read = new ConnectionEvent();
        for (ConnectionEvent event : events) {
            read.read(in);
            assertThat(describe(read)).isEqualTo(describe(event));
        }
        assertThat(in.hasMore()).isFalse();
    }

    @Test
    void namesThatStandInTheLineTakeNoRoomOfTheirOwn() {
        byte[] line = "romeo@montague.example/balcony-of-the-capulets: Stream reset by peer".getBytes(UTF_8);
        var rest = event(Kind.CLOSED, 1).event();
        rest.set(EventText.TEXT, line, 0, line.length);
        var all = event(Kind.CLOSED, 1).event();
        all.set(EventText.TEXT, line, 0, line.length);
        all.set(EventText.USER, line, 0, 5);
        all.set(EventText.SERVER, line, 6, 22);
        all.set(EventText.RESOURCE, line, 23, 46);

        // by hand: each is no text of its own (1 byte), a distance (1) and a length (1)
        assertThat(size(all)).isEqualTo(size(rest) + 9);
        assertThat(read(all).text(EventText.USER)).asString(UTF_8).isEqualTo("romeo");
        assertThat(read(all).text(EventText.SERVER)).asString(UTF_8).isEqualTo("montague.example");
        assertThat(read(all).text(EventText.RESOURCE)).asString(UTF_8).isEqualTo("balcony-of-the-capulets");
    }

    @Test
    void anEventThatIsReadOverAnotherKeepsNothingOfIt() {
        var first = opened(1, "romeo", "example.net", "home").event();
        first.port = 5222;
        var out = new BytesOut();
        first.write(out, 0, 0);
        event(Kind.XML_RECEIVED, 2).event().write(out, first.at, first.offset);

        var in = new BytesIn().of(out.toArray());
        var read = new ConnectionEvent();
        read.read(in);
        read.read(in);
        assertThat(describe(read))
                .isEqualTo(describe(event(Kind.XML_RECEIVED, 2).event()));
    }

    private static int size(ConnectionEvent event) {
        var out = new BytesOut();
        event.write(out, 0, 0);
        return out.size();
    }

    private static ConnectionEvent read(ConnectionEvent event) {
        var out = new BytesOut();
        event.write(out, 0, 0);
        var read = new ConnectionEvent();
        read.read(new BytesIn().of(out.toArray()));
        return read;
    }
}
