package org.hangup.event;

import org.hangup.xmpp.Jid;

/** Reads arguments that are more than a slice of text, and fills the event's fields from them. */
final class Arguments {
    private static final byte[] FOR = Bytes.of("for ");
    private static final byte[] CONN = Bytes.of("{conn,");
    private static final byte[] IP = Bytes.of("{ip,");
    private static final byte[] AUTH_MODULE = Bytes.of("{auth_module,");
    private static final byte[] SOURCE_ADDRESS = Bytes.of("src_address => ");
    private static final byte[] SOURCE_PORT = Bytes.of("src_port => ");
    private static final byte[] LISTENER_PORT = Bytes.of("dest_port => ");

    private Arguments() {}

    /**
     * Takes an argument out of [from, to).
     *
     * @return whether the bytes can be such an argument; if not, the message is not of this row
     */
    static boolean store(Argument argument, byte[] b, int from, int to, Event event) {
        switch (argument.kind()) {
            case JID -> {
                return jid(b, from, to, event);
            }
            case FOR_USER -> forUser(b, from, to, event);
            case IP -> {
                return Addresses.ip(b, from, to, event);
            }
            case LOCAL_IP -> {
                return from < to;
            }
            case ENDPOINT -> {
                return Addresses.endpoint(b, from, to, event);
            }
            case LOCAL_ENDPOINT -> event.localPort = Addresses.localPort(b, from, to);
            case PORT -> {
                event.port = Addresses.port(b, from, to);
                return event.port >= 0;
            }
            case LOCAL_PORT -> {
                event.localPort = Addresses.port(b, from, to);
                return event.localPort >= 0;
            }
            case SECONDS -> event.seconds = seconds(b, from, to);
            case LISTENER -> event.localPort = Addresses.listenerPort(b, from, to);
            case NODE -> atom(argument.field(), b, from, to, event);
            case XML_RECEIVED -> XmlTrace.read(b, from, to, true, event);
            case XML_SENT -> XmlTrace.read(b, from, to, false, event);
            case WEBSOCKET -> {
                return websocket(b, from, to, event);
            }
            case SOCKET -> {
                Bracket.read(b, from, to, event);
                return event.has(EventField.CONNECTION);
            }
            case SID -> {
                return sid(b, from, to, event);
            }
            case JID_TERM -> {
                return jidTerm(b, from, to, event);
            }
            case SESSION_INFO -> sessionInfo(b, from, to, event);
            case IP_TERM -> ipTerm(b, from, to, event);
            case DETAILS -> details(b, from, to, event);
            case PAIRS -> {
                return KeyValues.read(b, from, to, event);
            }
            case PROCESS -> {
                return CrashReport.process(b, from, to, event);
            }
            case CRASH -> {
                return CrashReport.body(b, from, to, event);
            }
            case TERMINATION -> CrashReport.termination(b, from, to, event);
            case CRASH_REASON -> CrashReport.reason(b, from, to, event);
            case SUPERVISOR -> {
                return CrashReport.ofClients(b, from, to, event);
            }
            case CHILD -> {
                return CrashReport.child(b, from, to, event);
            }
            case SUPERVISED -> {
                return CrashReport.supervised(b, from, to, event);
            }
            case HEAP -> {
                return CrashReport.heap(b, from, to, event);
            }
            default -> {
                if (argument.field() != null) {
                    event.set(argument.field(), b, from, to);
                }
                return from < to || !argument.kind().bounded();
            }
        }
        return true;
    }

    /**
     * No JID holds a line feed (stringprep forbids control characters): where one stands in it, somebody wrapped the line, or lines of
     * others follow, and where the JID ends cannot be told.
     */
    static boolean jid(byte[] b, int from, int end, Event event) {
        int to = end;
        while (to > from && b[to - 1] == '\n') {
            to--;
        }
        if (Bytes.indexOf(b, from, to, '\n') >= 0) {
            return false;
        }
        int bare = Jid.bareEnd(b, from, to);
        int user = Jid.userEnd(b, from, bare);
        if (!isServer(b, user < 0 ? from : user + 1, bare)) {
            return false;
        }
        if (user >= 0) {
            event.set(EventField.USER, b, from, user);
        }
        event.set(EventField.SERVER, b, user < 0 ? from : user + 1, bare);
        if (bare < to) {
            event.set(EventField.RESOURCE, b, bare + 1, to);
        }
        return true;
    }

    /** A host that the server checked holds no blank and no bracket; a paste in which {@code @} was masked, {@code romeo(at)example.net}, does. */
    private static boolean isServer(byte[] b, int from, int to) {
        if (from >= to) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if ((b[i] >= 0 && b[i] <= ' ') || b[i] == '(' || b[i] == ')') {
                return false;
            }
        }
        return true;
    }

    /**
     * {@code for USER@SERVER } or nothing. The user may hold anything, the server is one of the node's own and holds no blank; where
     * one stands in it, a client asked for a mechanism whose name imitates this part.
     */
    private static void forUser(byte[] b, int from, int to, Event event) {
        if (!Bytes.startsWith(b, from, to, FOR)) {
            return;
        }
        int begin = from + FOR.length;
        int end = b[to - 1] == ' ' ? to - 1 : to;
        int at = Bytes.lastIndexOf(b, begin, end, '@');
        if (at >= 0 && Bytes.indexOf(b, at, end, ' ') < 0) {
            event.set(EventField.USER, b, begin, at);
            event.set(EventField.SERVER, b, at + 1, end);
        }
    }

    /** Reads {@code {http_ws,<0.5.0>,{{192,0,2,7},51322}}}, {@code {http_bind,..}}, {@code {bosh_socket,<<"sid">>,<0.5.0>,..}} and their like at {@code from}. */
    static void http(byte[] b, int from, int to, Event event) {
        Bracket.httpTransport(b, from, to, event);
        int pid = Bytes.indexOf(b, from, to, '<');
        while (pid >= 0 && pid + 1 < to && !Bytes.isDigit(b[pid + 1])) {
            pid = Bytes.indexOf(b, pid + 1, to, '<');
        }
        int end = pid < 0 ? -1 : Bytes.indexOf(b, pid, to, '>');
        if (end < 0) {
            return;
        }
        Bracket.id(EventField.CONNECTION, b, pid, end + 1, event);
        int tuple = Bytes.indexOf(b, end, to, '{');
        if (tuple >= 0) {
            Addresses.addressTuple(b, tuple, to, event);
        }
    }

    /**
     * Reads MongooseIM's connection details (mongoose_tcp_listener, 3.7), <code>#{dest_port => 5222,src_address => {192,0,2,7},src_port => 51322}</code>.
     * Behind a proxy the source is what the proxy says.
     */
    static void details(byte[] b, int from, int to, Event event) {
        int address = Bytes.indexOf(b, from, to, SOURCE_ADDRESS);
        if (address >= 0) {
            Addresses.addressTuple(b, address + SOURCE_ADDRESS.length, to, event);
        }
        event.port = portBehind(SOURCE_PORT, b, from, to);
        event.localPort = portBehind(LISTENER_PORT, b, from, to);
    }

    private static int portBehind(byte[] name, byte[] b, int from, int to) {
        int at = Bytes.indexOf(b, from, to, name);
        int begin = at + name.length;
        int end = begin;
        while (at >= 0 && end < to && Bytes.isDigit(b[end])) {
            end++;
        }
        return at < 0 ? Event.NO_PORT : Addresses.port(b, begin, end);
    }

    private static boolean websocket(byte[] b, int from, int to, Event event) {
        if (from >= to || b[from] != '{') {
            return false;
        }
        http(b, from, to, event);
        return event.has(EventField.CONNECTION);
    }

    /** An atom without the quotes that ~p may put round it. */
    private static void atom(EventField field, byte[] b, int from, int to, Event event) {
        if (Bytes.indexOf(b, from, to, '\n') >= 0) {
            return; // somebody wrapped the line
        }
        boolean quoted = to - from > 2 && b[from] == '\'' && b[to - 1] == '\'';
        event.set(field, b, quoted ? from + 1 : from, quoted ? to - 1 : to);
    }

    /** {@code {{1414,140336,249563},<0.495.0>}}: megaseconds, seconds and microseconds (or a counter) since 1970, UTC. */
    private static boolean sid(byte[] b, int from, int to, Event event) {
        long[] numbers = new long[3];
        int i = from;
        for (int n = 0; n < 3; n++) {
            while (i < to && !Bytes.isDigit(b[i]) && b[i] != '<') {
                i++;
            }
            int end = i;
            while (end < to && Bytes.isDigit(b[end])) {
                end++;
            }
            numbers[n] = Bytes.number(b, i, end, 999_999);
            if (numbers[n] < 0) {
                return false;
            }
            i = end;
        }
        event.at = (numbers[0] * 1_000_000 + numbers[1]) * 1_000_000 + numbers[2];
        int pid = Bytes.indexOf(b, i, to, '<');
        int end = pid < 0 ? -1 : Bytes.indexOf(b, pid, to, '>');
        if (end >= 0) {
            Bracket.id(EventField.CONNECTION, b, pid, end + 1, event);
        }
        return true;
    }

    private static boolean jidTerm(byte[] b, int from, int to, Event event) {
        int end = termEnd(b, from, to);
        if (end < 0) {
            return false;
        }
        byte[] jid = EjabberdText.undouble(PrintedBytes.read(b, from, end).bytes());
        return jid.length > 0 && jid(jid, 0, jid.length, event);
    }

    /**
     * Where a printed binary, string or list of integers ends: at the first line that does not go on behind a comma or between two strings, as
     * a printer breaks them. -1 if it ends inside of quotes: somebody wrapped or cut the line.
     */
    private static int termEnd(byte[] b, int from, int to) {
        boolean inside = false;
        for (int i = from; i < to; i++) {
            byte c = b[i];
            if (c == '"') {
                inside = !inside;
            } else if (c == '\n' && inside) {
                return -1;
            } else if (c == '\\') {
                i++;
            } else if (c == '\n' && b[i - 1] != ',') {
                int next = Bytes.skipSpace(b, i, to);
                boolean joined = b[i - 1] == '"' && next < to && b[next] == '"';
                if (!joined) {
                    return i;
                }
            }
        }
        return inside ? -1 : to;
    }

    private static void ipTerm(byte[] b, int from, int to, Event event) {
        byte[] text = PrintedBytes.read(b, from, to).bytes();
        Addresses.ip(text, 0, text.length, event);
    }

    private static void sessionInfo(byte[] b, int from, int to, Event event) {
        int ip = Bytes.indexOf(b, from, to, IP);
        if (ip >= 0) {
            int tuple = Bytes.indexOf(b, ip + IP.length, to, '{');
            if (tuple >= 0) {
                Addresses.addressTuple(b, tuple, to, event);
            }
        }
        int conn = Bytes.indexOf(b, from, to, CONN);
        if (conn >= 0) {
            int begin = Bytes.skipSpace(b, conn + CONN.length, to);
            transport(b, begin, Math.max(begin, Bytes.indexOf(b, begin, to, '}')), event);
        }
        int auth = Bytes.indexOf(b, from, to, AUTH_MODULE);
        if (auth >= 0) {
            int begin = Bytes.skipSpace(b, auth + AUTH_MODULE.length, to);
            int end = Bytes.indexOf(b, begin, to, '}');
            if (end > begin) {
                atom(EventField.AUTH_BACKEND, b, begin, end, event);
            }
        }
    }

    /** The {@code conn} of a session info: {@code c2s}, {@code c2s_tls}, {@code c2s_compressed}, {@code websocket}, {@code http_bind}. */
    private static void transport(byte[] b, int from, int to, Event event) {
        if (to - from < 3) {
            return;
        }
        switch (b[from]) {
            case 'c' ->
                event.set(EventField.TRANSPORT, b[to - 1] == 's' && b[to - 2] == 'l' ? Bracket.tls() : Bracket.tcp());
            case 'w' -> event.set(EventField.TRANSPORT, Bracket.websocket());
            case 'h' -> event.set(EventField.TRANSPORT, Bracket.bosh());
            default -> {}
        }
    }

    /** A number of seconds; unknown if it is none that a server could wait. */
    private static int seconds(byte[] b, int from, int to) {
        if (to - from > 9) {
            return Event.NO_SECONDS;
        }
        int seconds = 0;
        for (int i = from; i < to; i++) {
            seconds = seconds * 10 + b[i] - '0';
        }
        return seconds;
    }
}
