package org.hangup.jobs.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hangup.jobs.events.BytesOut;
import org.hangup.jobs.events.EventRow;
import org.hangup.jobs.events.EventText;
import org.hangup.jobs.events.Kind;

/** Folds the events of one id. */
public final class Folds {
    private Folds() {}

    /** What the day before left of a connection, as the first event of its id. */
    public static EventRow carried(Facts facts) {
        var out = new BytesOut();
        facts.write(out);
        return EventRow.event(Kind.CARRIED, 0).with(EventText.CARRIED, out.toArray());
    }

    public static List<Facts> fold(EventRow... events) {
        var connections = new ArrayList<Facts>();
        var fold = new ConnectionFold(connection -> connections.add(connection.facts()));
        for (EventRow event : events) {
            fold.add(event.event());
        }
        fold.finish();
        return connections;
    }

    /** The one connection that the events are of. */
    public static Facts only(EventRow... events) {
        var connections = fold(events);
        assertThat(connections).hasSize(1);
        return connections.get(0);
    }
}
