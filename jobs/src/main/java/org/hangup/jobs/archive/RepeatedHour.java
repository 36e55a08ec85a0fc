package org.hangup.jobs.archive;

import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.hangup.archive.LogFile;
import org.hangup.archive.LogFiles;
import org.hangup.log.Clock;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;

/**
 * Which files begin in the second pass of the hour that autumn repeats, where their records print no offset.
 *
 * <p>A file whose time steps back within the hour began in the first pass. One that goes on into the hour behind without a
 * pause began in the second, since behind the first pass there is another hour. One that ends within the hour goes on where
 * the file before ends, or leads up to where the file behind begins; if neither tells, it is of the first pass.
 */
final class RepeatedHour {
    private static final long SECOND = 1_000_000L;
    /** A longer silence at the end of the hour may be a whole hour without a record. */
    private static final long PAUSE = 1800 * SECOND;

    private RepeatedHour() {}

    /** Whether the local time of an instant (microseconds UTC) comes twice. */
    static boolean holds(ZoneId zone, long ts) {
        int offset = zone.getRules()
                .getOffset(Instant.ofEpochSecond(Math.floorDiv(ts, SECOND)))
                .getTotalSeconds();
        return Clock.repeatedUntil(zone, ts + offset * SECOND) != Clock.NO_DAY;
    }

    /** What stands in one file of one repeated hour; times in microseconds on the wall. */
    static final class Stay implements Serializable {
        private static final long serialVersionUID = 1;
        private final long end;
        private final long first;
        private long latest;
        private boolean stepsBack;
        private long beyond = Clock.NO_DAY;

        private Stay(long end, long first) {
            this.end = end;
            this.first = first;
            this.latest = first;
        }

        private void take(long wall) {
            stepsBack |= Clock.stepsBack(latest, wall);
            latest = Math.max(latest, wall);
        }

        private boolean leaves() {
            return beyond != Clock.NO_DAY;
        }
    }

    /**
     * What one reading of a file finds.
     *
     * @param head the repeated hour that the file begins in, or null
     * @param tail the one it ends in, or null; the same object if the file lies in it
     */
    record Reading(Stay head, Stay tail) implements Serializable {}

    /** Follows the times of one file. */
    static final class Reader {
        private final ZoneId zone;
        private boolean begun;
        private Stay head;
        private Stay now;

        Reader(ZoneId zone) {
            this.zone = zone;
        }

        void take(long wall) {
            long until = Clock.repeatedUntil(zone, wall);
            if (now != null && now.end == until) {
                now.take(wall);
            } else if (until != Clock.NO_DAY) {
                now = new Stay(until, wall);
                head = begun ? head : now;
            } else if (now != null && wall >= now.end) {
                now.beyond = wall;
                now = null;
            }
            begun = true;
        }

        Reading reading() {
            return new Reading(head, now);
        }
    }

    static Reading read(LogFile file, ZoneId zone, Configuration conf) throws IOException {
        var onTheWall = new LogFile(
                file.path(), file.name(), file.length(), file.codec(), file.layout(), "UTC", file.date(), null);
        var reader = new Reader(zone);
        try (RecordReader records = LogFiles.open(onTheWall, conf)) {
            for (var r = new LogRecord(); records.next(r); ) {
                if (r.ts != LogRecord.NO_TIME) {
                    reader.take(r.ts);
                }
            }
        }
        return reader.reading();
    }

    /**
     * Which files of one log begin in the second pass.
     *
     * @param files oldest first as names tell
     */
    static boolean[] secondPasses(List<Reading> files) {
        boolean[] second = new boolean[files.size()];
        boolean[] sure = new boolean[files.size()];
        for (int i = 0; i < second.length; i++) {
            Stay head = head(files, i);
            if (head == null || head.stepsBack) {
                sure[i] = true;
            } else if (head.leaves()) {
                second[i] = head.beyond - head.latest <= PAUSE;
                sure[i] = true;
            } else {
                Stay before = i == 0 ? null : files.get(i - 1).tail;
                if (before != null && before.end == head.end) {
                    boolean wasSecond = before.stepsBack || (before == head(files, i - 1) && second[i - 1]);
                    second[i] = wasSecond || Clock.stepsBack(before.latest, head.first);
                    sure[i] = before != head(files, i - 1) || sure[i - 1] || second[i];
                }
            }
        }
        for (int i = second.length - 2; i >= 0; i--) {
            Stay head = head(files, i);
            Stay behind = head(files, i + 1);
            if (!sure[i] && second[i + 1] && behind != null && behind.end == head.end) {
                second[i] = !Clock.stepsBack(head.latest, behind.first) && behind.first - head.latest <= PAUSE;
            }
        }
        return second;
    }

    private static Stay head(List<Reading> files, int i) {
        return files.get(i).head;
    }
}
