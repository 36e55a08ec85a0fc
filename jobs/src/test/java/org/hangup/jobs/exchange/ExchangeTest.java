package org.hangup.jobs.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are packed, sent and merged come out as sorting them all at once would give them. */
class ExchangeTest {
    @TempDir
    Path folder;

    @Property(tries = 500)
    void anyRowsInPiecesOfAnySize(
            @ForAll @Size(max = 200) List<@LongRange(min = -3, max = 3) Long> hashes,
            @ForAll @IntRange(min = 1, max = 5) int tasks,
            @ForAll @IntRange(min = 1, max = 3_000) int full,
            @ForAll @IntRange(max = 2) int texts) {
        // few hashes, of both signs, so that many rows are told apart by their texts alone
        List<byte[]> rows = new ArrayList<>();
        for (int i = 0; i < hashes.size(); i++) {
            rows.add(row(hashes.get(i) << 40, "x".repeat(i % 7) + i % (1 + 40 * texts)));
        }
        var sent = send(rows, tasks, full);

        assertThat(merged(sent, tasks, Long.MAX_VALUE, null)).isEqualTo(sorted(rows, tasks));
    }

    @Test
    void manyRowsOfOneKeyAmongOthers() {
        var random = new Random(3);
        List<byte[]> rows = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            rows.add(row(random.nextInt(3) > 0 ? 77 : random.nextLong(), Integer.toString(random.nextInt(1 << 20))));
        }
        var sent = send(rows, 4, 1 << 18);

        assertThat(merged(sent, 4, Long.MAX_VALUE, null)).isEqualTo(sorted(rows, 4));
    }

    @Test
    void whatIsTooMuchToHoldGoesToDisk() {
        List<byte[]> rows = new ArrayList<>();
        var random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            rows.add(row(random.nextLong(), "text".repeat(random.nextInt(20))));
        }
        var sent = send(rows, 1, 10_000);
        var limit = new Rows.Limit(100_000, folder.toFile());

        assertThat(rows(new SortedRows(packets(sent, 0).iterator(), limit))).isEqualTo(sorted(rows, 1));
        // by hand: 20,000 rows of about 50 bytes are a megabyte, so ten files of a tenth each
        assertThat(limit.files).isBetween(8, 12);
    }

    @Test
    void aPacketForWhichThereIsNoMemoryAtAllIsHeldAllTheSame() {
        List<byte[]> rows = List.of(row(2, "b"), row(1, "a"), row(1, "A"));

        assertThat(merged(send(rows, 1, 1), 1, 0, folder.toFile())).isEqualTo(sorted(rows, 1));
    }

    @Test
    void aRowOfMegabytes() {
        List<byte[]> rows = List.of(row(5, "long".repeat(5_000_000)), row(4, "before"), row(6, "behind"));

        assertThat(merged(send(rows, 1, 1 << 24), 1, Long.MAX_VALUE, null)).isEqualTo(sorted(rows, 1));
    }

    @Test
    void packetsAreOfOneTargetAndNotMuchLongerThanAMegabyte() {
        List<byte[]> rows = new ArrayList<>();
        var random = new Random(5);
        for (int i = 0; i < 3_000; i++) {
            rows.add(row(random.nextLong(), "x".repeat(2_000)));
        }
        var sent = send(rows, 2, 1 << 24);

        // 3,000 rows of 2 KB in two halves: three megabytes each
        assertThat(sent).hasSize(6);
        assertThat(sent).allSatisfy(packet -> {
            assertThat(packet.bytes.length).isLessThan((1 << 20) + 3_000);
            Packets.forEachRow(packet.bytes, row -> assertThat(target(row.sortableLong(), 2))
                    .isEqualTo(packet.target));
        });
    }

    @Test
    void withoutRowsThereIsNothing() {
        assertThat(send(List.of(), 3, 100)).isEmpty();
        assertThat(merged(List.of(), 3, 100, null))
                .containsOnlyKeys(0, 1, 2)
                .allSatisfy((task, rows) -> assertThat(rows).isEmpty());
    }

    private static final class Packet {
        private final int target;
        private final byte[] bytes;

        Packet(int target, byte[] bytes) {
            this.target = target;
            this.bytes = bytes;
        }
    }

    private static byte[] row(long hash, String text) {
        return ByteBuffer.allocate(Long.BYTES + text.length())
                .putLong(hash)
                .put(text.getBytes(US_ASCII))
                .array();
    }

    private static List<Packet> send(List<byte[]> rows, int tasks, int full) {
        List<Packet> sent = new ArrayList<>();
        new Packets(RowSource.each(rows.iterator(), (row, out) -> out.raw(row, 0, row.length)), tasks, full)
                .forEachRemaining(packet -> sent.add(new Packet(packet._1(), packet._2())));
        return sent;
    }

    private static List<byte[]> packets(List<Packet> sent, int task) {
        return sent.stream()
                .filter(packet -> packet.target == task)
                .map(packet -> packet.bytes)
                .toList();
    }

    private static Map<Integer, List<String>> merged(List<Packet> sent, int tasks, long memory, File folder) {
        Map<Integer, List<String>> all = new TreeMap<>();
        for (int task = 0; task < tasks; task++) {
            var limit = new Rows.Limit(memory, folder);
            all.putAll(rows(new SortedRows(packets(sent, task).iterator(), limit), task));
        }
        return all;
    }

    private static Map<Integer, List<String>> rows(SortedRows rows) {
        return rows(rows, 0);
    }

    private static Map<Integer, List<String>> rows(SortedRows rows, int task) {
        List<String> read = new ArrayList<>();
        var in = new RowReader();
        while (rows.next()) {
            rows.read(in);
            read.add(Arrays.toString(Arrays.copyOfRange(in.bytes, in.position(), in.position() + in.left())));
        }
        return new TreeMap<>(Map.of(task, read));
    }

    /** What must come: each task's rows in the order of their bytes. */
    private static Map<Integer, List<String>> sorted(List<byte[]> rows, int tasks) {
        List<byte[]> inOrder = new ArrayList<>(rows);
        inOrder.sort(Arrays::compareUnsigned);
        Map<Integer, List<String>> all = new TreeMap<>();
        for (int task = 0; task < tasks; task++) {
            all.put(task, new ArrayList<>());
        }
        inOrder.forEach(
                row -> all.get(target(ByteBuffer.wrap(row).getLong(), tasks)).add(Arrays.toString(row)));
        return all;
    }

    /** Equal shares of the hashes, in their order: the first bit alone decides between two tasks. */
    private static int target(long hash, int tasks) {
        double share = (hash >>> 1) / 0x1p63;
        return (int) (share * tasks);
    }
}
