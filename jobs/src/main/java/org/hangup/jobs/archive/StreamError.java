package org.hangup.jobs.archive;

import java.util.Arrays;
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
    private static final byte[] OPENED = MarkFinder.ascii("Opened c2s session for ");
    private static final byte[] FOR = MarkFinder.ascii(" for ");
    private static final byte[] PEER = MarkFinder.ascii(": Stream closed by peer: ");
    private static final byte[] WAITING = MarkFinder.ascii("; waiting ");
    private static final byte[] RESUMPTION = MarkFinder.ascii(" seconds for stream resumption");
    /** Bytes of a colon and a blank. */
    private static final int COLON = 2;

    private StreamError() {}

    /**
     * Whether a record must be looked at again, with what stands around it: it may be such a line without its end, or it opens a session
     * whose resource holds the words of a stream error, so that its close line may be read in two ways.
     */
    static boolean isSuspect(LogRecord r) {
        int text = FailedLogin.text(r.bytes, r.messageStart, r.messageEnd);
        return text >= 0 && ((opens(r, text) && firstWords(r) >= 0) || mayBeTorn(r, text));
    }

    /** The JID of the session that a record tells was opened; null if it tells of none. */
    static byte[] openedJid(LogRecord r) {
        int text = FailedLogin.text(r.bytes, r.messageStart, r.messageEnd);
        return text >= 0 && opens(r, text) ? Arrays.copyOfRange(r.bytes, text + OPENED.length, r.messageEnd) : null;
    }

    /**
     * Whether a record is such a line without its end: its text goes on in what seem to be other records. Where its resource ends, its
     * session's opening tells.
     *
     * @param jid of the session that the record's process has opened, null if that is not known
     */
    static boolean isTorn(LogRecord r, byte[] jid) {
        int text = FailedLogin.text(r.bytes, r.messageStart, r.messageEnd);
        if (text < 0 || !mayBeTorn(r, text)) {
            return false;
        }
        int behind = jid == null ? -1 : behind(jid, r.bytes, text, r.messageEnd);
        return behind < 0
                ? isLikelyReason(r)
                : MarkFinder.starts(r.bytes, behind, r.messageEnd, PEER) && isTornAt(r, behind);
    }

    private static boolean opens(LogRecord r, int text) {
        return r.bytes[text] == 'O' && MarkFinder.starts(r.bytes, text, r.messageEnd, OPENED);
    }

    private static boolean mayBeTorn(LogRecord r, int text) {
        return r.bytes[text] == 'C'
                && MarkFinder.starts(r.bytes, text, r.messageEnd, CLOSING)
                && !FailedLogin.isCut(r, r.length)
                && isTornAt(r, firstWords(r));
    }

    private static int firstWords(LogRecord r) {
        return MarkFinder.find(r.bytes, r.messageStart, r.messageEnd, PEER);
    }

    private static boolean isTornAt(LogRecord r, int words) {
        return words >= 0 && StreamErrorText.end(r.bytes, words + COLON, reasonEnd(r)) < 0;
    }

    /** Where the reason begins, with its colon, if the record names the JID; else -1. */
    private static int behind(byte[] jid, byte[] b, int from, int to) {
        int name = MarkFinder.find(b, from, to, FOR);
        return name >= 0 && MarkFinder.starts(b, name + FOR.length, to, jid) ? name + FOR.length + jid.length : -1;
    }

    /** A session that waits for its client says so behind the reason. */
    private static int reasonEnd(LogRecord r) {
        int resumption = r.messageEnd - RESUMPTION.length;
        if (resumption < r.messageStart || !MarkFinder.starts(r.bytes, resumption, r.messageEnd, RESUMPTION)) {
            return r.messageEnd;
        }
        int end = resumption;
        while (end > r.messageStart && !MarkFinder.starts(r.bytes, end, r.messageEnd, WAITING)) {
            end--;
        }
        return end > r.messageStart ? end : r.messageEnd;
    }

    /** Whether the words of a stream error begin what is most likely the reason: a resource may hold them, too. */
    private static boolean isLikelyReason(LogRecord r) {
        var event = new Event();
        boolean known = MessageCatalogue.builtIn()
                .match(r.bytes, r.messageStart, r.messageEnd, r.bytes, r.moduleStart, r.moduleEnd, null, event);
        byte[] reason = known ? event.bytes(EventField.REASON) : null;
        return reason != null && StreamErrorText.is(reason, event.from(EventField.REASON), event.to(EventField.REASON));
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
