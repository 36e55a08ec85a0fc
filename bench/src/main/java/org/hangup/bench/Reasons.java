package org.hangup.bench;

import java.util.Random;

/** How sessions end: the reason as printed, what it means, and how often. */
record Reasons(String reason, String cause, double share) {
    private static final Reasons[] ALL = {
        new Reasons("Stream reset by peer", "client_closed", .40),
        new Reasons("Connection failed: connection closed", "connection_lost", .30),
        new Reasons("Connection failed: connection reset by peer", "connection_reset", .08),
        new Reasons("Connection failed: connection timed out", "connection_lost", .07),
        new Reasons("Stream closed by local host: Replaced by new connection (conflict)", "replaced", .07),
        new Reasons("Connection failed: ping_timeout", "timeout_ping", .05),
        new Reasons(
                "TLS failed: SSL_do_handshake failed: error:0A000126:SSL routines::unexpected eof while reading",
                "tls_failed",
                .02),
        new Reasons("Stream closed by local host: has been kicked (policy-violation)", "kicked", .01),
    };

    static Reasons draw(Random random) {
        double x = random.nextDouble();
        for (Reasons r : ALL) {
            x -= r.share;
            if (x <= 0) {
                return r;
            }
        }
        return ALL[0];
    }
}
