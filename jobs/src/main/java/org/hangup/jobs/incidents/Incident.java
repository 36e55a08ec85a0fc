package org.hangup.jobs.incidents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A time in which something hit many, or the server itself. Times are microseconds since the epoch, UTC.
 *
 * @param log that tells of it
 * @param node that it hit
 * @param kind accept_failed, mass_disconnect, reconnect_storm, node_restart, node_crash, auth_failures or flapping
 * @param day in which its end is sure, in days since 1970-01-01: the partition
 * @param scope what those hit have in common, and its value: {@code network 192.0.2.0/24}
 * @param connections how many it hit; of accept_failed, how many accepts failed; null if nothing tells
 * @param users how many users; null if nothing tells
 * @param baseline how many connections would have been usual; null if nothing is known of before
 * @param cause the commonest; null if none
 * @param file of the record that shows it best; null if it is no longer there
 * @param offset of that record
 */
public record Incident(
        String log,
        String node,
        String kind,
        int day,
        long from,
        long to,
        String scope,
        Long connections,
        Long users,
        Double baseline,
        String cause,
        String file,
        Long offset) {
    /** Its end is sure when the log has gone on so long without more of it. */
    static final long SURE = 60_000_000L;

    private static final int HASH = 16;

    static final String ACCEPT_FAILED = "accept_failed";
    static final String MASS_DISCONNECT = "mass_disconnect";
    static final String RECONNECT_STORM = "reconnect_storm";
    static final String NODE_RESTART = "node_restart";
    static final String NODE_CRASH = "node_crash";
    static final String AUTH_FAILURES = "auth_failures";
    static final String FLAPPING = "flapping";

    /** Its name, the same over re-runs: a hash of log, node, kind, beginning and scope. */
    String id() {
        try {
            String name = String.join("\0", log, node, kind, Long.toString(from), scope);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, HASH));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
