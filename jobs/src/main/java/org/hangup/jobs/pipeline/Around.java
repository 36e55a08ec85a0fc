package org.hangup.jobs.pipeline;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What stands around a connection: the next one of its JID, and the end of its boot. Times are microseconds since the
 * epoch, UTC; null where there is none.
 *
 * @param resumed its session goes on in the next connection
 * @param displaced a new session of the same full JID opened while no line had ended this one
 * @param next when the next connection of the JID in the same boot opened, with its record
 * @param bootEnd {@code stop} or {@code crash}; null while the boot runs
 * @param end time and record of the boot's end
 * @param bootSettledAt when that was decided
 * @param logLastAt time of the log's last record
 * @param gaps start and end of what the log says it dropped, in turns
 */
record Around(
        boolean resumed,
        boolean displaced,
        Mark next,
        String bootEnd,
        Mark end,
        Long bootSettledAt,
        Long logLastAt,
        ArrayData gaps) {
    static final StructType SCHEMA = new StructType()
            .add("resumed", DataTypes.BooleanType)
            .add("displaced", DataTypes.BooleanType)
            .add("next_at", DataTypes.LongType)
            .add("next_file", DataTypes.StringType)
            .add("next_offset", DataTypes.LongType)
            .add("boot_end", DataTypes.StringType)
            .add("boot_end_at", DataTypes.LongType)
            .add("boot_end_file", DataTypes.StringType)
            .add("boot_end_offset", DataTypes.LongType)
            .add("boot_settled_at", DataTypes.LongType)
            .add("log_last_at", DataTypes.LongType)
            .add("gaps", DataTypes.createArrayType(DataTypes.LongType));

    /** A time and the record that has it. */
    record Mark(long at, UTF8String file, Long offset) {}

    static Around of(InternalRow row) {
        return new Around(
                row.getBoolean(0),
                row.getBoolean(1),
                mark(row, 2),
                row.isNullAt(5) ? null : row.getUTF8String(5).toString(),
                mark(row, 6),
                time(row, 9),
                time(row, 10),
                row.getArray(11));
    }

    private static Mark mark(InternalRow row, int from) {
        return row.isNullAt(from)
                ? null
                : new Mark(
                        row.getLong(from),
                        row.isNullAt(from + 1) ? null : row.getUTF8String(from + 1),
                        time(row, from + 2));
    }

    private static Long time(InternalRow row, int i) {
        return row.isNullAt(i) ? null : (Long) row.getLong(i);
    }

    boolean stopped() {
        return "stop".equals(bootEnd);
    }

    /** Something was dropped between the connection's last record and the end of its boot. */
    boolean gapBetween(long lastAt) {
        for (int i = 0; i + 1 < gaps.numElements(); i += 2) {
            if (gaps.getLong(i) <= end.at() && gaps.getLong(i + 1) >= lastAt) {
                return true;
            }
        }
        return false;
    }
}
