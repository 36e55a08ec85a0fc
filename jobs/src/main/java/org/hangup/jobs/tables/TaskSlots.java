package org.hangup.jobs.tables;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.hash;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Numbers that Spark sends to different tasks. {@code repartition(n, column)} puts a row into the partition
 * {@code pmod(hash(column), n)}, so that two great files may meet in one task while another task has none; a column of these
 * numbers goes where it is wanted. Were Spark to hash otherwise some day, the work would be shared out less well, and no row be
 * in another file.
 */
final class TaskSlots {
    /** Candidates for each partition: that one gets none is as good as impossible. */
    private static final int TRIES = 64;

    private TaskSlots() {}

    /** For each of so many tasks a number whose rows it gets. */
    static int[] of(SparkSession spark, int tasks) {
        int[] slots = IntStream.range(0, tasks).toArray();
        if (tasks > 1) {
            List<Integer> candidates = IntStream.range(0, TRIES * tasks).boxed().toList();
            List<Row> found = spark.createDataset(candidates, Encoders.INT())
                    .select(col("value"), pmod(hash(col("value")), lit(tasks)))
                    .collectAsList();
            found.forEach(row -> slots[row.getInt(1)] = row.getInt(0));
        }
        return slots;
    }
}
