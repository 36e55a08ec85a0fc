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

    /** Whether the text of a stream error goes on behind a record. */
    enum Torn {
        NO,
        /** If the words of a stream error do not stand in the name of the client's resource. */
        UNLESS_NAMED_SO,
        YES
    }

    private StreamError() {}

    /** Whether the words of a stream error stand in the resource of a session that is opened: its close line may be read in two ways. */
    static boolean opensOddly(LogRecord r) {
        return opens(r) && MarkFinder.find(r.bytes, r.messageStart, r.messageEnd, PEER) >= 0;
    }

    /** The JID of a session that is opened. */
    static byte[] jid(LogRecord r) {
        int text = FailedLogin.text(r.bytes, r.messageStart, r.messageEnd);
        return Arrays.copyOfRange(r.bytes, text + OPENED.length, r.messageEnd);
    }

    /** Whether a record tells that a session was opened. */
    static boolean opens(LogRecord r) {
        int text = FailedLogin.text(r.bytes, r.messageStart, r.messageEnd);
        return text >= 0 && MarkFinder.starts(r.bytes, text, r.messageEnd, OPENED);
    }

    /**
     * Whether a record is such a line without its end: its text goes on in what seem to be other records.
     *
     * @param jid of the session, null if it is not known
     */
    static Torn torn(LogRecord r, byte[] jid) {
        byte[] b = r.bytes;
        int to = r.messageEnd;
        int text = FailedLogin.text(b, r.messageStart, to);
        if (text < 0 || b[text] != 'C' || !MarkFinder.starts(b, text, to, CLOSING) || FailedLogin.isCut(r, r.length)) {
            return Torn.NO;
        }
        int behind = jid == null ? -1 : behind(jid, b, text, to);
        int words = MarkFinder.find(b, Math.max(text, behind), to, PEER);
        if (words < 0 || (behind >= 0 && words > behind) || StreamErrorText.end(b, words + 2, to) >= 0) {
            return Torn.NO;
        }
        return behind < 0 && endsInAnotherReason(r, words + 2) ? Torn.UNLESS_NAMED_SO : Torn.YES;
    }

    /** Where the reason begins, with its colon, if the record names the JID; else -1. */
    private static int behind(byte[] jid, byte[] b, int from, int to) {
        int name = MarkFinder.find(b, from, to, FOR);
        return name >= 0 && MarkFinder.starts(b, name + FOR.length, to, jid) ? name + FOR.length + jid.length : -1;
    }

    private static boolean endsInAnotherReason(LogRecord r, int words) {
        var event = new Event();
        boolean known = MessageCatalogue.builtIn()
                .match(r.bytes, r.messageStart, r.messageEnd, r.bytes, r.moduleStart, r.moduleEnd, null, event);
        return known
                && event.bytes(EventField.REASON) != null
                && event.to(EventField.REASON) - event.from(EventField.REASON) != r.messageEnd - words;
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
