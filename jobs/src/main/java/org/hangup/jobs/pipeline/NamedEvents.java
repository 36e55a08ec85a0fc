package org.hangup.jobs.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.hangup.event.Event;
import org.hangup.event.EventField;
import org.hangup.jobs.exchange.RowReader;
import org.hangup.jobs.exchange.RowSource;
import org.hangup.jobs.exchange.RowWriter;
import org.hangup.log.LogRecord;

/** The events of logs whose lines name connections in several ways, with all names, for {@link Identities}. */
final class NamedEvents implements Iterator<Row> {
    static final StructType SCHEMA = new StructType()
            .add("log", DataTypes.IntegerType)
            .add("boot", DataTypes.IntegerType)
            .add("pid", DataTypes.StringType)
            .add("connection", DataTypes.StringType)
            .add("receiver", DataTypes.StringType)
            .add("e_kind", DataTypes.IntegerType)
            .add("e_at", DataTypes.LongType)
            .add("e_order", DataTypes.LongType)
            .add("e_offset", DataTypes.LongType)
            .add("e_user", DataTypes.StringType)
            .add("e_server", DataTypes.StringType)
            .add("e_resource", DataTypes.StringType)
            .add("e_ip", DataTypes.StringType)
            .add("e_reason", DataTypes.StringType)
            .add("e_text", DataTypes.StringType)
            .add("e_file", DataTypes.BinaryType)
            .add("event", DataTypes.BinaryType);

    private final EventReader events;
    private final RowWriter packed = new RowWriter();
    private boolean reading;
    private boolean ready;

    NamedEvents(EventReader events) {
        this.events = events;
    }

    @Override
    public boolean hasNext() {
        while (!ready) {
            if (!reading && !events.openNext()) {
                return false;
            }
            ready = events.next();
            reading = ready;
        }
        return true;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ready = false;
        ConnectionEvent e = events.event();
        LogRecord r = events.record();
        Event message = events.message();
        packed.clear();
        e.write(packed, 0, 0, 0);
        boolean pid = r.pidStart < r.pidEnd;
        return RowFactory.create(
                events.file().log(),
                events.boot(),
                pid ? new String(r.bytes, r.pidStart, r.pidEnd - r.pidStart, UTF_8) : null,
                message.text(EventField.CONNECTION),
                message.text(EventField.RECEIVER),
                (int) e.kind.code(),
                e.at,
                e.order,
                e.offset,
                text(e, EventText.USER),
                text(e, EventText.SERVER),
                text(e, EventText.RESOURCE),
                text(e, EventText.IP),
                text(e, EventText.REASON),
                text(e, EventText.TEXT),
                e.file,
                packed.toArray());
    }

    private static String text(ConnectionEvent e, EventText text) {
        byte[] bytes = e.text(text);
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    /** Columns that {@link #rows} reads. */
    static final String[] UNITED = {
        "log", "boot", "id", "e_order", "e_user", "e_server", "e_resource", "e_nearby", "e_file", "event"
    };

    /** Rows of {@link EventRows}, one an event, from rows with the columns {@link #UNITED}. */
    static RowSource rows(Iterator<Row> united) {
        var in = new RowReader();
        var event = new ConnectionEvent();
        return RowSource.each(united, (row, out) -> {
            event.at = 0;
            event.offset = 0;
            event.day = 0;
            event.read(in.of((byte[]) row.get(9)), (int) row.getLong(3));
            event.file = (byte[]) row.get(8);
            set(event, EventText.USER, row.getString(4));
            set(event, EventText.SERVER, row.getString(5));
            set(event, EventText.RESOURCE, row.getString(6));
            set(event, EventText.NEARBY, row.getString(7));
            EventRows.row(out, row.getInt(0), row.getInt(1), row.getString(2).getBytes(UTF_8), event);
        });
    }

    /** What the neighbours of a line told of it. */
    private static void set(ConnectionEvent event, EventText text, String value) {
        if (value != null && !event.has(text)) {
            byte[] bytes = value.getBytes(UTF_8);
            event.set(text, bytes, 0, bytes.length);
        }
    }
}
