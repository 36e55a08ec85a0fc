package org.hangup.jobs.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hangup.jobs.events.EventRow.describe;
import static org.hangup.jobs.events.EventRow.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Gathered in pieces of any size, sent, sorted: each id has the events that were put in, in the order of the log. */
class FragmentsTest {
    private static final int LOG = 3;
    private static final int FILE_ORDER = 5;
    private static final int ORDER = 4;
    private static final int OFFSET = 5;
    private static final int EVENTS = 7;

    private final Fragments fragments = new Fragments();
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, List<String>> put = new TreeMap<>();
    private long offset;

    @Property(tries = 300)
    void anyEventsOfAnyIds(
            @ForAll @Size(max = 200) List<@IntRange(max = 40) Integer> ids,
            @ForAll @IntRange(min = 1, max = 50) int piece) {
        var test = new FragmentsTest();
        test.begin();
        for (int i = 0; i < ids.size(); i++) {
            test.put(ids.get(i) % 2, "<0." + ids.get(i) + ".0>", "of " + i);
            if (i % piece == piece - 1) {
                test.take();
            }
        }
        test.take();
        test.assertComplete();
    }

    @Test
    void manyIds() {
        begin();
        var random = new Random(5);
        for (int i = 0; i < 60_000; i++) {
            put(0, "<0." + random.nextInt(20_000) + ".0>", "x");
        }
        take();
        assertComplete();
        assertThat(rows).hasSameSizeAs(put.keySet());

        // the tables that have grown are used again
        for (int i = 0; i < 30_000; i++) {
            put(1, "<0." + i + ".0>", "y");
        }
        take();
        assertComplete();
    }

    @Test
    void aConnectionWithMoreThanARowHolds() {
        begin();
        for (int i = 0; i < 1_000; i++) {
            put(0, "<0.1.0>", "z".repeat(1_000));
            put(0, "<0.2.0>", "short");
        }
        take();

        assertComplete();
        assertThat(rows)
                .allSatisfy(row -> assertThat(((byte[]) row.get(EVENTS)).length).isLessThan((1 << 16) + 2_000));
        // by hand: a megabyte in rows of 64 KiB, and the other connection's one
        assertThat(rows).hasSizeBetween(16, 18);
    }

    @Test
    void oneEventThatIsLongerThanARow() {
        begin();
        put(0, "<0.1.0>", "long".repeat(500_000));
        put(0, "<0.1.0>", "short");
        put(0, "<0.1.0>", "short as well");
        take();

        assertComplete();
        assertThat(rows).hasSize(2);
    }

    @Test
    void theSameIdInTwoBootsIsTwoConnections() {
        begin();
        put(0, "<0.1.0>", "before");
        put(1, "<0.1.0>", "after");
        put(0, "<0.1.0>", "late");
        take();

        assertComplete();
        assertThat(rows).hasSize(2);
        assertThat(put).containsOnlyKeys("0 <0.1.0>", "1 <0.1.0>");
    }

    /** Whoever asks it again before each event must not get the events one by one. */
    @Test
    void rowsThatWereTakenToTheirEndStayAtTheirEnd() {
        begin();
        put(0, "<0.1.0>", "one");
        Iterator<Row> taken = fragments.takeAll();
        taken.forEachRemaining(rows::add);
        put(0, "<0.1.0>", "two");
        assertThat(taken.hasNext()).isFalse();
        put(0, "<0.1.0>", "three");
        assertThat(taken.hasNext()).isFalse();
        take();
        assertThat(rows).hasSize(2);
        assertComplete();
    }

    @Test
    void withoutEventsThereAreNoRows() {
        begin();
        take();
        assertThat(rows).isEmpty();
    }

    private void begin() {
        fragments.file(LOG, "ejabberd.log".getBytes(UTF_8));
    }

    private void put(int boot, String id, String text) {
        offset += 1 + text.length();
        var row = event(Kind.CLOSED, 86_000 + offset / 50).with(EventText.REASON, text);
        ConnectionEvent event = row.event();
        event.offset = offset;
        event.order = ConnectionEvent.order(day(event.at), FILE_ORDER);
        byte[] record = ("in " + id + " of").getBytes(UTF_8);
        fragments.add(boot, record, 3, record.length - 3, event);
        if (fragments.isFull()) {
            take();
        }
        put.computeIfAbsent(boot + " " + id, key -> new ArrayList<>()).add(describe(event));
    }

    private void take() {
        fragments.takeAll().forEachRemaining(rows::add);
    }

    private static int day(long at) {
        return (int) (at / 86_400_000_000L);
    }

    private void assertComplete() {
        rows.sort(Comparator.comparingLong((Row row) -> row.getLong(ORDER)).thenComparing(row -> row.getLong(OFFSET)));
        Map<String, List<String>> got = new TreeMap<>();
        for (Row row : rows) {
            assertThat(row.getInt(1)).isEqualTo(LOG);
            int boot = row.getInt(2);
            byte[] id = (byte[]) row.get(3);
            assertThat(row.getLong(0)).isEqualTo(Fragments.key(LOG, boot, id, 0, id.length));
            assertThat((byte[]) row.get(6)).asString(UTF_8).isEqualTo("ejabberd.log");
            List<String> events = got.computeIfAbsent(boot + " " + new String(id, UTF_8), key -> new ArrayList<>());
            read(row, events);
        }
        assertThat(got).isEqualTo(put);
    }

    private static void read(Row row, List<String> events) {
        var in = new BytesIn().of((byte[]) row.get(EVENTS));
        var event = new ConnectionEvent();
        event.read(in);
        assertThat(event.offset).isEqualTo(row.getLong(OFFSET));
        event.order = ConnectionEvent.order(day(event.at), FILE_ORDER);
        assertThat(event.order).isEqualTo(row.getLong(ORDER));
        events.add(describe(event));
        while (in.hasMore()) {
            event.read(in);
            event.order = ConnectionEvent.order(day(event.at), FILE_ORDER);
            events.add(describe(event));
        }
    }
}
