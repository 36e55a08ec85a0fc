package org.hangup.jobs.pipeline;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.hangup.event.Event;
import org.hangup.event.EventField;
import org.hangup.log.LogRecord;

/**
 * The events of logs in which each line names its connection by one id, gathered by connection: {@link EventRows}. (17.12
 * and later, but for websockets and BOSH; see {@link Identities} for the others.)
 */
final class EventScan implements Iterator<byte[]> {
    private final EventReader events;
    private final Fragments fragments = new Fragments();
    private boolean reading;
    private boolean taking;
    private byte[] row;

    EventScan(EventReader events) {
        this.events = events;
    }

    @Override
    public boolean hasNext() {
        while (row == null) {
            if (taking) {
                taking = fragments.hasNext();
                row = taking ? fragments.next() : null;
            } else if (reading) {
                read();
            } else if (events.openNext()) {
                reading = true;
                fragments.file(events.file().log(), events.file().order(), events.event().file);
            } else {
                return false;
            }
        }
        return true;
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        byte[] next = row;
        row = null;
        return next;
    }

    /** Reads on until there is a row to send, or the piece's end: then all that was gathered is sent. */
    private void read() {
        while (row == null && !taking) {
            reading = events.next();
            if (reading) {
                add();
            }
            row = fragments.pending();
            taking = !reading || fragments.isFull();
        }
    }

    private void add() {
        Event message = events.message();
        LogRecord record = events.record();
        if (message.has(EventField.CONNECTION)) {
            fragments.add(
                    events.boot(),
                    message.bytes(EventField.CONNECTION),
                    message.from(EventField.CONNECTION),
                    message.to(EventField.CONNECTION),
                    events.event());
        } else if (events.event().kind != Kind.ACCEPTED && record.pidStart < record.pidEnd) {
            fragments.add(events.boot(), record.bytes, record.pidStart, record.pidEnd, events.event());
        }
    }
}
