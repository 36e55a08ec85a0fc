package org.hangup.jobs.pipeline;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/**
 * Why a connection and why a session ended. First what the log states, then what a trace of debug records shows, then
 * what stands around the end, else unknown; never surer than the log is. A verdict is a STRUCT cause, subcause, ended_by,
 * confidence, reason.
 *
 * <p>Source: reference texts of ejabberd_c2s, xmpp_stream_in and mod_stream_mgmt, 2.0 to 26.07.
 */
final class Verdicts {
    /** A node's stop closes the sessions up to so long before its {@code is stopped} line (5 s in 14.12 and 16.09). */
    private static final long STOPPING = 7_000_000L;
    /** A new session of the same full JID opens no later than so long after the one that it replaces has been closed. */
    private static final long REPLACING = 1_000_000L;
    /** Without an answer for so long after a ping, the close is mod_ping's (IQ_TIMEOUT is 32 s until 16.x). */
    private static final long UNANSWERED = 30_000_000L;
    /** A hint (send timeout, BOSH inactivity) tells of a close that follows within so long. */
    private static final long HINTING = 1_000_000L;

    private static final String NETWORK =
            "('connection_lost', 'connection_reset', 'timeout_ping', 'timeout_ack', 'timeout_send')";

    private Verdicts() {}

    /** The verdict on a connection, from its facts and the columns that {@link Sessions} adds. */
    static Column ofConnection() {
        return when(expr("bound"), ofSessionsConnection()).otherwise(ofNegotiation());
    }

    private static Column ofSessionsConnection() {
        return when(expr("lost_at IS NOT NULL"), ofLoss())
                .when(expr("closed"), ofClose())
                .when(
                        expr("resumed OR end_kind = " + Kind.OLD_STREAM_CLOSED.code()),
                        verdict("resumed", null, "client", "stated"))
                .when(expr("reused OR displaced"), verdict("log_gap", null, null, "inferred"))
                .when(expr("boot_end IS NOT NULL"), ofBootEnd())
                .otherwise(unknown());
    }

    /** A loss with stream management: its reason stands in the line from 19.09 on. */
    private static Column ofLoss() {
        return when(
                        expr("lost_reason IS NOT NULL AND told_lost.cause <> 'unknown'"),
                        told("told_lost", "stated", "lost_reason"))
                // 17.03 to 17.09 give the loss's reason only when the session is given up
                .when(
                        expr(
                                "end_reason IS NOT NULL AND coalesce(told_end.subcause, '') <> 'resume_timeout' AND told_end.cause IN "
                                        + NETWORK),
                        told("told_end", "stated", "end_reason"))
                .when(pingUnanswered("lost_at"), verdict("timeout_ping", null, "network", "traced"))
                .when(expr("hint = 'ACK_TIMEOUT'"), verdict("timeout_ack", null, "network", "traced"))
                .otherwise(verdict("connection_lost", null, "client_or_network", "inferred"));
    }

    private static Column ofClose() {
        var split = expr("if(end_split_guessed, 'inferred', 'stated')");
        return when(
                        expr("end_reason IS NOT NULL AND told_end.cause = 'replaced' AND NOT followed"),
                        struct(
                                lit("replaced").as("cause"),
                                lit("session_limit").as("subcause"),
                                expr("told_end.ended_by").as("ended_by"),
                                split.as("confidence"),
                                expr("end_reason").as("reason")))
                .when(
                        expr("end_reason IS NOT NULL AND told_end.cause <> 'unknown'"),
                        struct(
                                expr("told_end.cause").as("cause"),
                                expr("told_end.subcause").as("subcause"),
                                expr("told_end.ended_by").as("ended_by"),
                                split.as("confidence"),
                                expr("end_reason").as("reason")))
                .when(expr("end_reason IS NOT NULL"), unknown())
                .when(
                        expr("end_kind = " + Kind.REPLACED.code()),
                        struct(
                                lit("replaced").as("cause"),
                                expr("if(followed, null, 'session_limit')").as("subcause"),
                                lit("client").as("ended_by"),
                                lit("stated").as("confidence"),
                                lit(null).cast("string").as("reason")))
                .otherwise(ofTrace());
    }

    /** A close line without a reason (until 17.01). */
    private static Column ofTrace() {
        return when(expr("sent_error IS NOT NULL"), told("told_sent", "traced", "sent_error"))
                .when(expr("peer_error IS NOT NULL"), told("told_peer", "traced", "peer_error"))
                .when(expr("received_end_at IS NOT NULL"), verdict("client_closed", null, "client", "traced"))
                .when(hinted("SEND_TIMEOUT", "end_at"), verdict("timeout_send", null, "network", "traced"))
                .when(hinted("QUEUE_OVERFLOW", "end_at"), verdict("resource_limit", "ack_queue", "server", "traced"))
                .when(
                        hinted("INACTIVE", "end_at"),
                        verdict("connection_lost", "inactivity", "client_or_network", "traced"))
                .when(pingUnanswered("end_at"), verdict("timeout_ping", null, "network", "traced"))
                .when(
                        expr("boot_end = 'stop' AND end_at >= boot_end_at - " + STOPPING),
                        verdict("server_shutdown", null, "administrator", "inferred"))
                .when(expr("received_at IS NOT NULL"), verdict("connection_lost", null, "client_or_network", "traced"))
                .otherwise(unknown());
    }

    private static Column ofBootEnd() {
        return when(expr("in_gap"), verdict("log_gap", null, null, "inferred"))
                .when(expr("boot_end = 'stop'"), verdict("server_shutdown", null, "administrator", "inferred"))
                .otherwise(verdict("server_crash", null, "server", "inferred"));
    }

    /** A connection that never had a session: by its last telling record. */
    private static Column ofNegotiation() {
        return when(expr("blacklisted"), verdict("auth_failed", "ip_banned", "server", "stated"))
                .when(expr("tls_reason IS NOT NULL"), told("told_tls", "stated", "tls_reason"))
                .when(expr("sent_error IS NOT NULL"), told("told_sent", "traced", "sent_error"))
                .when(
                        expr("auth_failures > 0 AND authenticated_at IS NULL"),
                        verdict("auth_failed", null, "client", "inferred"))
                .when(
                        expr("sasl_failed_at IS NOT NULL AND authenticated_at IS NULL"),
                        verdict("auth_failed", null, "client", "traced"))
                .when(expr("forbidden"), verdict("policy_violation", null, "server", "inferred"))
                .when(expr("hint = 'TLS_ERROR'"), verdict("tls_failed", null, null, "traced"))
                .otherwise(unknown());
    }

    /** The verdict on a session, given that on its last connection. */
    static Column ofSession() {
        return when(expr("lost_at IS NULL"), struct(expr("verdict.*")))
                .when(
                        expr(
                                "closed AND end_reason IS NOT NULL AND coalesce(told_end.subcause, '') = 'resume_timeout'"),
                        timedOut("stated"))
                .when(
                        expr("closed AND end_reason IS NOT NULL AND told_end.cause NOT IN " + NETWORK
                                + " AND told_end.cause <> 'unknown'"),
                        told("told_end", "stated", "end_reason"))
                .when(expr("end_kind = " + Kind.REPLACED.code()), verdict("replaced", null, "client", "stated"))
                .when(expr("closed AND sent_error IS NOT NULL"), told("told_sent", "traced", "sent_error"))
                .when(
                        expr("closed AND end_reason IS NULL AND boot_end = 'stop' AND end_at >= boot_end_at - "
                                + STOPPING),
                        verdict("server_shutdown", null, "administrator", "inferred"))
                .when(expr("closed"), timedOut("inferred"))
                .when(expr("reused OR displaced"), verdict("log_gap", null, null, "inferred"))
                .when(expr("boot_end IS NOT NULL"), ofBootEnd())
                .otherwise(struct(expr("verdict.*")));
    }

    /** The session keeps the cause of its loss; that it was not resumed in time is the subcause. */
    private static Column timedOut(String confidence) {
        return struct(
                expr("verdict.cause").as("cause"),
                lit("resume_timeout").as("subcause"),
                expr("verdict.ended_by").as("ended_by"),
                expr("if(verdict.confidence = 'stated', '%s', verdict.confidence)".formatted(confidence))
                        .as("confidence"),
                expr("verdict.reason").as("reason"));
    }

    private static Column pingUnanswered(String end) {
        return expr(
                "ping_at IS NOT NULL AND received_at IS NOT NULL AND %s - ping_at >= %d".formatted(end, UNANSWERED));
    }

    private static Column hinted(String hint, String end) {
        return expr("hint = '%s' AND %s - hint_at BETWEEN 0 AND %d".formatted(hint, end, HINTING));
    }

    /** What the reason table says of a text; {@code name} is the column that holds its answer. */
    private static Column told(String name, String confidence, String reason) {
        return struct(
                expr(name + ".cause").as("cause"),
                expr(name + ".subcause").as("subcause"),
                expr(name + ".ended_by").as("ended_by"),
                expr("if(%s.cause = 'unknown', 'none', '%s')".formatted(name, confidence))
                        .as("confidence"),
                expr(reason).as("reason"));
    }

    private static Column unknown() {
        return struct(
                lit("unknown").as("cause"),
                text(null).as("subcause"),
                text(null).as("ended_by"),
                lit("none").as("confidence"),
                expr("end_reason").as("reason"));
    }

    private static Column verdict(String cause, String subcause, String endedBy, String confidence) {
        return struct(
                lit(cause).as("cause"),
                text(subcause).as("subcause"),
                text(endedBy).as("ended_by"),
                lit(confidence).as("confidence"),
                expr("coalesce(lost_reason, end_reason)").as("reason"));
    }

    private static Column text(String value) {
        return lit(value).cast("string");
    }

    /** The same full JID opened another session about when this one was closed: that replaced it. */
    static Column followed() {
        return expr("next_opened_at IS NOT NULL AND next_boot = boot AND next_opened_at <= end_at + " + REPLACING);
    }
}
