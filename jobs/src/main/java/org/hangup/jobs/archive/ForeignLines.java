package org.hangup.jobs.archive;

import org.hangup.event.Event;
import org.hangup.event.MessageCatalogue;
import org.hangup.log.LogRecord;

/** The lines behind a record's meaning: another program's, which wrote to the same terminal or file. */
final class ForeignLines {
    private ForeignLines() {}

    /** How many of the lines of a record are nobody's; those of a message that no row of the catalogue knows count as its own. */
    static int count(LogRecord r, Event event) {
        int end = end(r, event);
        int n = 0;
        for (int i = end; i < r.messageEnd; i++) {
            n += r.bytes[i] == '\n' && i + 1 < r.messageEnd && r.bytes[i + 1] != '\n' ? 1 : 0;
        }
        return n;
    }

    /** Where they begin in the record's bytes; the message's end if there are none. */
    static int end(LogRecord r, Event event) {
        MessageCatalogue catalogue = MessageCatalogue.builtIn();
        if (!catalogue.mayMatch(r.bytes, r.messageStart, r.messageEnd, r.moduleStart, r.moduleEnd)
                || !catalogue.matchEvent(
                        r.bytes, r.messageStart, r.messageEnd, r.bytes, r.moduleStart, r.moduleEnd, null, event)) {
            return r.messageEnd;
        }
        return event.end;
    }
}
