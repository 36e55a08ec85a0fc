package org.hangup.spark.source;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.hangup.archive.ReadFile.Segment;
import org.hangup.log.LogRecord;

/** One row a record, of the wanted columns only. */
final class RecordRows implements Rows {
    private final Column[] columns;
    private final Object[] values;
    private final InternalRow row;
    private final RecordValues of = new RecordValues();

    RecordRows(StructType wanted) {
        columns = Arrays.stream(wanted.fieldNames()).map(Column::named).toArray(Column[]::new);
        values = new Object[columns.length];
        row = new GenericInternalRow(values);
    }

    @Override
    public void file(ReadSplit file) {
        of.file(file);
    }

    @Override
    public void segment(Segment segment) {
        of.segment(segment);
    }

    @Override
    public boolean isRow(LogRecord record) {
        return true;
    }

    @Override
    public InternalRow row(LogRecord record) {
        for (int i = 0; i < columns.length; i++) {
            values[i] = of.value(columns[i], record);
        }
        return row;
    }
}
