package org.hangup.jobs.archive;

import org.hangup.event.Event;
import org.hangup.event.EventField;
import org.hangup.event.MessageCatalogue;
import org.hangup.event.StreamErrorText;
import org.hangup.log.LogRecord;

/**
 * The close line of a client that sent a stream error: {@code (tls|<0.5.0>) Closing c2s session for JID: Stream closed by peer: TEXT
 * (condition)} (ejabberd_c2s, 17.03 and later). The text is what the client sent; a line feed in it begins a line of the log. What stands
 * behind it is the server's.
 */
final class StreamError {
    private static final byte[] CLOSING = MarkFinder.ascii("Closing c2s ");
    private static final byte[] PEER = MarkFinder.ascii("Stream closed by peer: ");

    private StreamError() {}

    /** Whether a record is such a line without its end: its text goes on in what seem to be other records. */
    static boolean isTorn(LogRecord r) {
        byte[] b = r.bytes;
        int text = FailedLogin.text(b, r.messageStart, r.messageEnd);
        if (text < 0
                || b[text] != 'C'
                || !MarkFinder.starts(b, text, r.messageEnd, CLOSING)
                || MarkFinder.find(b, text, r.messageEnd, PEER) < 0
                || FailedLogin.isCut(r, r.length)) {
            return false;
        }
        // a resource may hold the same words, so it is the reason that counts
        var event = new Event();
        boolean known = MessageCatalogue.builtIn()
                .match(b, r.messageStart, r.messageEnd, b, r.moduleStart, r.moduleEnd, null, event);
        byte[] reason = known ? event.bytes(EventField.REASON) : null;
        if (reason == null) {
            return false;
        }
        int from = event.from(EventField.REASON);
        int to = event.to(EventField.REASON);
        return StreamErrorText.is(reason, from, to) && StreamErrorText.end(reason, from, to) < 0;
    }

    /** Whether a line of a record ends as such a text does. */
    static boolean endsAsOne(LogRecord r) {
        int from = r.messageStart;
        for (int i = from; i <= r.messageEnd; i++) {
            if (i == r.messageEnd || r.bytes[i] == '\n') {
                if (StreamErrorText.endsInCondition(r.bytes, from, i)) {
                    return true;
                }
                from = i + 1;
            }
        }
        return false;
    }
}
