package org.hangup.jobs.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.StringJoiner;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** An event of a test, of the log's only file; times are seconds since the epoch, offsets the same. */
public final class EventRow {
    public static final long SECOND = 1_000_000;
    private static final long DAY = 86_400;
    private static final byte[] FILE = "ejabberd.log".getBytes(UTF_8);

    private final ConnectionEvent event = new ConnectionEvent();

    /** An event that says no more than its time. */
    public static EventRow event(Kind kind, long second) {
        var row = new EventRow();
        row.event.kind = kind;
        row.event.at = second * SECOND;
        row.event.order = ConnectionEvent.order((int) (second / DAY), 0);
        row.event.offset = second;
        row.event.file = FILE;
        return row;
    }

    public static EventRow accepted(long second) {
        return event(Kind.ACCEPTED, second).with(EventText.IP, "192.0.2.7").withPort(51322);
    }

    public static EventRow opened(long second, String user, String server, String resource) {
        return event(Kind.OPENED, second).jid(user, server, resource);
    }

    /** A close line; the text is the JID and what stands behind it. */
    public static EventRow closed(long second, String text) {
        return event(Kind.CLOSED, second).with(EventText.TEXT, text);
    }

    public EventRow jid(String user, String server, String resource) {
        return with(EventText.USER, user).with(EventText.SERVER, server).with(EventText.RESOURCE, resource);
    }

    public EventRow with(EventText text, String value) {
        return with(text, value.getBytes(UTF_8));
    }

    public EventRow with(EventText text, byte[] value) {
        event.set(text, value, 0, value.length);
        return this;
    }

    public EventRow withPort(int port) {
        event.port = port;
        return this;
    }

    public EventRow withSeconds(int seconds) {
        event.seconds = seconds;
        return this;
    }

    /** The same, at another place of the log. */
    public EventRow at(int fileOrder, long offset) {
        event.order = ConnectionEvent.order((int) (event.at / SECOND / DAY), fileOrder);
        event.offset = offset;
        return this;
    }

    public ConnectionEvent event() {
        return event;
    }

    /** Events of one connection, in the order of the log, as a row of {@link Events#GATHERED}. */
    public static Row gathered(int log, int boot, String id, EventRow... events) {
        byte[] bytes = id.getBytes(UTF_8);
        var out = new BytesOut();
        long at = 0;
        long offset = 0;
        for (EventRow row : events) {
            row.event.write(out, at, offset);
            at = row.event.at;
            offset = row.event.offset;
        }
        ConnectionEvent first = events[0].event;
        return RowFactory.create(
                Fragments.key(log, boot, bytes, 0, bytes.length),
                log,
                boot,
                bytes,
                first.kind == Kind.CARRIED ? Long.MIN_VALUE : first.order,
                first.offset,
                first.file,
                out.toArray());
    }

    /** All that an event says, in one line. */
    static String describe(ConnectionEvent event) {
        var said = new StringJoiner(" ");
        said.add(event.kind + " at " + event.at + " in " + event.order + ":" + event.offset);
        said.add("ports " + event.port + " " + event.localPort + " sid " + event.sidAt + " waits " + event.seconds);
        for (EventText text : EventText.ALL) {
            byte[] bytes = event.text(text);
            said.add(text + (bytes == null ? " none" : "=" + Arrays.toString(bytes)));
        }
        return said.toString();
    }
}
