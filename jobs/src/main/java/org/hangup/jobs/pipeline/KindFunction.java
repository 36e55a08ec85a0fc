package org.hangup.jobs.pipeline;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** {@code hangup.kind(event)}: the code of an event's {@link Kind}; {@link #NONE} for one that takes no part. */
public final class KindFunction implements UnboundFunction, ScalarFunction<Byte> {
    static final String NAME = "kind";
    /** No kind has this code. */
    static final byte NONE = -1;

    private static final Map<UTF8String, Byte> CODES = codes();

    /** Called from generated code. */
    public static byte invoke(UTF8String event) {
        Byte code = event == null ? null : CODES.get(event);
        return code == null ? NONE : code;
    }

    private static Map<UTF8String, Byte> codes() {
        Map<UTF8String, Byte> codes = new HashMap<>();
        for (Kind kind : Kind.values()) {
            kind.events().forEach(event -> codes.put(UTF8String.fromString(event), kind.code()));
        }
        return Map.copyOf(codes);
    }

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
        return NAME + "(event): what an event is to the reconstruction of connections";
    }

    @Override
    public BoundFunction bind(StructType inputType) {
        return this;
    }

    @Override
    public DataType[] inputTypes() {
        return new DataType[] {DataTypes.StringType};
    }

    @Override
    public DataType resultType() {
        return DataTypes.ByteType;
    }

    @Override
    public boolean isResultNullable() {
        return false;
    }

    @Override
    public Byte produceResult(InternalRow input) {
        return invoke(input.isNullAt(0) ? null : input.getUTF8String(0));
    }
}
