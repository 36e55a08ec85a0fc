package org.hangup.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a chunk of XML in a debug trace tells of a stream's end. A chunk is what one read or write moved: it may hold several
 * stanzas, or begin and end in the middle of one.
 *
 * <p>Only markup at the level of the stream counts (RFC 6120 section 4). Text and attribute values cannot hold a bare
 * {@code <}, and CDATA, comments and elements inside a stanza are passed over, so no message can forge an end.
 */
final class XmlTrace {
    private static final byte[] CLEAN_END = Bytes.of("Stream reset by peer");
    private static final byte[] PING = Bytes.of("ping");
    private static final byte[] ERROR = Bytes.of("iq error");
    private static final byte[] IQ = Bytes.of("iq ");
    private static final byte[] ERROR_TYPE = Bytes.of("error");
    private static final byte[] AUTH_FAILURE = Bytes.of("auth failure");
    private static final byte[] CUT = Bytes.of("...");
    private static final byte[] COMMENT = Bytes.of("!--");
    private static final byte[] COMMENT_END = Bytes.of("-->");
    private static final byte[] CDATA = Bytes.of("![CDATA[");
    private static final byte[] CDATA_END = Bytes.of("]]>");
    private static final byte[][] RECEIVED = {Bytes.of("/stream:stream"), Bytes.of("stream:error"), Bytes.of("close")};
    private static final byte[][] SENT = {Bytes.of("stream:error"), Bytes.of("failure"), Bytes.of("ping")};

    /** Longer ones may have been cut (lager: 4096 characters), which shows only at their end. */
    private static final int LONGEST_WHOLE = 4000;

    private final byte[] b;
    private final boolean received;
    private int depth;
    private int level;
    private byte[] found;
    private byte[] id;
    /** Whom a ping is for. */
    private byte[] pinged;

    private XmlTrace(byte[] b, boolean received) {
        this.b = b;
        this.received = received;
    }

    /**
     * Fills {@code reason} with what matters in the printed XML, and {@code text} with {@code ...} if the log holds only a part of it, else of a
     * ping or of an error with its id. Whom a ping is for is the event's JID: a console prints nothing else that tells.
     */
    static void read(byte[] b, int from, int to, boolean received, Event event) {
        if (!mayMatter(b, from, to, received)) {
            return;
        }
        XmlTrace trace = new XmlTrace(bytes(b, from, to, event), received);
        trace.scan();
        if (trace.found != null) {
            event.set(EventField.REASON, trace.found);
            if (trace.id != null && !event.has(EventField.TEXT)) {
                event.set(EventField.TEXT, trace.id);
            }
            if (trace.pinged != null) {
                Arguments.jid(trace.pinged, 0, trace.pinged.length, event);
            }
        }
    }

    /** The XML that was printed. */
    private static byte[] bytes(byte[] b, int from, int to, Event event) {
        if (isBare(b, from, to)) {
            return Arrays.copyOfRange(b, from + 1, to - 1);
        }
        PrintedBytes xml = PrintedBytes.read(b, from, to);
        if (xml.cut()) {
            event.set(EventField.TEXT, CUT);
        }
        return xml.bytes();
    }

    /** MongooseIM up to 3.7 writes XML between quotes as it is: then quotes stand in it that are neither escaped nor end a line's part of it. */
    private static boolean isBare(byte[] b, int from, int to) {
        if (to - from < 2 || b[from] != '"' || b[to - 1] != '"') {
            return false;
        }
        for (int i = from + 1; i < to - 1; i++) {
            if (b[i] == '\\') {
                i++;
            } else if (b[i] == '"') {
                int next = Bytes.skipSpace(b, i + 1, to);
                return next == i + 1 || b[next] != '"';
            }
        }
        return false;
    }

    /**
     * Whether the XML must be looked at closely. Mostly it is one whole binary or string on one line, and its tags can be searched
     * as they stand.
     */
    private static boolean mayMatter(byte[] b, int from, int to, boolean received) {
        byte[][] tags = received ? RECEIVED : SENT;
        if (to - from < 4 || to - from > LONGEST_WHOLE) {
            return true;
        }
        boolean binary =
                b[from] == '<' && b[from + 1] == '<' && b[from + 2] == '"' && b[to - 1] == '>' && b[to - 3] == '"';
        if (!binary && !(b[from] == '"' && b[to - 1] == '"')) {
            return true;
        }
        for (int i = from + 1; i < to; i++) {
            byte c = b[i];
            if (c == '<') {
                for (byte[] tag : tags) {
                    if (b[i + 1] == tag[0] && Bytes.startsWith(b, i + 1, to, tag)) {
                        return true;
                    }
                }
                if (received && b[i + 1] == 'i' && Bytes.startsWith(b, i + 1, to, IQ) && isError(b, i, to)) {
                    return true;
                }
            } else if (c == '\n') {
                return true;
            }
        }
        return false;
    }

    private static boolean isError(byte[] b, int tag, int to) {
        int end = Bytes.indexOf(b, tag, to, '>');
        return Bytes.indexOf(b, tag, end < 0 ? to : end, ERROR_TYPE) >= 0;
    }

    private void scan() {
        int i = Bytes.indexOf(b, 0, b.length, '<');
        while (i >= 0) {
            i = Bytes.indexOf(b, tag(i + 1), b.length, '<');
        }
    }

    /** Reads the tag whose name begins at {@code i}; returns where to go on. */
    private int tag(int i) {
        if (i >= b.length) {
            return i;
        }
        if (b[i] == '!' || b[i] == '?') {
            byte[] end = startsWith(i, COMMENT) ? COMMENT_END : startsWith(i, CDATA) ? CDATA_END : Bytes.of(">");
            int at = Bytes.indexOf(b, i, b.length, end);
            return at < 0 ? b.length : at + end.length;
        }
        int end = tagEnd(i);
        if (b[i] == '/') {
            endTag(i + 1, end);
        } else {
            startTag(i, end);
        }
        return Math.min(end + 1, b.length);
    }

    private void endTag(int from, int end) {
        if (nameIs(from, end, "stream:stream")) {
            if (received && depth <= level && end < b.length) {
                found = found == null || found == ERROR ? CLEAN_END : found;
            }
            return;
        }
        depth--;
        level = Math.min(level, depth);
    }

    private void startTag(int from, int end) {
        if (nameIs(from, end, "stream:stream")) {
            depth = level;
            return;
        }
        if (depth <= level) {
            stanza(from, end);
        }
        boolean empty = end < b.length && b[end - 1] == '/';
        depth += empty ? 0 : 1;
    }

    private void stanza(int from, int end) {
        if (nameIs(from, end, "stream:error")) {
            found = streamError(end + 1);
        } else if (received) {
            if (nameIs(from, end, "close") && attributeIs(from, end, "xmlns", "urn:ietf:params:xml:ns:xmpp-framing")) {
                found = found == null || found == ERROR ? CLEAN_END : found;
            } else if (found == null && nameIs(from, end, "iq") && attributeIs(from, end, "type", "error")) {
                found = ERROR;
                id = id(from, end);
            }
        } else if (found == null && nameIs(from, end, "failure")) {
            boolean sasl = attributeIs(from, end, "xmlns", "urn:ietf:params:xml:ns:xmpp-sasl")
                    || attributeIs(from, end, "xmlns", "urn:xmpp:sasl:2");
            found = sasl ? AUTH_FAILURE : null;
        } else if (found == null && nameIs(from, end, "iq") && isPing(from, end)) {
            found = PING;
            id = id(from, end);
            long receiver = attribute(from, end, "to");
            pinged = receiver < 0 ? null : Bytes.of(decode((int) (receiver >>> 32), (int) receiver));
        }
    }

    private byte[] id(int from, int end) {
        long place = attribute(from, end, "id");
        return place < 0 ? null : Arrays.copyOfRange(b, (int) (place >>> 32), (int) place);
    }

    /** A ping of the server itself: type get, from a bare host or the user's own bare JID, and nothing but the ping inside (XEP-0199, mod_ping). */
    private boolean isPing(int from, int end) {
        int child = Bytes.indexOf(b, Math.min(end, b.length), b.length, '<') + 1;
        if (child == 0 || !attributeIs(from, end, "type", "get")) {
            return false;
        }
        int childEnd = tagEnd(child);
        long sender = attribute(from, end, "from");
        boolean host = sender < 0 || Bytes.indexOf(b, (int) (sender >>> 32), (int) sender, '@') < 0;
        return (host || isOwnAccount(sender, attribute(from, end, "to")))
                && nameIs(child, childEnd, "ping")
                && attributeIs(child, childEnd, "xmlns", "urn:xmpp:ping");
    }

    /** Whether the sender is the bare JID of the receiver: no client can send from one. */
    private boolean isOwnAccount(long sender, long receiver) {
        int from = (int) (sender >>> 32);
        int bare = (int) (receiver >>> 32) + (int) sender - from;
        return receiver >= 0
                && bare < (int) receiver
                && b[bare] == '/'
                && Arrays.equals(b, from, (int) sender, b, (int) (receiver >>> 32), bare);
    }

    /** {@code Stream closed by peer: TEXT (condition)}, as ejabberd's close line would put it (xmpp_stream_in:format_error/1). */
    private byte[] streamError(int from) {
        String condition = null;
        String text = "";
        int i = Bytes.indexOf(b, Math.min(from, b.length), b.length, '<');
        while (i >= 0 && i + 1 < b.length && !(b[i + 1] == '/' && nameIs(i + 2, tagEnd(i + 2), "stream:error"))) {
            int end = tagEnd(i + 1);
            if (b[i + 1] != '/') {
                if (nameIs(i + 1, end, "text")) {
                    int close = Bytes.indexOf(b, Math.min(end + 1, b.length), b.length, '<');
                    text = decode(Math.min(end + 1, b.length), close < 0 ? b.length : close);
                } else if (condition == null) {
                    condition = new String(b, i + 1, nameEnd(i + 1, end) - i - 1, StandardCharsets.UTF_8);
                }
            }
            i = Bytes.indexOf(b, Math.min(end, b.length), b.length, '<');
        }
        String by = received ? "Stream closed by peer" : "Stream closed by local host";
        if (condition == null) {
            return Bytes.of(by);
        }
        return Bytes.of(by + ": " + (text.isEmpty() ? condition : text + " (" + condition + ")"));
    }

    private String decode(int from, int to) {
        String raw = new String(b, from, to - from, StandardCharsets.UTF_8);
        return raw.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }

    /** The {@code >} that ends the tag, or the end of the chunk; quoted values may hold one. */
    private int tagEnd(int from) {
        byte quote = 0;
        for (int i = from; i < b.length; i++) {
            byte c = b[i];
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '>') {
                return i;
            }
        }
        return b.length;
    }

    private int nameEnd(int from, int end) {
        int i = from;
        while (i < end && !Bytes.isSpace(b[i]) && b[i] != '/' && b[i] != '>') {
            i++;
        }
        return i;
    }

    private boolean nameIs(int from, int end, String name) {
        int nameEnd = nameEnd(from, end);
        return nameEnd - from == name.length() && startsWith(from, Bytes.of(name));
    }

    private boolean startsWith(int from, byte[] wanted) {
        return Bytes.startsWith(b, from, b.length, wanted);
    }

    private boolean attributeIs(int from, int end, String name, String value) {
        long place = attribute(from, end, name);
        return place >= 0 && Bytes.equal(b, (int) (place >>> 32), (int) place, Bytes.of(value));
    }

    /** Where the attribute's value is, begin in the upper and end in the lower half; -1 if the tag has no such attribute. */
    private long attribute(int from, int end, String name) {
        int i = nameEnd(from, end);
        while (i < end) {
            i = Bytes.skipSpace(b, i, end);
            int equals = Bytes.indexOf(b, i, end, '=');
            if (equals < 0 || equals + 1 >= end) {
                return -1;
            }
            int open = Bytes.skipSpace(b, equals + 1, end);
            int close = open < end ? Bytes.indexOf(b, open + 1, end, (char) b[open]) : -1;
            if (close < 0) {
                return -1;
            }
            if (Bytes.equal(b, i, equals, Bytes.of(name))) {
                return (long) (open + 1) << 32 | close;
            }
            i = close + 1;
        }
        return -1;
    }
}
