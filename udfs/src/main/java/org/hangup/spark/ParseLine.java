package org.hangup.spark;

import java.time.ZoneOffset;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordParser;

/**
 * {@code parse_line(text)}: one log record with its header, of any layout, as a STRUCT of ts, level, pid, module, function, arity, line, message
 * and layout; NULL if the text begins with no header. A time without offset is taken for UTC; a record without a day has no ts.
 */
final class ParseLine extends TextFunction {
    private static final String NAME = "parse_line";
    private static final StructType TYPE = new StructType()
            .add("ts", DataTypes.TimestampType)
            .add("level", DataTypes.StringType)
            .add("pid", DataTypes.StringType)
            .add("module", DataTypes.StringType)
            .add("function", DataTypes.StringType)
            .add("arity", DataTypes.IntegerType)
            .add("line", DataTypes.IntegerType)
            .add("message", DataTypes.StringType)
            .add("layout", DataTypes.StringType);

    ParseLine() {
        super(NAME, "(text STRING)", "one log record with its header, of any layout, as a STRUCT", 1, 1);
    }

    @Override
    BoundFunction bound(int arguments) {
        return new Bound();
    }

    /** The function that Spark calls. */
    public static final class Bound extends BoundText implements ScalarFunction<InternalRow> {
        private static final long serialVersionUID = 1L;
        private static final ThreadLocal<Scratch> MINE = ThreadLocal.withInitial(Scratch::new);

        Bound() {
            super(NAME, 1);
        }

        /** Called by Spark from generated code. */
        public static InternalRow invoke(UTF8String text) {
            return text == null ? null : MINE.get().parse(text);
        }

        @Override
        public InternalRow produceResult(InternalRow input) {
            return invoke(input.isNullAt(0) ? null : input.getUTF8String(0));
        }

        @Override
        public DataType resultType() {
            return TYPE;
        }
    }

    /** What one thread uses again and again. */
    private static final class Scratch {
        private final RecordParser parser = new RecordParser(ZoneOffset.UTC, null);
        private final LogRecord record = new LogRecord();

        InternalRow parse(UTF8String text) {
            int from = FieldText.offset(text);
            if (!parser.parse(FieldText.array(text), from, from + text.numBytes(), record)) {
                return null;
            }
            // the parser's buffer is used again for the next record
            byte[] b = Arrays.copyOf(record.bytes, record.messageEnd);
            return new GenericInternalRow(new Object[] {
                record.ts == LogRecord.NO_TIME ? null : record.ts,
                UTF8String.fromString(record.level),
                part(b, record.pidStart, record.pidEnd),
                part(b, record.moduleStart, record.moduleEnd),
                part(b, record.functionStart, record.functionEnd),
                record.arity < 0 ? null : record.arity,
                record.line < 0 ? null : record.line,
                FieldText.slice(b, record.messageStart, record.messageEnd),
                UTF8String.fromString(record.layout.name())
            });
        }

        private static UTF8String part(byte[] b, int from, int to) {
            return from == to ? null : FieldText.slice(b, from, to);
        }
    }
}
