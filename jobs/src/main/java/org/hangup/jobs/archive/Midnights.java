package org.hangup.jobs.archive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.hangup.log.LogRecord;

/**
 * Which day a log had come to at each of its places. A clock that steps back over midnight would else part the records of
 * a connection: its last ones on a day that is over, the ones before them on the next. So a record that stands behind one
 * of the next day is taken as of the beginning of that day, if its own time is no more than an hour earlier; more than
 * that is a clock that was wrong by far, and what it wrote stays where its time says.
 */
public final class Midnights {
    /** Clocks are set back by no more than this: what is corrected by more was wrong before. */
    private static final long STEP = 3_600_000_000L;

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
        return begins > reached || !isStep(reached, ts);
    }

    /** The places of a file behind which another day is reached, and when that begins. */
    NavigableMap<Long, Long> of(FileScan file) {
        return reached.get(file);
    }

    /** The time of the record at a place. */
    long time(FileScan file, long offset, long ts) {
        return time(of(file).floorEntry(offset).getValue(), ts);
    }

    /**
     * The time that a record is taken to have.
     *
     * @param reached when the day that the log has come to begins
     * @param ts the time that it prints
     */
    public static long time(long reached, long ts) {
        return ts != LogRecord.NO_TIME && ts < reached && isStep(reached, ts) ? reached : ts;
    }

    private static boolean isStep(long reached, long ts) {
        return ts >= reached - STEP || reached == Long.MIN_VALUE;
    }
}
