package org.hangup.jobs.explain;

import java.util.Map;

/** What causes mean, in a sentence. */
final class CauseWords {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("client_closed", "The client ended its stream cleanly."),
            Map.entry("client_error", "The client ended its stream with an error of its own."),
            Map.entry("connection_lost", "The connection went away without an end of the stream."),
            Map.entry("connection_reset", "The connection was reset: a TCP reset came from the client's side."),
            Map.entry("timeout_ping", "The server waited in vain for the answer to a ping."),
            Map.entry("timeout_ack", "The server waited in vain for stanzas to be acknowledged."),
            Map.entry("timeout_send", "The server could not send for too long: the client took nothing."),
            Map.entry("timeout_negotiation", "The client did not log in in time."),
            Map.entry("replaced", "The same resource logged in again, and the server ended this one."),
            Map.entry("kicked", "An administrator, or a command, ended the session."),
            Map.entry("banned", "The account was banned."),
            Map.entry("account_removed", "The account was removed."),
            Map.entry("auth_failed", "The client could not log in."),
            Map.entry("tls_failed", "TLS could not be negotiated."),
            Map.entry("protocol_error", "The client broke the protocol, and the server ended the stream."),
            Map.entry("policy_violation", "The client broke a rule of the server, which ended the stream."),
            Map.entry("resource_limit", "A limit of the server was reached."),
            Map.entry("server_shutdown", "The node was stopped."),
            Map.entry("server_error", "The server failed in handling this connection."),
            Map.entry("server_crash", "The node died."),
            Map.entry("resumed", "The session went on in another connection; nothing else tells of this one's end."),
            Map.entry("log_gap", "The end was not logged: records are missing."),
            Map.entry("unknown", "Nothing tells why."));

    private CauseWords() {}

    /** A sentence; empty for a cause that is not known here. */
    static String of(Ending ending) {
        return isOverLimit(ending)
                ? "The user had more sessions than the server allows, and it ended this one."
                : WORDS.getOrDefault(ending.cause(), "");
    }

    /** Whether a session was replaced by one of another resource. */
    static boolean isOverLimit(Ending ending) {
        return ending.cause().equals("replaced") && "session_limit".equals(ending.subcause());
    }

    /** {@code by the client or the network}; who ended it, null included. */
    static String by(String endedBy) {
        if (endedBy == null) {
            return "nothing tells by whom";
        }
        return switch (endedBy) {
            case "client" -> "by the client";
            case "network" -> "by the network";
            case "client_or_network" -> "by the client or the network";
            case "server" -> "by the server";
            case "administrator" -> "by an administrator";
            default -> "by " + endedBy;
        };
    }

    /** How sure it is, null included. */
    static String sure(String confidence) {
        if (confidence == null) {
            return "not sure";
        }
        return switch (confidence) {
            case "stated" -> "the log says so";
            case "traced" -> "a trace shows it";
            case "inferred" -> "inferred from what stands around it";
            case "none" -> "nothing tells";
            default -> confidence;
        };
    }
}
