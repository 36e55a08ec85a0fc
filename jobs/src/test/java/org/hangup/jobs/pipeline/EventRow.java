package org.hangup.jobs.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/** An event of a test; times are seconds since the epoch. */
final class EventRow {
    static final long SECOND = 1_000_000;
    private static final long DAY = 86_400;

    private final ConnectionEvent event = new ConnectionEvent();

    static EventRow event(Kind kind, long second) {
        var row = new EventRow();
        row.event.kind = kind;
        row.event.at = second * SECOND;
        row.event.day = (int) (second / DAY);
        row.event.order = ConnectionEvent.order(row.event.day, 0);
        row.event.offset = second;
        row.event.file = "ejabberd.log".getBytes(UTF_8);
        return row;
    }

    static EventRow accepted(long second) {
        return event(Kind.ACCEPTED, second).with(EventText.IP, "192.0.2.7").withPort(51322);
    }

    static EventRow opened(long second, String user, String server, String resource) {
        return event(Kind.OPENED, second).jid(user, server, resource);
    }

    static EventRow closed(long second, String text) {
        return event(Kind.CLOSED, second).with(EventText.TEXT, text);
    }

    static EventRow carried(Facts facts) {
        var row = event(Kind.CARRIED, 0);
        row.event.carried = facts;
        return row;
    }

    EventRow jid(String user, String server, String resource) {
        return with(EventText.USER, user).with(EventText.SERVER, server).with(EventText.RESOURCE, resource);
    }

    EventRow with(EventText text, String value) {
        byte[] bytes = value.getBytes(UTF_8);
        event.set(text, bytes, 0, bytes.length);
        return this;
    }

    private EventRow withPort(int port) {
        event.port = port;
        return this;
    }

    ConnectionEvent event() {
        return event;
    }

    /** All that an event says, in one line. */
    static String describe(ConnectionEvent event) {
        var said = new StringJoiner(" ");
        said.add(event.kind + " at " + event.at + " on day " + event.day + " in " + event.order + ":" + event.offset);
        said.add("ports " + event.port + " " + event.localPort + " sid " + event.sidAt);
        for (EventText text : EventText.ALL) {
            byte[] bytes = event.text(text);
            said.add(text + (bytes == null ? " none" : "=" + Arrays.toString(bytes)));
        }
        return said.toString();
    }

    static List<Facts> fold(EventRow... events) {
        var connections = new ArrayList<Facts>();
        var fold = new ConnectionFold(connection -> connections.add(connection.facts()));
        for (EventRow event : events) {
            fold.add(event.event());
        }
        fold.finish();
        return connections;
    }

    static Facts only(EventRow... events) {
        var connections = fold(events);
        assertThat(connections).hasSize(1);
        return connections.get(0);
    }
}
