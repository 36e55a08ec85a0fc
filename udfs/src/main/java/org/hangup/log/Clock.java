package org.hangup.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Turns printed times into microseconds UTC. Belongs to one reading of one file, in the file's order.
 *
 * <p>Times without offset are meant in the clock's zone. In the hour that autumn repeats, a time is of the first pass until
 * the file's time steps back by more than five minutes or has passed the end of the hour (unless it is known that the file
 * begins in the second pass); a time in the hour that spring leaves out is read with the offset
 * that was valid before (so the order stays). Times without a day begin at the clock's date and wrap at midnight: time
 * that goes back by more than an hour and ten minutes is the next day. Where a wrapper prints a clock, that tells their day.
 */
public final class Clock {
    /** What {@link #day} answers if there is no date. */
    public static final long NO_DAY = Long.MIN_VALUE;

    private static final long SECOND = 1_000_000L;
    private static final long HOUR = 3600 * SECOND;
    private static final long DAY = 24 * HOUR;
    private static final long STEP_BACK = 300 * SECOND;
    /** The clock on the wall goes back by no more than that within a day: an hour in autumn, and records out of order. */
    private static final long SET_BACK = HOUR + 2 * STEP_BACK;

    private final ZoneRules rules;
    /** The start of the current day of dateless records in local microseconds, or {@link #NO_DAY}. */
    private long today;

    private long lastOfDay = -1;
    private boolean wrapped;

    private long dateHead;
    private long dateTail;
    private long dateMicros = NO_DAY;

    /** What a wrapper says of the line's time. */
    private long outsideTs = LogRecord.NO_TIME;

    private long outsideWall = LogRecord.NO_TIME;
    private int outsideDay;
    private long outsideOfDay;
    private int lastOutsideDay;
    /** Days passed on the wrapper's clock since the first dateless record, and those counted by {@link #today}. */
    private long outsideDays;

    private long days;

    /** The local hour for which {@link #hourOffset} holds throughout. */
    private long hour = Long.MIN_VALUE;

    private long hourOffset;

    private ZoneOffsetTransition fold;
    private boolean secondPass;
    private boolean beginsInSecondPass;
    private long foldLatest;

    /**
     * @param zone what times without offset mean
     * @param date the day of the first dateless record, in that zone; null if unknown (such records have no time then)
     */
    public Clock(ZoneId zone, LocalDate date) {
        this.rules = zone.getRules();
        this.today = date == null ? NO_DAY : date.toEpochDay() * DAY;
    }

    /** A clock for a file whose first record is of the second pass of an hour that autumn repeats. */
    public static Clock inSecondPass(ZoneId zone, LocalDate date) {
        var clock = new Clock(zone, date);
        clock.beginsInSecondPass = true;
        return clock;
    }

    /** The day printed as {@code YYYY-MM-DD} as microseconds since the epoch, or {@link #NO_DAY}. */
    long day(byte[] b, int at) {
        long head = Ascii.eight(b, at);
        long tail = Ascii.eight(b, at + 2);
        if (head == dateHead && tail == dateTail) {
            return dateMicros;
        }
        int year = Ascii.number(b, at, 4);
        int month = Ascii.number(b, at + 5, 2);
        int day = Ascii.number(b, at + 8, 2);
        if (year < 0 || b[at + 4] != '-' || b[at + 7] != '-') {
            return NO_DAY;
        }
        long micros = day(year, month, day);
        if (micros != NO_DAY) {
            dateHead = head;
            dateTail = tail;
            dateMicros = micros;
        }
        return micros;
    }

    /** A day of the calendar as microseconds since the epoch, or {@link #NO_DAY} if there is no such day. */
    static long day(int year, int month, int day) {
        if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) {
            return NO_DAY;
        }
        try {
            return LocalDate.of(year, month, day).toEpochDay() * DAY;
        } catch (DateTimeException noSuchDay) {
            return NO_DAY;
        }
    }

    /** Tells what a wrapper says of the time of the line that is looked at next. */
    void outside(Wrapper.Outside line) {
        outsideTs = line.ts;
        outsideWall = line.wall;
        outsideDay = line.dayOfMonth;
        outsideOfDay = line.second * SECOND;
    }

    /** A time of day without a day, in microseconds, as microseconds UTC; {@link LogRecord#NO_TIME} if the day is unknown. */
    long timeOfDay(long ofDay) {
        if (outsideTs != LogRecord.NO_TIME) {
            return nearest(ofDay);
        }
        if (outsideWall != LogRecord.NO_TIME) {
            long passed = Math.floorMod(ofDay - outsideWall + DAY / 2, DAY) - DAY / 2;
            return local(outsideWall + passed);
        }
        if (today == NO_DAY) {
            return LogRecord.NO_TIME;
        }
        if (lastOfDay - ofDay > SET_BACK) {
            pass(1);
            wrapped = true;
        } else if (wrapped && ofDay - lastOfDay > DAY - 60 * SECOND) {
            // two processes raced over midnight: this record is of the day before
            return local(today - DAY + ofDay);
        }
        if (outsideDay != 0) {
            followOutside(ofDay);
        }
        lastOfDay = ofDay;
        return local(today + ofDay);
    }

    /** A local time of a record among dateless ones, which thereby learn their day. */
    long dated(long wall) {
        today = Math.floorDiv(wall, DAY) * DAY;
        lastOfDay = wall - today;
        return local(wall);
    }

    private void pass(long n) {
        today += n * DAY;
        days += n;
    }

    /** The time of day on the day that brings it next to the wrapper's time; that time itself if the zone cannot be right. */
    private long nearest(long ofDay) {
        long day = Math.floorDiv(outsideTs, DAY) * DAY;
        long best = outsideTs;
        long distance = 120 * SECOND;
        for (long d = day - DAY; d <= day + DAY; d += DAY) {
            long ts = local(d + ofDay);
            if (Math.abs(ts - outsideTs) < distance) {
                best = ts;
                distance = Math.abs(ts - outsideTs);
            }
        }
        return best;
    }

    /** Days on which nothing was logged: the wrapper's day of the month counts them. */
    private void followOutside(long ofDay) {
        if (lastOutsideDay != 0) {
            int passed = outsideDay - lastOutsideDay;
            LocalDate month = LocalDate.ofEpochDay(Math.floorDiv(today, DAY));
            outsideDays += passed < 0 ? passed + month.lengthOfMonth() : passed;
        } else if (ofDay - outsideOfDay > DAY / 2) {
            // it had passed midnight when the first record came
            outsideDays = 1;
        }
        lastOutsideDay = outsideDay;
        long behind = outsideDays - days;
        if (behind > 1 || (behind == 1 && Math.abs(outsideOfDay - ofDay) < HOUR)) {
            pass(behind);
        }
    }

    /** A local time, as microseconds since 1970-01-01 00:00 on the wall, as microseconds UTC. */
    long local(long wall) {
        return Math.floorDiv(wall, HOUR) == hour ? wall - hourOffset : newHour(wall);
    }

    private long newHour(long wall) {
        LocalDateTime time = wallTime(wall);
        if (fold != null && !time.isBefore(fold.getDateTimeBefore())) {
            secondPass = true;
        }
        ZoneOffsetTransition transition = rules.getTransition(time);
        if (transition != null) {
            hour = Long.MIN_VALUE;
            return transition.isGap() ? wall - micros(transition.getOffsetBefore()) : repeated(wall, transition);
        }
        ZoneOffset offset = rules.getOffset(time);
        long from = Math.floorDiv(wall, HOUR) * HOUR;
        boolean whole = plain(from, offset) && plain(from + HOUR - 1, offset) && plain(from + HOUR / 2, offset);
        hour = whole ? from / HOUR : Long.MIN_VALUE;
        hourOffset = micros(offset);
        return wall - hourOffset;
    }

    private boolean plain(long wall, ZoneOffset offset) {
        LocalDateTime time = wallTime(wall);
        return rules.getTransition(time) == null && rules.getOffset(time).equals(offset);
    }

    private long repeated(long wall, ZoneOffsetTransition transition) {
        if (!transition.equals(fold)) {
            fold = transition;
            secondPass = beginsInSecondPass;
            beginsInSecondPass = false;
            foldLatest = wall;
        } else if (stepsBack(foldLatest, wall)) {
            secondPass = true;
        }
        foldLatest = Math.max(foldLatest, wall);
        return wall - micros(secondPass ? transition.getOffsetAfter() : transition.getOffsetBefore());
    }

    /** Whether the clock on the wall was put back between two records of one file; a little less is a race of two processes. */
    public static boolean stepsBack(long wallBefore, long wall) {
        return wall < wallBefore - STEP_BACK;
    }

    /** The end of the repeated hours in which the local time {@code wall} lies, both microseconds on the wall; {@link #NO_DAY} if it is not repeated. */
    public static long repeatedUntil(ZoneId zone, long wall) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(wallTime(wall));
        return transition == null || transition.isGap()
                ? NO_DAY
                : transition.getDateTimeBefore().toEpochSecond(ZoneOffset.UTC) * SECOND;
    }

    /**
     * Whether local times between two instants may be repeated ones, so that only reading the file from its start
     * tells their pass. Instants in microseconds UTC; a day is added on both sides.
     */
    public static boolean repeatsAnHour(ZoneId zone, long fromTs, long toTs) {
        ZoneRules rules = zone.getRules();
        if (rules.isFixedOffset()) {
            return false;
        }
        Instant end = Instant.ofEpochSecond(Math.floorDiv(toTs, SECOND)).plusSeconds(86_400);
        Instant at = Instant.ofEpochSecond(Math.floorDiv(fromTs, SECOND)).minusSeconds(86_400);
        for (var next = rules.nextTransition(at);
                next != null && next.getInstant().isBefore(end); ) {
            if (next.isOverlap()) {
                return true;
            }
            next = rules.nextTransition(next.getInstant());
        }
        return false;
    }

    private static LocalDateTime wallTime(long wall) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(wall, SECOND), (int) Math.floorMod(wall, SECOND) * 1000, ZoneOffset.UTC);
    }

    private static long micros(ZoneOffset offset) {
        return offset.getTotalSeconds() * SECOND;
    }
}
