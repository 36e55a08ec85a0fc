package org.hangup.jobs.archive;

import java.nio.charset.StandardCharsets;
import org.hangup.log.LogRecord;

/** What the bracket in front of a connection's message says: {@code (tls|<0.5.0>) ...}. */
final class ConnectionId {
    private static final byte[] SOCKET_STATE = ascii("({socket_state");
    private static final byte[] WEBSOCKET_TERM = ascii("({websocket,");
    private static final byte[] BOSH_TERM = ascii("({bosh_socket,");
    private static final byte[] RECEIVER = ascii(" receiver=<");
    private static final byte[] PORT = ascii("(#Port<");
    private static final byte[] WEBSOCKET = ascii("(websocket|");
    private static final byte[] BOSH = ascii("(http_bind|");

    private ConnectionId() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Whether a record whose message begins with a bracket, or is one of MongooseIM's with fields, names its connection by another id than the pid in its
     * header: a port or socket term (up to 17.01), the pid of a receiver (17.03 to 17.11), of a websocket or of a BOSH
     * session. The accept line, which the acceptor writes, does not count.
     */
    static boolean isAlias(LogRecord r) {
        byte[] b = r.bytes;
        int from = r.messageStart;
        int to = r.messageEnd;
        if (from + 2 >= to) {
            return false;
        }
        if (b[from] == 'w') {
            return MarkFinder.find(b, from, to, RECEIVER) >= 0;
        }
        return switch (b[from + 1]) {
            case '{' ->
                MarkFinder.starts(b, from, to, SOCKET_STATE)
                        || MarkFinder.starts(b, from, to, WEBSOCKET_TERM)
                        || MarkFinder.starts(b, from, to, BOSH_TERM);
            case '#' -> MarkFinder.starts(b, from, to, PORT);
            case 'w' -> MarkFinder.starts(b, from, to, WEBSOCKET);
            case 'h' -> MarkFinder.starts(b, from, to, BOSH);
            case 't' -> otherPid(r, from + 2, to);
            default -> false;
        };
    }

    /** {@code (tcp|<0.5.0>)}, {@code (tls_zlib|<0.5.0>)}: whether that pid is another than the header's. */
    private static boolean otherPid(LogRecord r, int from, int to) {
        byte[] b = r.bytes;
        int pid = r.pidEnd - r.pidStart;
        int bar = from;
        int end = Math.min(to, from + 12);
        while (bar < end && b[bar] != '|') {
            bar++;
        }
        if (pid == 0 || bar == end || bar + 1 + pid >= to || b[bar + 1] != '<') {
            return false;
        }
        for (int i = 0; i < pid; i++) {
            if (b[bar + 1 + i] != b[r.pidStart + i]) {
                return true;
            }
        }
        return false;
    }
}
