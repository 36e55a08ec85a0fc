package org.hangup.jobs.pipeline;

import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.hangup.event.EjabberdText;

/** {@code hangup.undouble(text)}: names of lager files before 19.09, which are encoded twice; else the text itself. */
public final class UndoubleFunction implements UnboundFunction, ScalarFunction<UTF8String> {
    static final String NAME = "undouble";

    /** Called from generated code; NULL gives NULL. */
    public static UTF8String invoke(UTF8String text) {
        return text == null ? null : UTF8String.fromBytes(EjabberdText.undouble(text.getBytes()));
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
        return NAME + "(text): text that lager encoded twice, decoded once; other text as it is";
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
        return DataTypes.StringType;
    }

    @Override
    public UTF8String produceResult(org.apache.spark.sql.catalyst.InternalRow input) {
        return invoke(input.isNullAt(0) ? null : input.getUTF8String(0));
    }
}
