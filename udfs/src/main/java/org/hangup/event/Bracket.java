package org.hangup.event;

/**
 * The connection in the bracket before a message, as ejabberd prints it through the years: {@code (tls|<0.5.0>)} (17.03+),
 * {@code (<0.5.0>)}, {@code (#Port<0.7>)}, {@code ({socket_state,fast_tls,{tlssock,#Port<0.7>,#Port<0.8>},<0.5.0>})} (until
 * 17.01), {@code ({socket_state,ejabberd_http_ws,{http_ws,<0.5.0>,{{192,0,2,7},51322}},<0.6.0>})}, {@code (unknown)}; and
 * MongooseIM: <code>({websocket,<0.5.0>,{{192,0,2,7},51322}})</code>, <code>({bosh_socket,<<"sid">>,<0.5.0>,{{192,0,2,7},51322}})</code>, and from 3.7
 * the addresses behind the receiver, <code>({socket_state,gen_tcp,#Port<0.7>,<0.5.0>,#{src_address => {192,0,2,7},src_port => 51322}})</code>.
 */
final class Bracket {
    private static final byte[] PORT = Bytes.of("#Port<");
    private static final byte[] SOCKET_STATE = Bytes.of("{socket_state,");
    private static final byte[] TLS = Bytes.of("tls");
    /** The old SSL application's sockets, 0.7.5 to 2.0.5: {@code {socket_state,ssl,{sslsocket,5,<0.5.0>},<0.6.0>}}. */
    private static final byte[] SSL = Bytes.of("{sslsocket,");

    private static final byte[] HTTP = Bytes.of("{http_");
    private static final byte[] WEBSOCKET = Bytes.of("{websocket,");
    private static final byte[] BOSH = Bytes.of("{bosh_socket,");
    private static final byte[] DETAILS = Bytes.of(",#{");
    private static final byte[] TCP_NAME = Bytes.of("tcp");
    private static final byte[] TLS_NAME = TLS;
    private static final byte[] WEBSOCKET_NAME = Bytes.of("websocket");
    private static final byte[] BOSH_NAME = Bytes.of("bosh");

    private Bracket() {}

    /** Where the message begins behind a bracket at {@code from}: after its {@code ") "}, or -1 if there is no bracket. */
    static int end(byte[] b, int from, int to) {
        for (int i = from + 1; i < to - 1; i++) {
            if (b[i] == ')' && b[i + 1] == ' ') {
                return i + 2;
            }
        }
        return -1;
    }

    /** Fills connection, transport, receiver and, where the term has them, ip and port from the bytes inside the bracket. */
    static void read(byte[] b, int from, int to, Event event) {
        if (from >= to || Bytes.indexOf(b, from, to, '\n') >= 0) {
            return; // ejabberd prints it by ~w, on one line: somebody wrapped it
        }
        switch (b[from]) {
            case '<', '#' -> id(EventField.CONNECTION, b, from, to, event);
            case '{' -> term(b, from, to, event);
            default -> named(b, from, to, event);
        }
    }

    private static void named(byte[] b, int from, int to, Event event) {
        int bar = Bytes.indexOf(b, from, to, '|');
        if (bar < 0) {
            return;
        }
        transport(b, from, bar, event);
        if (bar + 1 < to && b[bar + 1] == '<') {
            id(EventField.CONNECTION, b, bar + 1, to, event);
        }
    }

    /**
     * A pid or port. Not what is left of one where a paste went through a web page that took {@code <0.7>} for a tag, or was wrapped
     * in the middle.
     */
    static void id(EventField field, byte[] b, int from, int to, Event event) {
        boolean port = Bytes.startsWith(b, from, to, PORT);
        int i = port ? from + PORT.length : b[from] == '<' ? from + 1 : to;
        int dots = 0;
        while (i < to && (Bytes.isDigit(b[i]) || b[i] == '.')) {
            dots += b[i] == '.' ? 1 : 0;
            i++;
        }
        if (dots == (port ? 1 : 2) && i == to - 1 && b[i] == '>') {
            event.set(field, b, from, to);
        }
    }

    /** {@code tcp}, {@code tls}, {@code tcp_zlib}, {@code tls_zlib}, {@code websocket}, {@code http_bind}. */
    private static void transport(byte[] b, int from, int to, Event event) {
        if (from == to) {
            return;
        }
        switch (b[from]) {
            case 't' -> event.set(EventField.TRANSPORT, to - from > 2 && b[from + 1] == 'l' ? TLS_NAME : TCP_NAME);
            case 'w' -> event.set(EventField.TRANSPORT, WEBSOCKET_NAME);
            case 'h' -> event.set(EventField.TRANSPORT, BOSH_NAME);
            default -> {}
        }
    }

    private static void term(byte[] b, int from, int to, Event event) {
        int http = http(b, from, to);
        if (http >= 0) {
            Arguments.http(b, http, to, event);
        } else {
            int port = Bytes.indexOf(b, from, to, PORT);
            int id = port >= 0 ? port : Bytes.indexOf(b, from, to, '<');
            int end = id < 0 ? -1 : Bytes.indexOf(b, id, to, '>');
            if (end >= 0) {
                id(EventField.CONNECTION, b, id, end + 1, event);
            }
        }
        if (Bytes.startsWith(b, from, to, SOCKET_STATE)) {
            socketState(b, from, to, http < 0, event);
        }
    }

    /** Where a term of a websocket or of BOSH begins; -1 if none does. */
    private static int http(byte[] b, int from, int to) {
        boolean whole = Bytes.startsWith(b, from, to, WEBSOCKET) || Bytes.startsWith(b, from, to, BOSH);
        return whole ? from : Bytes.indexOf(b, from, to, HTTP);
    }

    private static void socketState(byte[] b, int from, int to, boolean tcp, Event event) {
        if (tcp) {
            boolean secured = Bytes.indexOf(b, from, to, TLS) >= 0 || Bytes.indexOf(b, from, to, SSL) >= 0;
            event.set(EventField.TRANSPORT, secured ? TLS_NAME : TCP_NAME);
        }
        int details = Bytes.indexOf(b, from, to, DETAILS);
        if (details >= 0) {
            Arguments.details(b, details, to, event);
        }
        int end = details >= 0 ? details : to - 1;
        if (end > from + 2 && (details >= 0 || b[end] == '}') && b[end - 1] == '>') {
            int pid = Bytes.lastIndexOf(b, from, end, '<');
            if (pid > from && b[pid - 1] == ',') {
                id(EventField.RECEIVER, b, pid, end, event);
            }
        }
    }

    /** Names the transport of a term {@code {http_ws,..}}, {@code {http_bind,..}}, {@code {websocket,..}} and their like at {@code from}. */
    static void httpTransport(byte[] b, int from, int to, Event event) {
        boolean websocket = Bytes.startsWith(b, from, to, WEBSOCKET)
                || (from + HTTP.length < to && b[from + 1] == 'h' && b[from + HTTP.length] == 'w');
        event.set(EventField.TRANSPORT, websocket ? WEBSOCKET_NAME : BOSH_NAME);
    }

    static byte[] tcp() {
        return TCP_NAME;
    }

    static byte[] tls() {
        return TLS_NAME;
    }

    static byte[] websocket() {
        return WEBSOCKET_NAME;
    }

    static byte[] bosh() {
        return BOSH_NAME;
    }
}
