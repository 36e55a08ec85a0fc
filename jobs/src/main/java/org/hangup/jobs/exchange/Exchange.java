package org.hangup.jobs.exchange;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import scala.Tuple2;

/**
 * Steps of a job whose rows are brought together between them: those with the same hash come to the same task.
 *
 * @param tasks of each step behind an exchange
 */
public record Exchange(int tasks) implements Serializable {
    /** Packets with rows made from the elements of an RDD. */
    public <T> JavaPairRDD<Integer, byte[]> rows(JavaRDD<T> from, Function<Iterator<T>, RowSource> step) {
        int targets = tasks;
        return from.mapPartitionsToPair(elements -> new Packets(step.call(elements), targets));
    }

    /** A step that makes rows from sorted rows. */
    public JavaPairRDD<Integer, byte[]> rows(
            JavaPairRDD<Integer, byte[]> packets, Function<SortedRows, RowSource> step) {
        return rows(together(packets), arrived -> step.call(new SortedRows(arrived)));
    }

    /** Packets where they belong, to be merged by {@link SortedRows}. */
    public JavaRDD<byte[]> together(JavaPairRDD<Integer, byte[]> packets) {
        return packets.partitionBy(new Targets(tasks)).map(Tuple2::_2);
    }

    /** A packet's key is the number of the task that gets it. */
    private static final class Targets extends Partitioner {
        private static final long serialVersionUID = 1;

        private final int count;

        Targets(int count) {
            this.count = count;
        }

        @Override
        public int numPartitions() {
            return count;
        }

        @Override
        public int getPartition(Object key) {
            return (Integer) key;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Targets targets && targets.count == count;
        }

        @Override
        public int hashCode() {
            return count;
        }
    }
}
