package org.hangup.jobs.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hangup.jobs.pipeline.EventRow.describe;
import static org.hangup.jobs.pipeline.EventRow.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.hangup.jobs.exchange.RowReader;
import org.junit.jupiter.api.Test;

/** Gathered in pieces of any size, sent, sorted: each id has the events that were put in, in the order of the log. */
class FragmentsTest {
    private static final int LOG = 3;
    private static final int FILE_ORDER = 5;

    private final Fragments fragments = new Fragments();
    private final List<byte[]> rows = new ArrayList<>();
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
        assertThat(rows).allSatisfy(row -> assertThat(row.length).isLessThan((1 << 16) + 2_000));
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

    @Test
    void withoutEventsThereAreNoRows() {
        begin();
        take();
        assertThat(rows).isEmpty();
    }

    private void begin() {
        fragments.file(LOG, FILE_ORDER, "ejabberd.log".getBytes(UTF_8));
    }

    private void put(int boot, String id, String text) {
        offset += 1 + text.length();
        var row = event(Kind.CLOSED, 86_000 + offset / 50).with(EventText.REASON, text);
        ConnectionEvent event = row.event();
        event.offset = offset;
        event.order = ConnectionEvent.order(event.day, FILE_ORDER);
        byte[] record = ("in " + id + " of").getBytes(UTF_8);
        fragments.add(boot, record, 3, record.length - 3, event, this::take);
        put.computeIfAbsent(boot + " " + id, key -> new ArrayList<>()).add(describe(event));
    }

    private void take() {
        fragments.takeAll(this::take);
    }

    private void take(byte[] bytes, int from, int to) {
        rows.add(Arrays.copyOfRange(bytes, from, to));
    }

    private void assertComplete() {
        rows.sort(Arrays::compareUnsigned);
        Map<String, List<String>> got = new TreeMap<>();
        var in = new RowReader();
        var event = new ConnectionEvent();
        for (byte[] row : rows) {
            in.of(row);
            long hash = in.sortableLong();
            assertThat(in.sortableInt()).isEqualTo(LOG);
            int boot = in.sortableInt();
            byte[] id = in.text();
            assertThat(hash).isEqualTo(EventRows.hash(LOG, boot, id, 0, id.length));
            long order = in.sortableLong();
            long first = in.sortableLong();
            assertThat(in.text()).asString(UTF_8).isEqualTo("ejabberd.log");
            event.at = 0;
            event.offset = 0;
            event.day = 0;
            List<String> events = got.computeIfAbsent(boot + " " + new String(id, UTF_8), key -> new ArrayList<>());
            int before = events.size();
            while (in.hasMore()) {
                event.read(in, (int) order);
                if (events.size() == before) {
                    assertThat(event.order).isEqualTo(order);
                    assertThat(event.offset).isEqualTo(first);
                }
                events.add(describe(event));
            }
        }
        assertThat(got).isEqualTo(put);
    }
}
