package org.hangup.bench;

/**
 * The records of a node and its connections as a release prints them (ejabberd_listener, ejabberd_c2s, mod_stream_mgmt), each
 * from the process on.
 */
final class Lines {
    private static final int TCP_LISTENER = 376;
    private static final int TLS_LISTENER = 377;
    private static final int HTTP_LISTENER = 381;
    private static final int NODE = 123;

    private final Release release;

    Lines(Release release) {
        this.release = release;
    }

    /** The accept line; of a session over http that of the request which began it, with a process that no c2s line names. */
    String accept(Life l) {
        return switch (l.transport) {
            case TCP -> accept(TCP_LISTENER, l.pid, l.printedIp(), l.port, 5222);
            case TLS -> accept(TLS_LISTENER, l.pid, l.printedIp(), l.port, 5223);
            case WEBSOCKET, BOSH -> request(l.http, l, l.port);
        };
    }

    /** A request to the http listener: no connection of its own, whoever makes it. */
    String request(int pid, Life l, int clientPort) {
        return accept(HTTP_LISTENER, pid, l.printedIp(), clientPort, 5280);
    }

    private String accept(int listener, int pid, String ip, int clientPort, int port) {
        return release.place(listener, "ejabberd_listener", "accept", 7, 273) + "(<0." + pid
                + ".0>) Accepted connection " + endpoint(ip, clientPort) + " -> " + endpoint("::ffff:192.0.2.1", port);
    }

    private String endpoint(String ip, int port) {
        return (release == Release.LAGER ? ip : "[" + ip + "]") + ":" + port;
    }

    String authenticated(Life l) {
        return c2s(l, "process_auth_result", 3, 272) + "Accepted c2s SCRAM-SHA-1 authentication for " + l.user + "@"
                + l.server + " by mnesia backend from " + l.printedIp();
    }

    String authFailed(Life l) {
        return c2s(l, "process_auth_result", 3, 280) + "Failed c2s PLAIN authentication for " + l.user + "@" + l.server
                + " from " + l.printedIp() + ": Invalid username or password";
    }

    String tlsFailed(Life l) {
        return c2s(l, "process_terminated", 2, 315) + "Failed to secure c2s connection: TLS failed:"
                + " SSL_do_handshake failed: error:0A000102:SSL routines::unsupported protocol";
    }

    String open(Life l) {
        return c2s(l, "bind", 2, 450) + "Opened c2s session for " + l.jid();
    }

    String resumed(Life l) {
        return release.place(l.c2s, "mod_stream_mgmt", "handle_resume", 2, 442) + l.bracket() + "Resumed session for "
                + l.jid();
    }

    /** The line of a lost connection; before 19.08 it gives no reason. */
    String waiting(Life l, String reason, int seconds) {
        String place = release.place(l.c2s, "mod_stream_mgmt", "transition_to_pending", 2, 459);
        if (release == Release.LAGER) {
            return place + "Waiting for resumption of stream for " + l.jid();
        }
        return place + l.bracket() + "Closing c2s connection for " + l.jid() + ": " + reason + "; waiting " + seconds
                + " seconds for stream resumption";
    }

    /** What {@link #waiting} shows of that reason. */
    String shown(String reason) {
        return release == Release.LAGER ? "" : reason;
    }

    String close(Life l, String reason) {
        return c2s(l, "process_terminated", 2, 295) + closing(l, reason);
    }

    /** The close line of a session that waited: its socket is long gone, which newer releases print. */
    String closeWaiting(Life l, String reason) {
        if (release == Release.LAGER) {
            return close(l, reason);
        }
        return release.place(l.c2s, "ejabberd_c2s", "process_terminated", 2, 295) + "(unknown) " + closing(l, reason);
    }

    private static String closing(Life l, String reason) {
        return "Closing c2s session for " + l.jid() + ": " + reason;
    }

    private String c2s(Life l, String function, int arity, int line) {
        return release.place(l.c2s, "ejabberd_c2s", function, arity, line) + l.bracket();
    }

    /** A record that is of no connection. */
    String room(int number) {
        return release.place(333, "mod_muc_room", "init", 1, 266) + "Created MUC room room" + number
                + "@conference.example.org by user" + number + "@example.org/Gajim";
    }

    /** A report of a process that is no connection's. */
    String report(int number) {
        if (release == Release.LAGER) {
            return "<0.98.0> Supervisor ejabberd_s2s_out_sup had child undefined started with xmpp_stream_out:start_link()"
                    + " at <0." + number + ".7> exit with reason normal in context child_terminated";
        }
        return """
        <0.98.0>@supervisor:report/2:0 SUPERVISOR REPORT:
            supervisor: {local,ejabberd_s2s_out_sup}
            errorContext: child_terminated
            reason: normal
            offender: [{pid,<0.%d.7>},
                       {id,undefined}]"""
                .formatted(number);
    }

    String loading() {
        return node("ejabberd_config", "load", 1, 82) + "Loading configuration from /etc/ejabberd/ejabberd.yml";
    }

    String loaded() {
        return node("ejabberd_config", "load", 1, 89) + "Configuration loaded successfully";
    }

    String modules() {
        return release.place(349, "gen_mod", "start_modules", 0, 130)
                + "Loading modules for example.org and chat.example.org";
    }

    String started() {
        return node("ejabberd_app", "start", 2, 63) + "ejabberd " + release.version
                + " is started in the node ejabberd@localhost in 1.38s";
    }

    String stopped() {
        return node("ejabberd_app", "stop", 1, 111) + "ejabberd " + release.version
                + " is stopped in the node ejabberd@localhost";
    }

    private String node(String module, String function, int arity, int line) {
        return release.place(NODE, module, function, arity, line);
    }

    String tcpListener() {
        return listener(TCP_LISTENER, "TCP", "[::]:5222", "ejabberd_c2s");
    }

    String tlsListener() {
        return listener(TLS_LISTENER, release == Release.LAGER ? "TCP" : "TLS", "[::]:5223", "ejabberd_c2s");
    }

    String httpListener() {
        return listener(HTTP_LISTENER, "TCP", "[::]:5280", "ejabberd_http");
    }

    private String listener(int pid, String kind, String address, String module) {
        String function = release == Release.LAGER ? "init_tcp" : "init";
        return release.place(pid, "ejabberd_listener", function, 4, 160) + "Start accepting " + kind
                + " connections at " + address + " for " + module;
    }
}
