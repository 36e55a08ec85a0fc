package org.hangup.jobs.pipeline;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** The figures of one row of statistics: exact percentiles (nearest rank) and distinct counts. */
final class Tally implements Serializable {
    static final StructType SCHEMA = new StructType()
            .add("disconnects", DataTypes.LongType)
            .add("connected_ms", DataTypes.LongType)
            .add("p50_ms", DataTypes.LongType)
            .add("p95_ms", DataTypes.LongType)
            .add("firsts", DataTypes.LongType)
            .add("seconds", DataTypes.LongType);

    private long disconnects;
    private long[] durations = new long[1];
    private int measured;
    private Names firsts = new Names();
    private Names seconds = new Names();

    /** Different texts; most groups have one, which needs no set. */
    private static final class Names implements Serializable {
        private UTF8String only;
        private Set<UTF8String> all;

        void add(UTF8String name) {
            if (name == null || name.equals(only)) {
                return;
            }
            if (only == null) {
                only = name.copy();
                return;
            }
            if (all == null) {
                all = new HashSet<>();
                all.add(only);
            }
            if (!all.contains(name)) {
                all.add(name.copy());
            }
        }

        long count() {
            return all != null ? all.size() : only != null ? 1 : 0;
        }
    }

    /** A connection: its length in milliseconds (NULL if it had no session), and two texts to count. */
    void add(InternalRow connection) {
        disconnects++;
        if (!connection.isNullAt(0)) {
            if (measured == durations.length) {
                durations = Arrays.copyOf(durations, 2 * measured);
            }
            durations[measured++] = connection.getLong(0);
        }
        firsts.add(connection.isNullAt(1) ? null : connection.getUTF8String(1));
        seconds.add(connection.isNullAt(2) ? null : connection.getUTF8String(2));
    }

    InternalRow result() {
        Arrays.sort(durations, 0, measured);
        long sum = 0;
        for (int i = 0; i < measured; i++) {
            sum += durations[i];
        }
        return new GenericInternalRow(new Object[] {
            disconnects, measured == 0 ? null : (Long) sum, rank(50), rank(95), firsts.count(), seconds.count()
        });
    }

    /** Nearest rank: the smallest value that so many percent of the values do not exceed; null without values. */
    private Long rank(int percent) {
        return measured == 0 ? null : (Long) durations[(int) (((long) measured * percent + 99) / 100) - 1];
    }
}
