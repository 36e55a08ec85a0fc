package org.hangup.jobs.archive;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.NavigableMap;
import org.hangup.log.LogRecord;

/**
 * How far a log goes on each of its days: what is known at the end of a day does not depend on whether the input goes on
 * behind it. Times are microseconds since the epoch, UTC.
 *
 * @param begins when each of the days on which the log has records begins, in order
 * @param first the earliest time of a record of each
 * @param last the latest time of a record of each
 */
@SuppressWarnings("ArrayRecordComponent")
public record LoggedDays(long[] begins, long[] first, long[] last) implements Serializable {
    /** Of a log without records. */
    public static final LoggedDays NONE = new LoggedDays(new long[0], new long[0], new long[0]);

    public static LoggedDays of(NavigableMap<LocalDate, DayOfLog> days, ZoneId zone) {
        Collection<DayOfLog> found = days.values();
        return new LoggedDays(
                days.keySet().stream().mapToLong(day -> Zones.start(day, zone)).toArray(),
                found.stream().mapToLong(DayOfLog::firstTs).toArray(),
                found.stream().mapToLong(DayOfLog::lastTs).toArray());
    }

    /** Whether the log has a record of that time or later. */
    public boolean goesOnUntil(long at) {
        for (int day = last.length - 1; day >= 0; day--) {
            if (last[day] >= at) {
                return true;
            }
        }
        return false;
    }

    /** The latest time of its records; {@code LogRecord.NO_TIME} if it has none. */
    public long latest() {
        return Arrays.stream(last).max().orElse(LogRecord.NO_TIME);
    }

    /**
     * When it was known that the log goes on until a time: at that time, if the log has a record of the same day then or
     * later; else with its first record of a later day; {@code LogRecord.NO_TIME} if it does not go on so far.
     */
    public long reach(long at) {
        int found = Arrays.binarySearch(last, at);
        int day = found < 0 ? -found - 1 : found;
        if (day == last.length) {
            return LogRecord.NO_TIME;
        }
        return at >= begins[day] ? at : first[day];
    }
}
