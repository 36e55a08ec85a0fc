package org.hangup.spark;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.hangup.event.Disconnect;
import org.hangup.event.ReasonTable;

/**
 * {@code disconnect_cause(reason)}: what the text of a reason says, as a STRUCT of cause, subcause and ended_by. A text that no row of
 * the table knows has the cause {@code unknown}; NULL for NULL.
 */
final class DisconnectCause extends TextFunction {
    private static final String NAME = "disconnect_cause";
    private static final StructType TYPE = new StructType()
            .add("cause", DataTypes.StringType, false)
            .add("subcause", DataTypes.StringType)
            .add("ended_by", DataTypes.StringType);

    private final Extras extras;

    DisconnectCause(Extras extras) {
        super(NAME, "(reason STRING)", "why a connection ended, by the text of its reason, as a STRUCT", 1, 1);
        this.extras = extras;
    }

    @Override
    BoundFunction bound(int arguments) {
        return extras.hasCauses() ? new WithMore(extras) : new BuiltIn();
    }

    private static InternalRow row(ReasonTable reasons, UTF8String reason) {
        if (reason == null) {
            return null;
        }
        Disconnect disconnect = reasons.find(reason.toString());
        return new GenericInternalRow(new Object[] {
            UTF8String.fromString(disconnect.cause()),
            UTF8String.fromString(disconnect.subcause()),
            UTF8String.fromString(disconnect.endedBy())
        });
    }

    private abstract static class Bound extends BoundText implements ScalarFunction<InternalRow> {
        private static final long serialVersionUID = 1L;

        Bound() {
            super(NAME, 1);
        }

        @Override
        public DataType resultType() {
            return TYPE;
        }
    }

    /** With the table that comes with Hangup. */
    public static final class BuiltIn extends Bound {
        private static final long serialVersionUID = 1L;

        /** Called by Spark from generated code. */
        public static InternalRow invoke(UTF8String reason) {
            return row(ReasonTable.builtIn(), reason);
        }

        @Override
        public InternalRow produceResult(InternalRow input) {
            return invoke(input.isNullAt(0) ? null : input.getUTF8String(0));
        }
    }

    /** With an operator's rows, too. */
    public static final class WithMore extends Bound {
        private static final long serialVersionUID = 1L;

        private final Extras extras;

        WithMore(Extras extras) {
            this.extras = extras;
        }

        /** Called by Spark from generated code. */
        public InternalRow invoke(UTF8String reason) {
            return row(extras.reasons(), reason);
        }

        @Override
        public InternalRow produceResult(InternalRow input) {
            return invoke(input.isNullAt(0) ? null : input.getUTF8String(0));
        }

        @Override
        public String canonicalName() {
            return "hangup." + NAME + extras.hashCode();
        }
    }
}
