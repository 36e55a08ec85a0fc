package org.hangup.spark.source;

import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.hangup.archive.Codec;
import org.hangup.archive.LogFile;
import org.hangup.archive.LogFiles;
import org.hangup.log.Clock;
import org.hangup.log.Layout;
import org.hangup.log.Layouts;
import org.hangup.log.LogRecord;

/**
 * Cuts files into tasks of about the same work: plain files at any byte, compressed ones and those whose times depend
 * on what came before (no day printed; a repeated hour of autumn) whole, small files together.
 */
final class SplitPlanner {
    /** What a compressed byte is worth: text of logs shrinks to a tenth. */
    private static final int UNPACKED = 10;
    /** What opening a file costs, in bytes. */
    private static final long OPEN = 256 << 10;
    /** Tasks under this size cost more than they bring. */
    private static final long SMALLEST = 4L << 20;

    private static final long TAIL = 1 << 16;
    private static final int TASKS_A_CORE = 3;

    private final long asked;
    private final boolean exact;
    private final int cores;
    private final Configuration conf;

    /**
     * @param splitSize bytes of a split at most
     * @param exact whether every split has to have that size; else smaller ones give each core something to do
     */
    SplitPlanner(long splitSize, boolean exact, int cores, Configuration conf) {
        this.asked = splitSize;
        this.exact = exact;
        this.cores = Math.max(1, cores);
        this.conf = conf;
    }

    static long weight(Codec codec, long length) {
        return codec == Codec.NONE ? length : length * UNPACKED;
    }

    /**
     * The splits of files, those of a task together.
     *
     * @param ranges what is wanted of each file; what cannot be read from its middle on is read from its beginning
     */
    List<List<FileSplit>> tasks(List<FileSplit> ranges) {
        long size = size(ranges);
        var splits = new ArrayList<FileSplit>();
        for (FileSplit range : ranges) {
            LogFile f = range.file();
            boolean inOne = bytes(range) <= size;
            if ((inOne && range.from() == 0) || !splittable(f)) {
                splits.add(new FileSplit(f, 0, range.to()));
                continue;
            }
            long parts = inOne ? 1 : (bytes(range) + size - 1) / size;
            for (long i = 0; i < parts; i++) {
                long to = i == parts - 1 ? range.to() : range.from() + bytes(range) * (i + 1) / parts;
                splits.add(new FileSplit(f, range.from() + bytes(range) * i / parts, to));
            }
        }
        return pack(splits, size);
    }

    /** Stored bytes of a plain file's range; of a compressed file all. */
    private static long bytes(FileSplit range) {
        LogFile f = range.file();
        return f.codec() == Codec.NONE ? Math.max(0, Math.min(range.to(), f.length()) - range.from()) : f.length();
    }

    private long size(List<FileSplit> ranges) {
        if (exact) {
            return asked;
        }
        long total = 0;
        for (FileSplit range : ranges) {
            total += weight(range.file().codec(), bytes(range)) + OPEN;
        }
        return Math.min(asked, Math.max(SMALLEST, total / ((long) cores * TASKS_A_CORE)));
    }

    /** The heaviest first, so that no long task comes last; neighbours share a task while they fit. */
    private static List<List<FileSplit>> pack(List<FileSplit> splits, long size) {
        splits.sort(Comparator.comparingLong((FileSplit s) -> -work(s))
                .thenComparing(s -> s.file().name())
                .thenComparingLong(FileSplit::from));
        var tasks = new ArrayList<List<FileSplit>>();
        var task = new ArrayList<FileSplit>();
        long filled = 0;
        for (FileSplit s : splits) {
            long work = work(s);
            if (!task.isEmpty() && filled + work > size) {
                tasks.add(List.copyOf(task));
                task.clear();
                filled = 0;
            }
            task.add(s);
            filled += work;
        }
        if (!task.isEmpty()) {
            tasks.add(List.copyOf(task));
        }
        return tasks;
    }

    private static long work(FileSplit s) {
        return weight(s.file().codec(), bytes(s)) + (s.from() == 0 ? OPEN : 0);
    }

    private boolean splittable(LogFile f) {
        Layout layout = Layouts.named(f.layout());
        if (f.codec() != Codec.NONE || layout == null || !Layouts.splittable(layout)) {
            return false;
        }
        var zone = ZoneId.of(f.zone());
        return layout.offset() || zone.getRules().isFixedOffset() || !mayRepeatAnHour(f, zone);
    }

    private boolean mayRepeatAnHour(LogFile f, ZoneId zone) {
        try {
            long first = times(f, 0, 1)[0];
            long last = times(f, f.length() - TAIL, Long.MAX_VALUE)[1];
            return first == LogRecord.NO_TIME
                    || last == LogRecord.NO_TIME
                    || Clock.repeatsAnHour(zone, Math.min(first, last), Math.max(first, last));
        } catch (IOException e) {
            return true;
        }
    }

    /** First and last time of the records that begin in [from, to). */
    private long[] times(LogFile f, long from, long to) throws IOException {
        long[] times = {LogRecord.NO_TIME, LogRecord.NO_TIME};
        try (var reader = LogFiles.open(f, Math.max(0, from), to, conf)) {
            for (var r = new LogRecord(); reader.next(r); ) {
                times[0] = times[0] == LogRecord.NO_TIME ? r.ts : times[0];
                times[1] = r.ts;
            }
        }
        return times;
    }
}
