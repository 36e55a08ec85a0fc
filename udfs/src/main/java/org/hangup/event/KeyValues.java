package org.hangup.event;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * MongooseIM's structured messages, 4.0 and later: {@code user=ana server=example.org src_address=192.0.2.7}. A value with a blank, an equals sign,
 * a quote, a backslash or a line feed stands in quotes (flatlog); one whose characters the printer could not write is a printed binary.
 *
 * <p>Source: mongoose_log_filter (the state of a client's process as fields), ejabberd_socket and mongoose_xmpp_socket (its socket), ejabberd_c2s and
 * mongoose_c2s (the messages), 4.0.0 to 6.8.0.
 */
final class KeyValues {
    /** The keys that tell something, under all their names. */
    @SuppressWarnings("ImmutableEnumChecker") // the lists are of List.of
    private enum Key {
        USERNAME("username"),
        USER,
        LSERVER,
        SERVER,
        RESOURCE,
        SOURCE_ADDRESS("src_address", "conn_details_src_address"),
        SOURCE_PORT("src_port", "conn_details_src_port"),
        /** From 6.1 on the client, whatever its name says. */
        PEER_ADDRESS("dest_address_address"),
        PEER_PORT("dest_address_port"),
        LISTENER_PORT("conn_details_dest_port"),
        IP,
        SOCKET,
        RECEIVER,
        TRANSPORT,
        CONNECTION_TYPE("conn_type", "socket_module"),
        AUTH_MODULE,
        REASON,
        STATE_NAME,
        C2S_STATE,
        SESSION_STARTED,
        HANDLER_MODULE,
        VERSION,
        NODE;

        private static final Key[] ALL = values();
        private static final ByteKeys<Key> BY_NAME = byName();

        private final List<String> names;

        Key(String... names) {
            this.names = names.length > 0 ? List.of(names) : List.of(name().toLowerCase(Locale.ROOT));
        }

        private static ByteKeys<Key> byName() {
            Map<String, Key> keys = new HashMap<>();
            for (Key key : ALL) {
                for (String name : key.names) {
                    keys.put(name, key);
                }
            }
            return new ByteKeys<>(keys);
        }
    }

    private static final byte[] C2S = Bytes.of("ejabberd_c2s");
    private static final byte[] RESUMING = Bytes.of("resume_session");
    private static final byte[] ESTABLISHED = Bytes.of("session_established");
    private static final byte[] RECORD = Bytes.of("{c2s_data,");
    private static final byte[] JID_RECORD = Bytes.of("{jid,");
    private static final byte[] BINARY = Bytes.of("<<\"");
    private static final byte[] PORT = Bytes.of("#Port<");
    private static final byte[] SHUTDOWN = Bytes.of("{shutdown,");
    private static final byte[] CUT = Bytes.of("...");
    private static final byte[] WEBSOCKET = Bytes.of("websocket");
    private static final byte[] BOSH = Bytes.of("bosh");

    private final byte[] b;
    private final int end;
    private final byte[][] values = new byte[Key.ALL.length][];

    private KeyValues(byte[] b, int from, int to) {
        this.b = b;
        int line = Bytes.indexOf(b, from, to, '\n');
        this.end = line < 0 ? to : line;
        read(from);
    }

    /**
     * Fills the event's fields from the pairs in [from, to).
     *
     * @return false if it is a connection to another listener than that of clients
     */
    static boolean read(byte[] b, int from, int to, Event event) {
        var pairs = new KeyValues(b, from, to);
        byte[] handler = pairs.value(Key.HANDLER_MODULE);
        if (handler != null && !Bytes.equal(handler, 0, handler.length, C2S)) {
            return false;
        }
        pairs.who(event);
        pairs.where(event);
        pairs.set(EventField.AUTH_BACKEND, Key.AUTH_MODULE, event);
        pairs.set(EventField.NODE, Key.NODE, event);
        pairs.set(EventField.VERSION, Key.VERSION, event);
        pairs.why(event);
        return true;
    }

    @SuppressWarnings("EnumOrdinal") // the ordinal only indexes this object's own array
    private void read(int from) {
        int i = from;
        while (i < end) {
            int equals = i;
            while (equals < end && b[equals] != '=' && b[equals] != ' ') {
                equals++;
            }
            if (equals >= end || b[equals] == ' ') {
                i = equals + 1;
                continue;
            }
            int begin = equals + 1;
            boolean quoted = begin < end && b[begin] == '"';
            int stop = quoted ? closingQuote(begin + 1) : begin;
            while (!quoted && stop < end && b[stop] != ' ') {
                stop++;
            }
            Key key = Key.BY_NAME.get(b, i, equals);
            if (key != null && value(key) == null) {
                values[key.ordinal()] =
                        quoted ? PrintedBytes.read(b, begin, stop + 1).bytes() : slice(begin, stop);
            }
            i = quoted ? stop + 1 : stop;
        }
    }

    private int closingQuote(int from) {
        int i = from;
        while (i < end && b[i] != '"') {
            i += b[i] == '\\' ? 2 : 1;
        }
        return Math.min(i, end - 1);
    }

    private byte[] slice(int from, int to) {
        return Arrays.copyOfRange(b, from, to);
    }

    @SuppressWarnings("EnumOrdinal") // the ordinal only indexes this object's own array
    private byte[] value(Key key) {
        return values[key.ordinal()];
    }

    /** The first of the keys that has a value, empty ones apart; null if none has. */
    private byte[] first(Key... keys) {
        for (Key key : keys) {
            byte[] value = value(key);
            if (value != null && value.length > 0) {
                return Bytes.startsWith(value, 0, value.length, BINARY)
                        ? PrintedBytes.read(value, 0, value.length).bytes()
                        : value;
            }
        }
        return null;
    }

    private void set(EventField field, Key key, Event event) {
        set(field, first(key), event);
    }

    private static void set(EventField field, byte[] value, Event event) {
        if (value != null) {
            event.set(field, value);
        }
    }

    /**
     * A client's name counts once the server knows it: before a session the state holds what the stream's start claims. From 6.1 to 6.7 some messages
     * print the whole state as a term.
     */
    private void who(Event event) {
        byte[] state = value(Key.C2S_STATE);
        if (state != null && Bytes.startsWith(state, 0, state.length, RECORD)) {
            if (first(Key.USERNAME, Key.USER) == null) {
                jid(state, event);
                return;
            }
        } else if (state != null
                && Bytes.indexOf(state, 0, state.length, ESTABLISHED) < 0
                && Bytes.indexOf(state, 0, state.length, RESUMING) < 0) {
            return;
        }
        set(EventField.USER, first(Key.USERNAME, Key.USER), event);
        set(EventField.SERVER, first(Key.LSERVER, Key.SERVER), event);
        set(EventField.RESOURCE, Key.RESOURCE, event);
    }

    /** <code>{jid,<<"ana">>,<<"example.org">>,<<"phone">>}</code> in a printed state, outside of quotes. */
    private static void jid(byte[] state, Event event) {
        boolean inside = false;
        for (int i = 0; i < state.length; i++) {
            if (state[i] == '\\') {
                i++;
            } else if (state[i] == '"') {
                inside = !inside;
            } else if (!inside && state[i] == '{' && Bytes.startsWith(state, i, state.length, JID_RECORD)) {
                int user = i + JID_RECORD.length;
                int server = binaryEnd(state, user) + 1;
                int resource = binaryEnd(state, server) + 1;
                set(EventField.USER, binary(state, user, server - 1), event);
                set(EventField.SERVER, binary(state, server, resource - 1), event);
                set(EventField.RESOURCE, binary(state, resource, binaryEnd(state, resource)), event);
                return;
            }
        }
    }

    /** Where the comma or brace behind a printed binary stands. */
    private static int binaryEnd(byte[] b, int from) {
        boolean inside = false;
        int i = from;
        while (i < b.length && (inside || (b[i] != ',' && b[i] != '}'))) {
            if (b[i] == '"') {
                inside = !inside;
            } else if (b[i] == '\\') {
                i++;
            }
            i++;
        }
        return Math.min(i, b.length);
    }

    private static byte[] binary(byte[] b, int from, int to) {
        byte[] bytes = from < to ? PrintedBytes.read(b, from, to).bytes() : new byte[0];
        return bytes.length == 0 ? null : bytes;
    }

    private void where(Event event) {
        byte[] address = first(Key.SOURCE_ADDRESS, Key.PEER_ADDRESS);
        byte[] blamed = first(Key.IP);
        if (address != null) {
            Addresses.ip(address, 0, address.length, event);
            event.port = port(first(Key.SOURCE_PORT, Key.PEER_PORT));
        } else if (blamed != null) {
            Addresses.endpoint(blamed, 0, blamed.length, event);
        }
        event.localPort = port(first(Key.LISTENER_PORT));
        byte[] receiver = first(Key.RECEIVER);
        if (receiver != null) {
            Bracket.id(EventField.RECEIVER, receiver, 0, receiver.length, event);
        }
        socket(first(Key.SOCKET), event);
        transport(first(Key.TRANSPORT), first(Key.CONNECTION_TYPE), event);
    }

    private static int port(byte[] text) {
        return text == null ? Event.NO_PORT : Addresses.port(text, 0, text.length);
    }

    /** The first port of {@code #Port<0.7>} or <code>{tlssock,#Port<0.7>,#Ref<..>}</code>. */
    private static void socket(byte[] socket, Event event) {
        int port = socket == null ? -1 : Bytes.indexOf(socket, 0, socket.length, PORT);
        int close = port < 0 ? -1 : Bytes.indexOf(socket, port, socket.length, '>');
        if (close >= 0) {
            Bracket.id(EventField.CONNECTION, socket, port, close + 1, event);
        }
    }

    /** The module of the socket, and {@code tcp}, {@code tls}, {@code c2s}, {@code c2s_tls}, {@code gen_tcp}, {@code fast_tls}, .. */
    private static void transport(byte[] module, byte[] type, Event event) {
        if (module != null && Bytes.indexOf(module, 0, module.length, WEBSOCKET) >= 0) {
            event.set(EventField.TRANSPORT, Bracket.websocket());
        } else if (module != null && Bytes.indexOf(module, 0, module.length, BOSH) >= 0) {
            event.set(EventField.TRANSPORT, Bracket.bosh());
        } else if (type != null) {
            boolean secured = Bytes.indexOf(type, 0, type.length, Bracket.tls()) >= 0;
            event.set(EventField.TRANSPORT, secured ? Bracket.tls() : Bracket.tcp());
        }
    }

    /** A reason of a stop as it stands; of a crash only what comes before the first argument or call, which may hold a password. */
    private static byte[] shown(byte[] reason) {
        if (Bytes.startsWith(reason, 0, reason.length, SHUTDOWN)) {
            return reason;
        }
        int to = 0;
        while (to < reason.length && reason[to] != '[' && reason[to] != '"' && reason[to] != '<') {
            to++;
        }
        if (to == reason.length) {
            return reason;
        }
        byte[] cut = Arrays.copyOf(reason, to + CUT.length);
        System.arraycopy(CUT, 0, cut, to, CUT.length);
        return cut;
    }

    /** The reason; or that the session was waiting for resumption, so that its connection had been lost. */
    private void why(Event event) {
        byte[] reason = first(Key.REASON);
        byte[] state = first(Key.STATE_NAME);
        if (reason == null && state != null && Bytes.equal(state, 0, state.length, RESUMING)) {
            reason = state;
        }
        set(EventField.REASON, reason == null ? null : shown(reason), event);
        byte[] started = first(Key.SESSION_STARTED);
        if (started != null && started.length < 40) {
            try {
                var at = OffsetDateTime.parse(new String(started, StandardCharsets.UTF_8));
                event.at = ChronoUnit.MICROS.between(Instant.EPOCH, at.toInstant());
            } catch (DateTimeException e) {
                event.at = Event.NO_TIME;
            }
        }
    }
}
