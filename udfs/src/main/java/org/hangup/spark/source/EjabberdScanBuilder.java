package org.hangup.spark.source;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.StructType;

/** Learns from Spark which columns and which records are wanted. */
final class EjabberdScanBuilder implements ScanBuilder, SupportsPushDownRequiredColumns, SupportsPushDownV2Filters {
    private final Options options;
    private StructType wanted;
    private Predicate[] pushed = new Predicate[0];
    private RecordFilter filter;

    EjabberdScanBuilder(Options options) {
        this.options = options;
        this.wanted = options.schema();
    }

    @Override
    public void pruneColumns(StructType required) {
        wanted = required;
    }

    @Override
    public Predicate[] pushPredicates(Predicate[] predicates) {
        List<Predicate> kept = new ArrayList<>();
        List<Predicate> left = new ArrayList<>();
        for (Predicate p : predicates) {
            RecordFilter compiled = Pushdown.compile(p);
            if (compiled == null) {
                left.add(p);
            } else {
                kept.add(p);
                filter = filter == null ? compiled : filter.and(compiled);
            }
        }
        pushed = kept.toArray(new Predicate[0]);
        return left.toArray(new Predicate[0]);
    }

    @Override
    public Predicate[] pushedPredicates() {
        return pushed.clone();
    }

    @Override
    public Scan build() {
        return new EjabberdScan(options, wanted, pushed, filter);
    }
}
