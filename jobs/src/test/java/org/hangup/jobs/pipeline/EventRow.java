package org.hangup.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** An event of a test, as Spark hands it to the window function; times are seconds since the epoch. */
final class EventRow {
    static final long SECOND = 1_000_000;
    private static final long DAY = 86_400;

    private final Map<EventColumn, Object> values = new EnumMap<>(EventColumn.class);

    static EventRow event(Kind kind, long second) {
        var event = new EventRow();
        event.values.put(EventColumn.KIND, kind.code());
        event.values.put(EventColumn.AT, second * SECOND);
        event.values.put(EventColumn.DAY, (int) (second / DAY));
        event.values.put(EventColumn.ORDER, 0L);
        event.values.put(EventColumn.OFFSET, second);
        return event.with(EventColumn.FILE, "ejabberd.log");
    }

    static EventRow accepted(long second) {
        return event(Kind.ACCEPTED, second).with(EventColumn.IP, "192.0.2.7").with(EventColumn.PORT, 51322);
    }

    static EventRow opened(long second, String user, String server, String resource) {
        return event(Kind.OPENED, second).jid(user, server, resource);
    }

    static EventRow closed(long second, String text) {
        return event(Kind.CLOSED, second).with(EventColumn.TEXT, text);
    }

    EventRow jid(String user, String server, String resource) {
        return with(EventColumn.USER, user).with(EventColumn.SERVER, server).with(EventColumn.RESOURCE, resource);
    }

    EventRow with(EventColumn column, Object value) {
        values.put(column, value instanceof String s ? UTF8String.fromString(s) : value);
        return this;
    }

    InternalRow row() {
        return new GenericInternalRow(
                Arrays.stream(EventColumn.ALL).map(values::get).toArray());
    }

    static List<Facts> fold(EventRow... events) {
        var fold = new ConnectionFold();
        for (EventRow event : events) {
            fold.add(event.row());
        }
        var result = fold.result();
        var connections = new ArrayList<Facts>();
        for (int i = 0; i < result.numElements(); i++) {
            connections.add(Facts.of(
                    result.getStruct(i, ConnectionFold.CONNECTION.size()).getStruct(0, Fact.ALL.length)));
        }
        return connections;
    }

    static Facts only(EventRow... events) {
        var connections = fold(events);
        assertThat(connections).hasSize(1);
        return connections.get(0);
    }
}
