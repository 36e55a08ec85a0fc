package org.hangup.jobs.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hangup.jobs.pipeline.EventRow.describe;
import static org.hangup.jobs.pipeline.EventRow.event;
import static org.hangup.jobs.pipeline.EventRow.only;
import static org.hangup.jobs.pipeline.EventRow.opened;

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
import org.hangup.jobs.exchange.RowReader;
import org.hangup.jobs.exchange.RowWriter;
import org.junit.jupiter.api.Test;

/** An event that travels says the same when it is read. */
class ConnectionEventTest {
    private static final int FILE_ORDER = 7;
    /** A record's bytes: the line's rest goes from 10 to 30, and texts may stand in it or not. */
    private static final byte[] RECORD = "0123456789 the rest of a line, and what comes behind it".getBytes(UTF_8);

    private static final byte[] ELSEWHERE = "of some other buffer, as long as the record itself is".getBytes(UTF_8);

    @Provide
    static Arbitrary<ConnectionEvent> events() {
        Arbitrary<Kind> kinds = Arbitraries.of(Kind.class).filter(kind -> kind != Kind.CARRIED);
        Arbitrary<Integer> ports = Arbitraries.integers().between(-1, 65_535);
        Arbitrary<Long> sids = Arbitraries.longs().injectNull(0.5).map(at -> at == null ? Facts.NONE : at);
        return Combinators.combine(
                        kinds,
                        Arbitraries.longs(),
                        Arbitraries.integers(),
                        Arbitraries.longs(),
                        Combinators.combine(ports, ports).as(Tuple::of),
                        sids,
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
            int day,
            long offset,
            Tuple2<Integer, Integer> ports,
            long sidAt,
            Map<EventText, Tuple2<Boolean, int[]>> texts) {
        var event = new ConnectionEvent();
        event.kind = kind;
        event.at = at;
        event.day = day;
        event.order = ConnectionEvent.order(day, FILE_ORDER);
        event.offset = offset;
        event.port = ports.get1();
        event.localPort = ports.get2();
        event.sidAt = sidAt;
        texts.forEach((text, place) -> {
            byte[] buffer = place.get1() ? RECORD : ELSEWHERE;
            int[] bounds = text == EventText.TEXT ? new int[] {10, 30} : place.get2();
            event.set(text, buffer, bounds[0], bounds[1]);
        });
        return event;
    }

    @Property
    void oneBehindTheOther(@ForAll List<@From("events") ConnectionEvent> events) {
        var out = new RowWriter();
        long at = 0;
        long offset = 0;
        int day = 0;
        for (ConnectionEvent event : events) {
            event.write(out, at, offset, day);
            at = event.at;
            offset = event.offset;
            day = event.day;
        }

        var in = new RowReader().of(out.toArray());
        var read = new ConnectionEvent();
        for (ConnectionEvent event : events) {
            read.read(in, FILE_ORDER);
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
        var out = new RowWriter();
        first.write(out, 0, 0, 0);
        event(Kind.XML_RECEIVED, 2).event().write(out, first.at, first.offset, first.day);

        var in = new RowReader().of(out.toArray());
        var read = new ConnectionEvent();
        read.read(in, 0);
        read.read(in, 0);
        assertThat(describe(read))
                .isEqualTo(describe(event(Kind.XML_RECEIVED, 2).event()));
    }

    @Test
    void factsOfTheDayBefore() {
        Facts facts = only(opened(1, "romeo", "example.net", "home"));

        assertThat(read(EventRow.carried(facts).event()).carried).isEqualTo(facts);
    }

    private static int size(ConnectionEvent event) {
        var out = new RowWriter();
        event.write(out, 0, 0, 0);
        return out.size();
    }

    private static ConnectionEvent read(ConnectionEvent event) {
        var out = new RowWriter();
        event.write(out, 0, 0, 0);
        var read = new ConnectionEvent();
        read.read(new RowReader().of(out.toArray()), 0);
        return read;
    }
}
