package org.hangup.jobs.pipeline;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.connector.catalog.functions.AggregateFunction;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The window function {@code hangup.connections(events...) OVER (PARTITION BY log, boot, id ORDER BY the log's order
 * ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)}: the connections that had an id, as an array.
 *
 * <p>A window function of our own, since the same from lag, last and running sums carries some thirty columns through
 * every event; here they are made once a connection.
 */
final class ConnectionsFunction implements UnboundFunction, AggregateFunction<ConnectionFold, ArrayData> {
    static final String NAME = "connections";

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
        return NAME + "(events): window function; the client connections that had one id in one boot of a node";
    }

    @Override
    public BoundFunction bind(StructType inputType) {
        if (inputType.size() != EventColumn.ALL.length) {
            throw new UnsupportedOperationException(
                    NAME + " takes the " + EventColumn.ALL.length + " event columns, not " + inputType.size());
        }
        return this;
    }

    @Override
    public DataType[] inputTypes() {
        return Arrays.stream(EventColumn.ALL).map(column -> column.type).toArray(DataType[]::new);
    }

    @Override
    public DataType resultType() {
        return DataTypes.createArrayType(ConnectionFold.CONNECTION);
    }

    @Override
    public boolean isResultNullable() {
        return false;
    }

    @Override
    public ConnectionFold newAggregationState() {
        return new ConnectionFold();
    }

    @Override
    public ConnectionFold update(ConnectionFold fold, InternalRow event) {
        fold.add(event);
        return fold;
    }

    @Override
    public ConnectionFold merge(ConnectionFold left, ConnectionFold right) {
        throw new UnsupportedOperationException(NAME + " is a window function: it needs the log's order");
    }

    @Override
    public ArrayData produceResult(ConnectionFold fold) {
        return fold.result();
    }
}
