package org.hangup.jobs.archive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.hangup.archive.ReachedDay;

/** Which day a log had come to at each of its places, for {@link ReachedDay}. */
final class Midnights {
    private final Map<FileScan, TreeMap<Long, Long>> reached = new HashMap<>();

    /** @param files those of one log that count, in order */
    Midnights(List<FileScan> files) {
        long day = Long.MIN_VALUE;
        for (FileScan file : files) {
            var days = new TreeMap<Long, Long>();
            days.put(0L, day);
            for (Scan part : file.parts) {
                for (DayStart start : part.midnights()) {
                    if (start.offset() >= file.start && goesOn(day, start.begins(), start.ts())) {
                        day = start.begins();
                        days.put(start.offset(), day);
                    }
                }
            }
            reached.put(file, days);
        }
    }

    /** Whether a record begins another day than the one that was reached. */
    static boolean goesOn(long reached, long begins, long ts) {
        return begins > reached || !ReachedDay.isStep(reached, ts);
    }

    /** The places of a file behind which another day is reached, and when that begins. */
    NavigableMap<Long, Long> of(FileScan file) {
        return reached.get(file);
    }

    /** The time of the record at a place. */
    long time(FileScan file, long offset, long ts) {
        return ReachedDay.time(of(file).floorEntry(offset).getValue(), ts);
    }
}
