package org.hangup.jobs.archive;

import java.nio.charset.StandardCharsets;
import org.hangup.log.LogRecord;

/**
 * The record of a failed login: {@code (tls|<0.5.0>) Failed c2s PLAIN authentication for NAME@HOST from 192.0.2.1: REASON} (ejabberd_c2s,
 * 17.03 and later), {@code (..) Failed authentication for NAME@HOST from 192.0.2.1} (2.1.12 to 17.01; up to 2.1.11 without address).
 * The name, and a mechanism that the server does not have, are what the client sent; a line feed in them begins a line of the log. What
 * stands behind the name is the server's.
 */
final class FailedLogin {
    private static final byte[] C2S = ascii("Failed c2s ");
    private static final byte[] OLD = ascii("Failed authentication for ");
    private static final byte[] FROM = ascii(" from ");
    private static final byte[] IP = ascii("IP ");
    private static final byte[] DOTS = ascii("...");
    /** What misc:ip_to_list/1 and may_hide_data/1 print where there is no address to show. */
    private static final byte[][] NO_ADDRESS = {ascii("hidden_by_ejabberd"), ascii("unknown"), ascii("unix")};
    /** Bytes of the bracket that names the connection. */
    private static final int BRACKET = 160;
    /** Bytes of a tail: host, address and reason. */
    private static final int TAIL = 512;
    /** lager cuts messages at 4096 characters, the OTP logger whole records at 102400; a little less, for what is not counted here. */
    private static final int CUT_BY_LAGER = 4000;

    private static final int CUT_BY_OTP = 102_000;

    private FailedLogin() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether a record begins as one of a failed login. */
    static boolean is(LogRecord r) {
        byte[] b = r.bytes;
        int text = text(b, r.messageStart, r.messageEnd);
        return text >= 0
                && b[text] == 'F'
                && (MarkFinder.starts(b, text, r.messageEnd, C2S) || MarkFinder.starts(b, text, r.messageEnd, OLD));
    }

    /** Where the text begins behind the bracket, or -1. */
    private static int text(byte[] b, int from, int to) {
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
        if (isCut(r, r.length) || hasTail(b, r.messageStart, r.messageEnd, false)) {
            return true;
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
        // a name may end in what becomes the pid of a header, so that the host is its module
        return hasTail(r.bytes, r.pidStart < r.pidEnd ? r.pidStart : r.messageStart, r.messageEnd, true);
    }

    private static boolean hasTail(byte[] b, int from, int to, boolean strict) {
        int first = Math.max(from, to - TAIL);
        for (int i = to - 1; i >= first && b[i] != '\n'; i--) {
            if (b[i] == ' ' && MarkFinder.starts(b, i, to, FROM)) {
                int end = addressEnd(b, i + FROM.length, to, strict);
                // the at sign may be gone: a name that ends in the first bytes of a colour makes it their last
                if (end > 0 && (end < to || at(b, i, first) >= 0)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The at sign of a {@code @host} that ends at {@code to}, or -1. */
    private static int at(byte[] b, int to, int from) {
        int i = to - 1;
        while (i >= from && b[i] != '@' && b[i] != '/' && (b[i] > ' ' || b[i] < 0)) {
            i--;
        }
        return i >= from && i < to - 1 && b[i] == '@' ? i : -1;
    }

    /** The end of {@code 192.0.2.1}, of the address in {@code 192.0.2.1: REASON}, or of {@code IP 192.0.2.1 ({192,0,2,1})}; -1 if nothing of that stands there. */
    private static int addressEnd(byte[] b, int from, int to, boolean strict) {
        int begin = MarkFinder.starts(b, from, to, IP) ? from + IP.length : from;
        int blank = begin;
        while (blank < to && b[blank] != ' ') {
            blank++;
        }
        boolean reason = blank < to && b[blank - 1] == ':';
        boolean term = blank + 1 < to && b[blank + 1] == '(' && begin > from;
        if (blank == begin || (blank < to && !reason && !term)) {
            return -1;
        }
        int end = reason ? blank - 1 : blank;
        return !strict || (isIp(b, begin, end) && (!reason || isReason(b, blank, to))) ? end : -1;
    }

    private static boolean isIp(byte[] b, int from, int to) {
        for (byte[] word : NO_ADDRESS) {
            if (to - from == word.length && MarkFinder.starts(b, from, to, word)) {
                return true;
            }
        }
        boolean separated = false;
        for (int i = from; i < to; i++) {
            separated |= b[i] == '.' || b[i] == ':';
            if (b[i] != '.' && b[i] != ':' && Character.digit(b[i], 16) < 0) {
                return false;
            }
        }
        return separated && to - from > 1;
    }

    /** Why a name with a line feed is refused, the server says in plain words. */
    private static boolean isReason(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (b[i] == '<' || b[i] == '"' || b[i] == ':' || b[i] == '/') {
                return false;
            }
        }
        return true;
    }
}
