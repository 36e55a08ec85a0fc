package org.hangup.event;

import java.util.List;

/**
 * The reason {@code Stream closed by peer: TEXT (condition)}, or with no text {@code Stream closed by peer: condition} (xmpp:format_stream_error/2,
 * ejabberd 17.03 and later). The text is the client's, and may hold line feeds and whatever looks like a record; it goes on to its condition.
 */
public final class StreamErrorText {
    private static final byte[] PEER = Bytes.of("Stream closed by peer: ");
    /** RFC 6120 section 4.9.3, xml-not-well-formed and invalid-id of RFC 3920, and what the server prints where there is none. */
    private static final List<byte[]> CONDITIONS = List.of(
                    "bad-format",
                    "bad-namespace-prefix",
                    "conflict",
                    "connection-timeout",
                    "host-gone",
                    "host-unknown",
                    "improper-addressing",
                    "internal-server-error",
                    "no reason",
                    "invalid-from",
                    "invalid-id",
                    "invalid-namespace",
                    "invalid-xml",
                    "not-authorized",
                    "not-well-formed",
                    "policy-violation",
                    "remote-connection-failed",
                    "reset",
                    "resource-constraint",
                    "restricted-xml",
                    "see-other-host",
                    "system-shutdown",
                    "undefined-condition",
                    "unsupported-encoding",
                    "unsupported-feature",
                    "unsupported-stanza-type",
                    "unsupported-version",
                    "xml-not-well-formed")
            .stream()
            .map(Bytes::of)
            .toList();

    /** Of a condition with its parentheses: what a client wrote before it, however much, is not looked at. */
    private static final int LONGEST =
            CONDITIONS.stream().mapToInt(condition -> condition.length).max().orElse(0) + 2;

    private StreamErrorText() {}

    /** Whether [from, to) begins as such a reason. */
    public static boolean is(byte[] b, int from, int to) {
        return Bytes.startsWith(b, from, to, PEER);
    }

    /** Where the reason that begins so ends: behind the last condition at the end of a line; -1 if there is none, and its text goes on. */
    public static int end(byte[] b, int from, int to) {
        int text = from + PEER.length;
        for (int end = to; end > text; end = Bytes.lastIndexOf(b, text, end, '\n')) {
            end = Bytes.stripEnd(b, text, end);
            if (endsInCondition(b, text, end)) {
                return end;
            }
        }
        int first = Bytes.indexOf(b, text, to, '\n');
        int end = Bytes.stripEnd(b, text, first < 0 ? to : first);
        return isCondition(b, text, end) ? end : -1;
    }

    /** Whether [from, to) ends in {@code (condition)}. */
    public static boolean endsInCondition(byte[] b, int from, int to) {
        if (to - from < 2 || b[to - 1] != ')') {
            return false;
        }
        int open = Bytes.lastIndexOf(b, Math.max(from, to - LONGEST), to, '(');
        return open >= 0 && isCondition(b, open + 1, to - 1);
    }

    /** Whether [from, to) is the name of a condition. */
    public static boolean isCondition(byte[] b, int from, int to) {
        for (byte[] condition : CONDITIONS) {
            if (Bytes.equal(b, from, to, condition)) {
                return true;
            }
        }
        return false;
    }
}
