package org.hangup.bench;

/** The records of a connection as ejabberd 23.01 prints them (ejabberd_listener, ejabberd_c2s, mod_stream_mgmt). */
final class Lines {
    private Lines() {}

    static String accept(Life l) {
        int listener = 376;
        int port = 5222;
        if (l.transport == Life.Transport.TLS) {
            listener = 377;
            port = 5223;
        }
        return accept(listener, l.pid, l.printedIp(), l.port, port);
    }

    /** A request to the http listener: no connection of its own, whoever makes it. */
    static String request(int pid, Life l, int clientPort) {
        return accept(381, pid, l.printedIp(), clientPort, 5280);
    }

    private static String accept(int listener, int pid, String ip, int clientPort, int port) {
        return "<0." + listener + ".0>@ejabberd_listener:accept/7:273 (<0." + pid + ".0>) Accepted connection [" + ip
                + "]:" + clientPort + " -> [::ffff:192.0.2.1]:" + port;
    }

    static String authenticated(Life l) {
        return c2s(l, "ejabberd_c2s:process_auth_result/3:272") + "Accepted c2s SCRAM-SHA-1 authentication for "
                + l.user + "@" + l.server + " by mnesia backend from " + l.printedIp();
    }

    static String authFailed(Life l) {
        return c2s(l, "ejabberd_c2s:process_auth_result/3:280") + "Failed c2s PLAIN authentication for " + l.user + "@"
                + l.server + " from " + l.printedIp() + ": Invalid username or password";
    }

    static String tlsFailed(Life l) {
        return c2s(l, "ejabberd_c2s:process_terminated/2:315") + "Failed to secure c2s connection: TLS failed:"
                + " SSL_do_handshake failed: error:0A000102:SSL routines::unsupported protocol";
    }

    static String open(Life l) {
        return c2s(l, "ejabberd_c2s:bind/2:450") + "Opened c2s session for " + l.jid();
    }

    static String resumed(Life l) {
        return c2s(l, "mod_stream_mgmt:handle_resume/2:442") + "Resumed session for " + l.jid();
    }

    static String waiting(Life l, String reason, int seconds) {
        return c2s(l, "mod_stream_mgmt:transition_to_pending/2:459") + "Closing c2s connection for " + l.jid() + ": "
                + reason + "; waiting " + seconds + " seconds for stream resumption";
    }

    static String close(Life l, String reason) {
        return c2s(l, "ejabberd_c2s:process_terminated/2:295") + closing(l, reason);
    }

    /** The close line of a session that waited: its socket is long gone. */
    static String closeUnknown(Life l, String reason) {
        return "<0." + l.c2s + ".0>@ejabberd_c2s:process_terminated/2:295 (unknown) " + closing(l, reason);
    }

    private static String closing(Life l, String reason) {
        return "Closing c2s session for " + l.jid() + ": " + reason;
    }

    private static String c2s(Life l, String place) {
        return "<0." + l.c2s + ".0>@" + place + " " + l.bracket();
    }
}
