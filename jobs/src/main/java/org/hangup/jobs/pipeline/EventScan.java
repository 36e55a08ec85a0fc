package org.hangup.jobs.pipeline;

import org.hangup.event.Event;
import org.hangup.event.EventField;
import org.hangup.jobs.exchange.RowSink;
import org.hangup.jobs.exchange.RowSource;
import org.hangup.log.LogRecord;

/**
 * The events of logs in which each line names its connection by one id, gathered by connection: {@link EventRows}. (17.12
 * and later, but for websockets and BOSH; see {@link Identities} for the others.)
 */
final class EventScan implements RowSource {
    private final EventReader events;
    private final Fragments fragments = new Fragments();
    private boolean reading;

    EventScan(EventReader events) {
        this.events = events;
    }

    @Override
    public boolean step(RowSink out) {
        if (!reading) {
            reading = events.openNext();
            if (reading) {
                fragments.file(events.file().log(), events.file().order(), events.event().file);
            }
            return reading;
        }
        reading = events.next();
        if (reading) {
            add(out);
        }
        if (!reading || fragments.isFull()) {
            fragments.takeAll(out);
        }
        return true;
    }

    private void add(RowSink out) {
        Event message = events.message();
        LogRecord record = events.record();
        if (message.has(EventField.CONNECTION)) {
            fragments.add(
                    events.boot(),
                    message.bytes(EventField.CONNECTION),
                    message.from(EventField.CONNECTION),
                    message.to(EventField.CONNECTION),
                    events.event(),
                    out);
        } else if (events.event().kind != Kind.ACCEPTED && record.pidStart < record.pidEnd) {
            fragments.add(events.boot(), record.bytes, record.pidStart, record.pidEnd, events.event(), out);
        }
    }
}
