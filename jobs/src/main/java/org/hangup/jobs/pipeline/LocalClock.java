package org.hangup.jobs.pipeline;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** Days and hours of instants in one zone, right through daylight saving. Quick where one time is near the last; for one thread. */
final class LocalClock {
    private static final long SECOND = 1_000_000L;
    private static final long HOUR = 3600 * SECOND;
    private static final long DAY = 24 * HOUR;

    private final ZoneRules rules;
    /** The offset holds from here, inclusive, to there, exclusive; in microseconds UTC. */
    private long from = 1;

    private long to;
    private long offset;

    LocalClock(ZoneId zone) {
        rules = zone.getRules();
    }

    /** Days since 1970-01-01 on the local calendar. */
    int day(long micros) {
        return (int) Math.floorDiv(micros + offset(micros), DAY);
    }

    /** The instant at which the local hour began. */
    long hour(long micros) {
        return micros - Math.floorMod(micros + offset(micros), HOUR);
    }

    private long offset(long micros) {
        if (micros < from || micros >= to) {
            look(micros);
        }
        return offset;
    }

    private void look(long micros) {
        Instant instant = Instant.ofEpochSecond(Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1000);
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
}
