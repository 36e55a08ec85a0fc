package org.hangup.event;

import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * What an argument of a message is: which bytes it can hold, and which fields of the event it fills.
 *
 * <p>A <em>bounded</em> kind ends at the first byte it cannot hold, so its place is certain. A <em>free</em> one can hold any
 * text, also text that strangers chose (a resource, a reason): it gets what the bounded arguments on both its sides leave.
 */
enum ArgumentKind {
    /** What stands in the bracket before the message: {@code (tls|<0.5.0>)}, {@code (#Port<0.7>)}, {@code ({socket_state,..})}. */
    CONNECTION(null, null),
    /** A full or bare JID: user, server, resource. */
    JID(null, null),
    /** A user name after nodeprep (RFC 6122 appendix A.5): no blank and none of {@code "&'/:<>@}. */
    USER(EventField.USER, c -> c > ' ' && "\"&'/:<>@".indexOf(c) < 0),
    /** A user name as a client gave it, before anything checked it. */
    ANY_USER(EventField.USER, null),
    SERVER(EventField.SERVER, c -> c > ' ' && "@/\"'<>".indexOf(c) < 0),
    RESOURCE(EventField.RESOURCE, null),
    /** {@code for USER@SERVER } with its last blank, or nothing (17.03+, failed authentication). */
    FOR_USER(null, null),
    /** An address as text or tuple; {@code hidden_by_ejabberd} and {@code unknown} give none. */
    IP(null, ArgumentKind::isAddress),
    /** Address and port of the client. */
    ENDPOINT(null, ArgumentKind::isEndpoint),
    PORT(null, c -> c >= '0' && c <= '9'),
    LOCAL_IP(null, ArgumentKind::isAddress),
    /** Address and port of the listener; only the port is kept. */
    LOCAL_ENDPOINT(null, ArgumentKind::isEndpoint),
    LOCAL_PORT(null, c -> c >= '0' && c <= '9'),
    /** What a listener is named by until 17.01: {@code 5222} or {@code {5222,{0,0,0,0},tcp}}. */
    LISTENER(null, c -> c > ' '),
    MECHANISM(EventField.AUTH_MECHANISM, c -> c > ' '),
    /** A mechanism as a client asked for it, also one that the server does not have. */
    ANY_MECHANISM(EventField.AUTH_MECHANISM, null),
    BACKEND(EventField.AUTH_BACKEND, c -> c > ' '),
    VERSION(EventField.VERSION, c -> c > ' '),
    /** An atom, printed with or without quotes. */
    NODE(EventField.NODE, c -> c > ' '),
    REASON(EventField.REASON, null),
    TEXT(EventField.TEXT, null),
    NUMBER(null, c -> (c >= '0' && c <= '9') || c == '.' || c == '-'),
    /** A time to wait, in seconds. */
    SECONDS(null, c -> c >= '0' && c <= '9'),
    WORD(null, c -> c > ' '),
    PID(null, c -> c > ' ' && c != ',' && c != ')'),
    /** An Erlang term, or any other text. */
    TERM(null, null),
    /** XML that the server read from a stream, printed as a term. */
    XML_RECEIVED(null, null),
    /** XML that the server wrote to a stream, printed as a term. */
    XML_SENT(null, null),
    /** {@code {http_ws,<0.5.0>,{{192,0,2,7},51322}}}: the process of a websocket, and the client's address. */
    WEBSOCKET(null, null),
    /** {@code {gen_tcp,#Port<0.7>}}: a socket without a state around it. */
    SOCKET(EventField.CONNECTION, null),
    /** A session's id, {@code {{1414,140336,249563},<0.495.0>}}: time and process. */
    SID(null, null),
    /** A JID printed as a binary, string or list of integers. */
    JID_TERM(null, null),
    /** {@code [{ip,{{192,0,2,7},51322}},{conn,c2s_tls},{auth_module,ejabberd_auth_mnesia}]}. */
    SESSION_INFO(null, null),
    /** An address printed as a string or binary, with its quotes. */
    IP_TERM(null, c -> c > ' '),
    /** MongooseIM's {@code #{src_address => {192,0,2,7},src_port => 51322}}: address and port of the client, and the listener's port. */
    DETAILS(null, null),
    /** MongooseIM's {@code key=value} pairs, see {@link KeyValues}. */
    PAIRS(null, null),
    /** The process that a crash report is about; a name that is no pid is no connection's. */
    PROCESS(EventField.CONNECTION, c -> c > ' ' && c != ',' && c != ')'),
    /** The body of a crash or supervisor report. */
    CRASH(null, null),
    /** The rest of a report {@code ** Generic server <0.5.0> terminating}. */
    TERMINATION(null, null),
    /** Why a process died, as lager says it. */
    CRASH_REASON(null, null),
    /** The supervisor in a line of lager. */
    SUPERVISOR(null, c -> c > ' '),
    /** The child in it, with its pid. */
    CHILD(null, null),
    /** The reason in it, with the context behind it. */
    SUPERVISED(null, null),
    /** The rest of the emulator's record of a heap that is too large. */
    HEAP(null, null);

    private final EventField field;
    /** By byte: whether it can stand in a bounded kind; null for a free one. Never written after construction. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final boolean[] bytes;

    ArgumentKind(EventField field, IntPredicate member) {
        this.field = field;
        if (member == null) {
            bytes = null;
        } else {
            bytes = new boolean[256];
            for (int c = 0; c < 256; c++) {
                bytes[c] = member.test(c);
            }
        }
    }

    /** The kind of this name in a catalogue row, {@code local_endpoint}. */
    static ArgumentKind of(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no kind of argument is named " + name, e);
        }
    }

    /** The field that holds the argument as it stands, or null. */
    EventField field() {
        return field;
    }

    boolean bounded() {
        return bytes != null;
    }

    /** The bytes that a bounded kind can hold, null for a free kind; not to be written. */
    boolean[] bytes() {
        return bytes;
    }

    /** Whether any text at all can be such an argument. */
    boolean anyText() {
        return this == TEXT || this == TERM || this == REASON;
    }

    /** Where the run of bytes that are in the set ends, from {@code from} on. */
    static int runEnd(boolean[] set, byte[] b, int from, int to) {
        int i = from;
        while (i < to && set[b[i] & 255]) {
            i++;
        }
        return i;
    }

    /** Where the run of bytes that are in the set begins, seen from {@code to}. */
    static int runStart(boolean[] set, byte[] b, int from, int to) {
        int i = to;
        while (i > from && set[b[i - 1] & 255]) {
            i--;
        }
        return i;
    }

    /** Whether a printed term stands first: a tuple, list, binary, string, or an atom alone on its line. */
    static boolean termBegins(byte[] b, int from, int to) {
        switch (b[from]) {
            case '{', '[', '<', '"', '\'', '#' -> {
                return true;
            }
            default -> {}
        }
        int i = from;
        while (i < to && ((b[i] >= 'a' && b[i] <= 'z') || b[i] == '_' || Bytes.isDigit(b[i]))) {
            i++;
        }
        return i > from && i < to && b[i] == '\n';
    }

    /** Whether a user's name and {@code @} stand first: a JID of a client has both, and no blank in its name. */
    static boolean jidBegins(byte[] b, int from, int to) {
        int i = from;
        while (i < to && b[i] != '@') {
            if (b[i] == ' ' || b[i] == '\n' || b[i] == '/') {
                return false;
            }
            i++;
        }
        return i < to && i > from;
    }

    private static boolean isAddress(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || ".:_%[]{},<>*#-".indexOf(c) >= 0;
    }

    private static boolean isEndpoint(int c) {
        return isAddress(c) || c == '/';
    }
}
