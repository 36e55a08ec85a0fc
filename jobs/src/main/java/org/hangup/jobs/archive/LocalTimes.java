package org.hangup.jobs.archive;

import java.io.Serializable;
import java.time.ZoneId;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** Days and hours of a zone as functions of SQL: {@link LocalClock}. Times in microseconds since the epoch, UTC; NULL gives NULL. */
public final class LocalTimes {
    private static final long HOUR = 3_600_000_000L;

    private LocalTimes() {}

    /**
     * Gives a session {@code local_day(t)}, days since 1970-01-01; {@code local_hour(t)}, when the local hour of a time began; and
     * {@code hour_length(t)}, how long the local hour is that begins at a time.
     */
    public static void register(SparkSession spark, ZoneId zone) {
        spark.udf().register("local_day", new OfClock<>(zone, LocalClock::day), DataTypes.IntegerType);
        spark.udf().register("local_hour", hour(zone), DataTypes.LongType);
        spark.udf().register("hour_length", hourLength(zone), DataTypes.LongType);
    }

    /** The function {@code local_hour}. */
    public static UDF1<Long, Long> hour(ZoneId zone) {
        return new OfClock<>(zone, LocalClock::hour);
    }

    /** The function {@code hour_length}: another one than 60 minutes only where a zone changes its clocks by half an hour. */
    public static UDF1<Long, Long> hourLength(ZoneId zone) {
        return new OfClock<>(zone, (clock, begin) -> {
            long next = clock.hour(begin + HOUR);
            return (next > begin ? next : clock.hour(begin + 2 * HOUR)) - begin;
        });
    }

    private interface OfTime<T> extends Serializable {
        T of(LocalClock clock, long micros);
    }

    private static final class OfClock<T> implements UDF1<Long, T> {
        private static final long serialVersionUID = 1L;

        private final ZoneId zone;
        private final OfTime<T> function;
        private transient LocalClock clock;

        OfClock(ZoneId zone, OfTime<T> function) {
            this.zone = zone;
            this.function = function;
        }

        @Override
        public T call(Long micros) {
            if (clock == null) {
                clock = new LocalClock(zone);
            }
            return micros == null ? null : function.of(clock, micros);
        }
    }
}
