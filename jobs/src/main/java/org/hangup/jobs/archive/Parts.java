package org.hangup.jobs.archive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.hangup.archive.Codec;
import org.hangup.archive.LogFile;
import org.hangup.log.Layout;
import org.hangup.log.Layouts;

/** Cuts files into parts and puts parts together to tasks of about the same size. */
final class Parts {
    /** Bytes of a part where nothing else is said. */
    static final long SIZE = 64L << 20;
    /** Bytes of the last part of a plain file. */
    private static final long TAIL = 64L << 10;
    /** What it costs to open a file, in bytes that could be read meanwhile. */
    private static final long OPENING = 1L << 20;

    private Parts() {}

    static boolean dateless(String layout) {
        Layout named = Layouts.named(layout);
        return named != null && !named.dated();
    }

    /**
     * The parts of one file. Compressed and dateless files are read whole. Of a plain file the last bytes are a part of
     * their own: all that is scanned again when it has grown.
     *
     * @param size bytes of a part, 0 for the default
     * @param begin where the first part begins
     */
    static List<Part> of(int index, LogFile file, boolean whole, long size, long begin) {
        long step = size > 0 ? size : SIZE;
        long rest = file.length() - begin;
        if (whole || file.codec() != Codec.NONE || dateless(file.layout()) || rest <= Math.min(step, 2 * TAIL)) {
            return List.of(new Part(index, file, begin, Long.MAX_VALUE));
        }
        List<Part> parts = new ArrayList<>();
        long tail = file.length() - Math.min(step, TAIL);
        for (long from = begin; from < tail; from += step) {
            parts.add(new Part(index, file, from, Math.min(from + step, tail)));
        }
        parts.add(new Part(index, file, tail, Long.MAX_VALUE));
        return parts;
    }

    /** Parts put together so that each bin holds about {@link #SIZE} bytes, the largest first; at least {@code atLeast} bins if there are as many parts. */
    static List<List<Part>> bins(List<Part> parts, int atLeast) {
        long total = parts.stream().mapToLong(Parts::weight).sum();
        int wanted = (int) Math.max(Math.min(atLeast, parts.size()), Math.min(parts.size(), total / SIZE + 1));
        List<Part> largestFirst = new ArrayList<>(parts);
        largestFirst.sort(Comparator.comparingLong(Parts::weight).reversed());
        var lightest = new PriorityQueue<Bin>(Comparator.comparingLong(Bin::weight));
        for (int i = 0; i < wanted; i++) {
            lightest.add(new Bin());
        }
        for (Part part : largestFirst) {
            Bin bin = lightest.remove();
            bin.parts.add(part);
            bin.weight += weight(part);
            lightest.add(bin);
        }
        return lightest.stream()
                .sorted(Comparator.comparingLong(Bin::weight).reversed())
                .map(bin -> bin.parts)
                .toList();
    }

    private static long weight(Part part) {
        long end = Math.min(part.to(), part.log().length());
        long bytes = Math.max(0, end - part.from());
        return OPENING + (part.log().codec() == Codec.NONE ? bytes : 8 * bytes);
    }

    private static final class Bin {
        final List<Part> parts = new ArrayList<>();
        long weight;

        long weight() {
            return weight;
        }
    }
}
