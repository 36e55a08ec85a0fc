package org.hangup.jobs.pipeline;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.functions.AggregateFunction;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code hangup.tally(duration_ms, first, second) OVER (PARTITION BY ...)}: the {@link Tally} of a group. As a window
 * function, since Spark's aggregation would write each group's state down and read it again between its two steps.
 */
final class TallyFunction implements UnboundFunction, AggregateFunction<Tally, InternalRow> {
    static final String NAME = "tally";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String canonicalName() {
        return "org.hangup.jobs." + NAME;
    }

    @Override
    public String description() {
        return NAME
                + "(duration_ms, first, second): window function; counts, percentiles and distinct counts of a group";
    }

    @Override
    public BoundFunction bind(StructType inputType) {
        return this;
    }

    @Override
    public DataType[] inputTypes() {
        return new DataType[] {DataTypes.LongType, DataTypes.StringType, DataTypes.StringType};
    }

    @Override
    public DataType resultType() {
        return Tally.SCHEMA;
    }

    @Override
    public Tally newAggregationState() {
        return new Tally();
    }

    @Override
    public Tally update(Tally tally, InternalRow connection) {
        tally.add(connection);
        return tally;
    }

    @Override
    public Tally merge(Tally left, Tally right) {
        throw new UnsupportedOperationException(NAME + " is a window function");
    }

    @Override
    public InternalRow produceResult(Tally tally) {
        return tally.result();
    }
}
