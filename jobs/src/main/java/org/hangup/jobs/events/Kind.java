package org.hangup.jobs.events;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an event is to the reconstruction of connections. The names are those of the column {@code event} in
 * messages.tsv; an operator's own rows may use them as well. Events of no kind take no part.
 *
 * <p>A kind's code is its place in this list; it lives no longer than a run and the state that its version writes.
 */
@SuppressWarnings({"EnumOrdinal", "ImmutableEnumChecker"})
public enum Kind {
    /** The state of a connection at the end of the day before; it comes before every event of the days that follow. */
    CARRIED(),
    ACCEPTED("connection_accepted", "connection_accepted_proxied", "connection_accepted_ssl"),
    CLOSED("session_closed"),
    OPENED("session_opened"),
    AUTH_ACCEPTED("auth_accepted"),
    AUTH_FAILED("auth_failed", "auth_forbidden"),
    XML_RECEIVED("xml_received"),
    XML_SENT("xml_sent"),
    REPLACED("session_replaced"),
    WAITING("sm_waiting_for_resumption"),
    RESUMED("session_resumed"),
    OLD_STREAM_CLOSED("session_resumed_old_stream_closed"),
    TLS_FAILED("tls_failed", "tls_handshake_failed"),
    BLACKLISTED("blacklisted_ip", "fail2ban_blocked"),
    FORBIDDEN("session_forbidden"),
    SEND_TIMEOUT("send_timeout"),
    ACK_TIMEOUT("sm_ack_timeout"),
    QUEUE_OVERFLOW("sm_queue_overflow"),
    TLS_ERROR("tls_error"),
    INACTIVE("bosh_inactivity_timeout", "websocket_timeout"),
    /** A report that a process died; its own words tell of which and why. */
    CRASHED("process_crash"),
    CLIENT_DISCONNECTED("client_disconnected"),
    SESSION_SID("session_sid"),
    SESSION_JID("session_jid"),
    SESSION_INFO("session_info", "websocket_connected"),
    CLIENT_ADDRESS("client_ip", "client_port"),
    /** Names the processes that have the longest queues, or take too much memory. */
    OVERLOADED("system_overload"),
    /** The listener's: nobody could connect. It is of no connection. */
    ACCEPT_FAILED("accept_failed");

    private static final Kind[] ALL = values();

    private final List<String> events;

    Kind(String... events) {
        this.events = List.of(events);
    }

    private static final Map<String, Kind> BY_EVENT = byEvent();

    private static Map<String, Kind> byEvent() {
        Map<String, Kind> kinds = new HashMap<>();
        for (Kind kind : ALL) {
            kind.events.forEach(event -> kinds.put(event, kind));
        }
        return Map.copyOf(kinds);
    }

    /** The kind of the catalogue's event of that name; null for one that takes no part. */
    public static Kind named(String event) {
        return BY_EVENT.get(event);
    }

    public byte code() {
        return (byte) ordinal();
    }

    public static Kind of(byte code) {
        return ALL[code];
    }

    /** The names of its events. */
    public List<String> events() {
        return events;
    }

    /** A line that only an XMPP client's connection writes, so that it is no http request. */
    public boolean ofClient() {
        return this != ACCEPTED && this != ACCEPT_FAILED && !isTrace() && !isModuleLine() && !isOfProcess();
    }

    /** Begins a connection where the one before with the same id has ended. */
    public boolean opensConnection() {
        return switch (this) {
            case ACCEPTED, AUTH_ACCEPTED, AUTH_FAILED, OPENED, RESUMED, TLS_FAILED, BLACKLISTED, FORBIDDEN -> true;
            default -> false;
        };
    }

    /** Debug records and hints: they tell why a connection ended, never that there was one. */
    public boolean isTrace() {
        return switch (this) {
            case XML_RECEIVED, XML_SENT, SEND_TIMEOUT, ACK_TIMEOUT, TLS_ERROR, INACTIVE -> true;
            default -> false;
        };
    }

    /** It names a process, which may be any. */
    public boolean isOfProcess() {
        return this == CRASHED || this == OVERLOADED;
    }

    /** Lines of a module that speaks of a session that has just been removed (mod_gbox_messager and its like). */
    public boolean isModuleLine() {
        return switch (this) {
            case CLIENT_DISCONNECTED, SESSION_SID, SESSION_JID, SESSION_INFO, CLIENT_ADDRESS -> true;
            default -> false;
        };
    }
}
