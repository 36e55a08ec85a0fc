package org.hangup.jobs.pipeline;

import org.hangup.event.Event;
import org.hangup.event.EventField;
import org.hangup.log.LogRecord;

/**
 * The events of logs in which each line names its connection by one id, gathered by connection: {@link EventRows}. (17.12
 * and later, but for websockets and BOSH; see {@link Identities} for the others.)
 */
final class EventScan extends MadeRows {
    private final EventReader events;
    private final Fragments fragments = new Fragments();
    private boolean reading;
    private boolean taking;

    EventScan(EventReader events) {
        this.events = events;
    }

    @Override
    boolean step() {
        if (taking) {
            taking = fragments.hasNext();
            if (taking) {
                give(fragments.next());
            }
            return true;
        }
        if (!reading) {
            reading = events.openNext();
            if (reading) {
                fragments.file(events.file().log(), events.file().order(), events.event().file);
            }
            return reading;
        }
        read();
        return true;
    }

    /** Reads on until there is a row to send, or the piece's end: then all that was gathered is sent. */
    private void read() {
        byte[] row = null;
        while (row == null && !taking) {
            reading = events.next();
            if (reading) {
                add();
            }
            row = fragments.pending();
            taking = !reading || fragments.isFull();
        }
        if (row != null) {
            give(row);
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
