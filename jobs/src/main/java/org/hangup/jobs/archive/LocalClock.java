package org.hangup.jobs.archive;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** Days and hours of instants in one zone, right through daylight saving. Quick where one time is near the last; for one thread. */
public final class LocalClock {
    private static final long SECOND = 1_000_000L;
    private static final long HOUR = 3600 * SECOND;
    private static final long DAY = 24 * HOUR;

    private final ZoneId zone;
    private final ZoneRules rules;
    /** The offset holds from here, inclusive, to there, exclusive; in microseconds UTC. */
    private long from = 1;

    private long to;
    private long offset;

    public LocalClock(ZoneId zone) {
        this.zone = zone;
        rules = zone.getRules();
    }

    /** Days since 1970-01-01 on the local calendar. */
    public int day(long micros) {
        return (int) Math.floorDiv(micros + offset(micros), DAY);
    }

    /** The instant at which the local hour began. */
    public long hour(long micros) {
        long hour = micros - Math.floorMod(micros + offset(micros), HOUR);
        return hour >= from ? hour : acrossTransition(micros);
    }

    /** An hour in which the clocks were changed: by half an hour on Lord Howe Island. */
    private long acrossTransition(long micros) {
        ZonedDateTime hour = instant(micros).atZone(zone).truncatedTo(ChronoUnit.HOURS);
        return hour.toEpochSecond() * SECOND;
    }

    private long offset(long micros) {
        if (micros < from || micros >= to) {
            look(micros);
        }
        return offset;
    }

    private void look(long micros) {
        Instant instant = instant(micros);
        offset = rules.getOffset(instant).getTotalSeconds() * SECOND;
        from = Long.MIN_VALUE;
        to = Long.MAX_VALUE;
        if (!rules.isFixedOffset()) {
            ZoneOffsetTransition before = rules.previousTransition(instant.plusNanos(1));
            ZoneOffsetTransition after = rules.nextTransition(instant);
            from = before == null ? from : before.toEpochSecond() * SECOND;
            to = after == null ? to : after.toEpochSecond() * SECOND;
        }
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1000);
    }
}
