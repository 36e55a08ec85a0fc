package org.hangup.bench;

/** What is true of one connection, whatever the log shows of it. Times are microseconds since 1970 UTC; 0 is "not yet". */
final class Life {
    final int number;
    final String user;
    final String server;
    final String resource;
    final String ip;
    final int port;
    final Transport transport;
    /** The process whose id stands in the brackets of the c2s lines. */
    final int pid;
    /** The process that writes the c2s lines. */
    final int c2s;
    /** The process of the http request that began it; no other line names it. 0 over TCP. */
    final int http;

    long connected;
    long established;
    long ended;
    /** What was done to it; null while it lives. */
    String cause;
    /** The reason as printed, "" where the log prints none. */
    String reason = "";

    enum Transport {
        TCP("tcp"),
        TLS("tls"),
        WEBSOCKET("websocket"),
        BOSH("http_bind");

        final String printed;

        Transport(String printed) {
            this.printed = printed;
        }

        /** Whether it comes through the http listener. */
        boolean web() {
            return this == WEBSOCKET || this == BOSH;
        }

        /** How many processes are begun for a connection, one after the other. */
        int processes() {
            return web() ? 3 : 1;
        }
    }

    /** {@code first} is the id of the first of its processes. */
    Life(int number, String user, String server, String resource, String ip, int port, Transport transport, int first) {
        this.number = number;
        this.user = user;
        this.server = server;
        this.resource = resource;
        this.ip = ip;
        this.port = port;
        this.transport = transport;
        this.http = transport.web() ? first : 0;
        this.pid = transport.web() ? first + 1 : first;
        this.c2s = transport.web() ? first + 2 : first;
    }

    String jid() {
        return user + "@" + server + "/" + resource;
    }

    /** The bracket in front of a c2s message. */
    String bracket() {
        return "(" + transport.printed + "|<0." + pid + ".0>) ";
    }

    /** The address as a dual-stack socket prints it. */
    String printedIp() {
        return ip.indexOf(':') >= 0 ? ip : "::ffff:" + ip;
    }
}
