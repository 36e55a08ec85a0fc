package org.hangup.spark.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.hangup.spark.Extras;

/** One reading of an archive. Files are looked at once, when Spark first asks. */
final class EjabberdScan implements Scan, Batch, SupportsReportStatistics {
    private final Options options;
    private final StructType wanted;
    private final Predicate[] pushed;
    private final RecordFilter filter;
    private Input input;

    EjabberdScan(Options options, StructType wanted, Predicate[] pushed, RecordFilter filter) {
        this.options = options;
        this.wanted = wanted;
        this.pushed = pushed;
        this.filter = filter;
    }

    @Override
    public StructType readSchema() {
        return wanted;
    }

    @Override
    public String description() {
        return "ejabberd " + (options.eventRows() ? "events" : "records") + ", columns "
                + String.join(", ", wanted.fieldNames()) + ", PushedFilters: " + Arrays.toString(pushed);
    }

    /** Equal scans are done once where a query holds them twice. */
    @Override
    public boolean equals(Object other) {
        return other instanceof EjabberdScan scan
                && options.equals(scan.options)
                && wanted.equals(scan.wanted)
                && Arrays.equals(pushed, scan.pushed);
    }

    @Override
    public int hashCode() {
        return Objects.hash(options, wanted, Arrays.hashCode(pushed));
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public Statistics estimateStatistics() {
        long bytes = input().bytes();
        return new Statistics() {
            @Override
            public OptionalLong sizeInBytes() {
                return OptionalLong.of(bytes);
            }

            @Override
            public OptionalLong numRows() {
                return OptionalLong.empty();
            }
        };
    }

    @Override
    public InputPartition[] planInputPartitions() {
        int cores = session().sparkContext().defaultParallelism();
        return input().partitions(new SplitPlanner(options.splitSize(), options.exactSplits(), cores, conf()));
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        RecordFilter all = filter;
        Extras extras = null;
        if (options.events() || options.eventRows()) {
            Configuration conf = conf();
            extras = new Extras(
                    options.messages().stream().map(m -> Extras.text(m, conf)).toList(), List.of());
            extras.catalogue(); // a wrong row is told before any task starts
        }
        if (options.events()) {
            RecordFilter events = new EventFilter(extras);
            all = filter == null ? events : filter.and(events);
        }
        return new EjabberdReaderFactory(
                wanted, all, options.eventRows() ? extras : null, new SerializableConfiguration(conf()));
    }

    private synchronized Input input() {
        if (input == null) {
            try {
                input = Input.of(options, conf());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return input;
    }

    private static SparkSession session() {
        return SparkSession.active();
    }

    private static Configuration conf() {
        return session().sparkContext().hadoopConfiguration();
    }
}
