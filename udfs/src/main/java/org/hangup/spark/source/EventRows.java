package org.hangup.spark.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.hangup.archive.ReadFile.Segment;
import org.hangup.event.Event;
import org.hangup.event.MessageCatalogue;
import org.hangup.log.LogRecord;
import org.hangup.spark.EventColumn;

/**
 * One row a record that a row of the message catalogue matches: where and when it was written, and what {@code
 * parse_event(message, module)} says of it. The version of ejabberd is taken for unknown: the record that tells it may be in
 * a split that another task reads.
 */
final class EventRows implements Rows {
    private static final List<Column> OF_RECORD =
            List.of(Column.NODE, Column.FILE, Column.OFFSET, Column.TS, Column.PID);

    private final MessageCatalogue catalogue;
    private final Column[] columns;
    private final EventColumn[] eventColumns;
    private final Object[] values;
    private final InternalRow row;
    private final RecordValues ofRecord = new RecordValues();
    private final Event event = new Event();

    EventRows(StructType wanted, MessageCatalogue catalogue) {
        this.catalogue = catalogue;
        String[] names = wanted.fieldNames();
        columns = new Column[names.length];
        eventColumns = new EventColumn[names.length];
        Map<String, EventColumn> known = new HashMap<>();
        EventColumn.ALL.forEach(c -> known.put(name(c), c));
        for (int i = 0; i < names.length; i++) {
            eventColumns[i] = known.get(names[i]);
            columns[i] = eventColumns[i] == null ? Column.named(names[i]) : null;
        }
        values = new Object[names.length];
        row = new GenericInternalRow(values);
    }

    static StructType schema() {
        return new StructType(Stream.concat(
                        OF_RECORD.stream().map(Column::field),
                        EventColumn.ALL.stream().map(c -> c.named(name(c))))
                .toArray(StructField[]::new));
    }

    /** The node that an event tells of is another than the one that wrote it. */
    private static String name(EventColumn column) {
        return column == EventColumn.NODE ? "event_node" : column.columnName();
    }

    @Override
    public void file(ReadSplit file) {
        ofRecord.file(file);
    }

    @Override
    public void segment(Segment segment) {
        ofRecord.segment(segment);
    }

    @Override
    public boolean isRow(LogRecord r) {
        if (r.layout == null) {
            return false;
        }
        if (RecordValues.ascii(r.bytes, r.messageStart, r.messageEnd)) {
            return matches(r, r.bytes, r.messageStart, r.messageEnd);
        }
        UTF8String message = (UTF8String) ofRecord.value(Column.MESSAGE, r);
        byte[] valid = message.getBytes();
        return matches(r, valid, 0, valid.length);
    }

    private boolean matches(LogRecord r, byte[] message, int from, int to) {
        return catalogue.match(message, from, to, r.bytes, r.moduleStart, r.moduleEnd, null, event);
    }

    @Override
    public InternalRow row(LogRecord r) {
        for (int i = 0; i < values.length; i++) {
            values[i] = columns[i] == null ? eventColumns[i].of(event) : ofRecord.value(columns[i], r);
        }
        return row;
    }
}
