package org.hangup.jobs.explain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import org.hangup.jobs.UsageException;

/**
 * A time from which and a time to which is told.
 *
 * @param from inclusive; null: from the beginning
 * @param to inclusive; null: to the end
 */
record Range(Instant from, Instant to) {
    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter(java.util.Locale.ROOT);

    /**
     * The range that two arguments give: days ({@code 2024-03-01}, whole) or times ({@code 2024-03-01T10:00}, with or without seconds and an offset).
     *
     * @param zone of what has no offset
     * @throws UsageException if one is none of these, or the first lies behind the second
     */
    static Range of(String from, String to, ZoneId zone) {
        Range range = new Range(
                from == null ? null : begin(parsed("--from", from), zone),
                to == null ? null : end(parsed("--to", to), zone));
        if (from != null && to != null && range.from.isAfter(range.to)) {
            throw new UsageException(
                    "--from " + from + " lies after --to " + to + "; both are inclusive, --from first");
        }
        return range;
    }

    private static TemporalAccessor parsed(String argument, String text) {
        try {
            return FORM.parseBest(
                    text.strip().replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        } catch (DateTimeParseException e) {
            throw new UsageException(argument + " '" + text
                    + "' is no day and no time; give 2024-03-01, 2024-03-01T10:00 or 2024-03-01T10:00:30+01:00");
        }
    }

    private static Instant begin(TemporalAccessor time, ZoneId zone) {
        if (time instanceof OffsetDateTime exact) {
            return exact.toInstant();
        }
        return time instanceof LocalDateTime local
                ? local.atZone(zone).toInstant()
                : ((LocalDate) time).atStartOfDay(zone).toInstant();
    }

    private static Instant end(TemporalAccessor time, ZoneId zone) {
        return time instanceof LocalDate day
                ? begin(day.plusDays(1), zone).minus(1, ChronoUnit.MICROS)
                : begin(time, zone);
    }

    /** Whether rows of that day of settlement are told. */
    boolean holds(LocalDate day, ZoneId zone) {
        return (from == null || !day.isBefore(LocalDate.ofInstant(from, zone)))
                && (to == null || !day.isAfter(LocalDate.ofInstant(to, zone)));
    }

    /** Whether something that ended at the first and was settled at the second instant is told: one of them or the time between lies in the range; null: not known. */
    boolean touches(Instant ended, Instant settled) {
        return (from == null || settled == null || !settled.isBefore(from))
                && (to == null || ended == null || !ended.isAfter(to));
    }
}
