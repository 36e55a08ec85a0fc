package org.hangup.jobs.archive;

import java.util.Set;
import org.hangup.event.Event;
import org.hangup.event.EventField;
import org.hangup.event.MessageCatalogue;
import org.hangup.event.ReasonTable;
import org.hangup.log.LogRecord;

/**
 * The record of a failed login: {@code (tls|<0.5.0>) Failed c2s PLAIN authentication for NAME@HOST from 192.0.2.1: REASON} (ejabberd_c2s,
 * 17.03 and later), {@code (..) Failed authentication for NAME@HOST from 192.0.2.1} (2.1.12 to 17.01; up to 2.1.11 without address).
 * The name, and a mechanism that the server does not have, are what the client sent; a line feed in them begins a line of the log. What
 * stands behind the name is the server's.
 */
final class FailedLogin {
    private static final byte[] C2S = MarkFinder.ascii("Failed c2s ");
    private static final byte[] OLD = MarkFinder.ascii("Failed authentication for ");
    private static final byte[] FROM = MarkFinder.ascii(" from ");
    private static final byte[] FROM_IP = MarkFinder.ascii(" from IP ");
    private static final byte[] COLON = MarkFinder.ascii(":");
    private static final byte[] DOTS = MarkFinder.ascii("...");
    /** What misc:ip_to_list/1 and may_hide_data/1 print where there is no address to show. */
    private static final byte[][] NO_ADDRESS = {
        MarkFinder.ascii("hidden_by_ejabberd"), MarkFinder.ascii("unknown"), MarkFinder.ascii("unix")
    };

    private static final Set<String> HONEST =
            Set.of(MessageCatalogue.DETAIL, "mqtt_session_event", "admin_api_call", "password_changed");
    /** Bytes of the bracket that names the connection. */
    private static final int BRACKET = 160;
    /** Bytes of a tail: host, address and reason. */
    private static final int TAIL = 512;
    /** lager cuts messages at 4096 characters, the OTP logger whole records at 102400; a little less, for what is not counted here. */
    private static final int CUT_BY_LAGER = 4000;

    private static final int CUT_BY_OTP = 102_000;

    private FailedLogin() {}

    /** Whether a record begins as one of a failed login. */
    static boolean is(LogRecord r) {
        byte[] b = r.bytes;
        int text = text(b, r.messageStart, r.messageEnd);
        return text >= 0
                && b[text] == 'F'
                && (MarkFinder.starts(b, text, r.messageEnd, C2S) || MarkFinder.starts(b, text, r.messageEnd, OLD));
    }

    /** Where the text begins behind the bracket, or -1. */
    static int text(byte[] b, int from, int to) {
        if (from >= to || b[from] != '(') {
            return -1;
        }
        int end = Math.min(to - 2, from + BRACKET);
        int i = from + 1;
        while (i < end && b[i] != ')') {
            i++;
        }
        return i < end && b[i + 1] == ' ' ? i + 2 : -1;
    }

    /** Whether such a record has its end: if not, what it says goes on in what seem to be other records. */
    static boolean isWhole(LogRecord r) {
        byte[] b = r.bytes;
        if (isCut(r, r.length) || saysFrom(b, r.messageStart, r.messageEnd)) {
            return true;
        }
        // behind its end may stand lines of other programs; some versions end in the address, and give no reason
        for (int end = lineFeed(b, r.messageStart, r.messageEnd); end >= 0; end = lineFeed(b, r.messageStart, end)) {
            if (saysFrom(b, r.messageStart, end)
                    && (endsKnown(b, r.messageStart, end) || fromAddress(b, r.messageStart, end) >= 0)) {
                return true;
            }
        }
        // up to 2.1.11 there is no more than a name
        int text = text(b, r.messageStart, r.messageEnd);
        return MarkFinder.starts(b, text, r.messageEnd, OLD) && at(b, r.messageEnd, text + OLD.length) >= 0;
    }

    /** Whether the logger cut, at the end of this record, a text of so many bytes: then it ends in dots, whatever it was. */
    static boolean isCut(LogRecord r, long length) {
        int text = r.messageEnd - DOTS.length;
        return text > r.messageStart
                && MarkFinder.starts(r.bytes, text, r.messageEnd, DOTS)
                && length >= (r.layout.name().contains("lager") ? CUT_BY_LAGER : CUT_BY_OTP);
    }

    /** Whether any other record ends as only one of a failed login does. */
    static boolean endsAsOne(LogRecord r) {
        return hasTail(r, r.messageEnd) && !mayEndSo(r);
    }

    /** Whether a line before the last ends so, with a reason that is known: behind it stand lines of other programs. */
    static boolean endsAsOneWithin(LogRecord r) {
        byte[] b = r.bytes;
        for (int end = lineFeed(b, r.messageStart, r.messageEnd); end >= 0; end = lineFeed(b, r.messageStart, end)) {
            if (endsKnown(b, r.messageStart, end) && hasTail(r, end)) {
                return true;
            }
        }
        return false;
    }

    /** The same, but a line that is a failed login's from its beginning, as another program may show one, is none. */
    static boolean endsAsOneBeforeOthers(LogRecord r) {
        byte[] b = r.bytes;
        for (int end = lineFeed(b, r.messageStart, r.messageEnd); end >= 0; ) {
            int before = lineFeed(b, r.messageStart, end);
            int line = Math.max(before + 1, r.messageStart);
            boolean shown = MarkFinder.find(b, line, end, C2S) >= 0 || MarkFinder.find(b, line, end, OLD) >= 0;
            if (!shown && endsKnown(b, line, end) && hasTail(r, end)) {
                return true;
            }
            end = before;
        }
        return false;
    }

    /** Whether a line that ends at {@code to} ends in a reason that is known. */
    private static boolean endsKnown(byte[] b, int from, int to) {
        int reason = reasonStart(b, from, to);
        return reason >= 0 && ReasonTable.builtIn().find(b, reason + 2, to) != null;
    }

    /** The last line feed in [from, to), or -1. */
    private static int lineFeed(byte[] b, int from, int to) {
        int i = to - 1;
        while (i >= from && b[i] != '\n') {
            i--;
        }
        return i < from ? -1 : i;
    }

    /** Whether it is of a known message that may honestly end so, and that tells nothing of a client's connection. */
    private static boolean mayEndSo(LogRecord r) {
        var event = new Event();
        return MessageCatalogue.builtIn()
                        .match(r.bytes, r.messageStart, r.messageEnd, r.bytes, r.moduleStart, r.moduleEnd, null, event)
                && HONEST.contains(event.text(EventField.EVENT));
    }

    private static boolean hasTail(LogRecord r, int to) {
        byte[] b = r.bytes;
        // a name may end in what becomes the pid of a header, so that the host is its module
        int first = Math.max(r.pidStart < r.pidEnd ? r.pidStart : r.messageStart, to - TAIL);
        int from = fromAddress(b, first, to);
        if (from < 0 && to > first && b[to - 1] == ')') {
            int term = to - 1;
            while (term > first && b[term] != '(' && b[term] > ' ') {
                term--;
            }
            from = b[term] == '(' ? fromAddress(b, first, term - 1) : -1;
        }
        if (from >= 0) {
            return at(b, from, first) >= 0;
        }
        // the at sign may be gone: a name that ends in the first bytes of a colour makes it their last
        return fromAddress(b, first, reasonStart(b, first, to)) >= 0;
    }

    /** Where the colon stands before the reason, which the server gives in plain words; -1 if there is none. */
    private static int reasonStart(byte[] b, int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            switch (b[i]) {
                case ':' -> {
                    return i + 1 < to && b[i + 1] == ' ' ? i : -1;
                }
                case '<', '"', '/', '\n' -> {
                    return -1;
                }
                default -> {}
            }
        }
        return -1;
    }

    /** Where {@code  from } begins before an address that ends at {@code to}; -1 if that is not what stands there. */
    private static int fromAddress(byte[] b, int first, int to) {
        int begin = to;
        while (begin > first && isAddressByte(b[begin - 1])) {
            begin--;
        }
        if (begin == to || !isAddress(b, begin, to)) {
            return -1;
        }
        int from = endsWith(b, first, begin, FROM_IP) ? begin - FROM_IP.length : begin - FROM.length;
        return from >= first && MarkFinder.starts(b, from, begin, FROM) ? from : -1;
    }

    /** Of a number, or of one of the words. */
    private static boolean isAddressByte(byte c) {
        return c == '.'
                || c == ':'
                || c == '_'
                || (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'F');
    }

    private static boolean isAddress(byte[] b, int from, int to) {
        for (byte[] word : NO_ADDRESS) {
            if (to - from == word.length && MarkFinder.starts(b, from, to, word)) {
                return true;
            }
        }
        boolean separated = false;
        for (int i = from; i < to; i++) {
            separated |= b[i] == '.' || b[i] == ':';
            if (b[i] == '_' || b[i] > 'f') {
                return false;
            }
        }
        return separated && to - from > 1;
    }

    private static boolean endsWith(byte[] b, int from, int to, byte[] text) {
        return to - text.length >= from && MarkFinder.starts(b, to - text.length, to, text);
    }

    /** The at sign of a {@code @host} that ends at {@code to}, or -1. */
    private static int at(byte[] b, int to, int from) {
        int i = to - 1;
        while (i >= from && b[i] != '@' && b[i] != '/' && (b[i] > ' ' || b[i] < 0)) {
            i--;
        }
        return i >= from && i < to - 1 && b[i] == '@' ? i : -1;
    }

    /** Whether the last line says where from. Those of a failed login may be any words: an operator's reason, an address of whatever kind. */
    private static boolean saysFrom(byte[] b, int from, int to) {
        int first = Math.max(from, to - TAIL);
        for (int i = to - 1; i >= first && b[i] != '\n'; i--) {
            if (b[i] == ' ' && MarkFinder.starts(b, i, to, FROM)) {
                int end = i + FROM.length;
                while (end < to && b[end] != ' ') {
                    end++;
                }
                if (endsWith(b, i, end, COLON) || at(b, i, first) >= 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
