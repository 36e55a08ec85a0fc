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
    /** What it costs to open a file, in bytes that could be read meanwhile. */
    private static final long OPENING = 1L << 20;

    private Parts() {}

    static boolean dateless(String layout) {
        Layout named = Layouts.named(layout);
        return named != null && !named.dated();
    }

    /**
     * The parts of one file. Compressed and dateless files are read whole.
     *
     * @param size bytes of a part, 0 for the default
     */
    static List<Part> of(int index, LogFile file, boolean whole, long size) {
        long step = size > 0 ? size : SIZE;
        if (whole || file.codec() != Codec.NONE || dateless(file.layout()) || file.length() <= step) {
            return List.of(new Part(index, file, 0, Long.MAX_VALUE));
        }
        List<Part> parts = new ArrayList<>();
        for (long from = 0; from < file.length(); from += step) {
            long to = from + step;
            parts.add(new Part(index, file, from, to >= file.length() ? Long.MAX_VALUE : to));
        }
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
