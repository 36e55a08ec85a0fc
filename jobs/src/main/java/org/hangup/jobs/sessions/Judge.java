package org.hangup.jobs.sessions;

import static org.hangup.jobs.sessions.Verdict.INFERRED;
import static org.hangup.jobs.sessions.Verdict.STATED;
import static org.hangup.jobs.sessions.Verdict.TRACED;

import java.util.Set;
import org.hangup.event.Disconnect;
import org.hangup.event.ReasonTable;
import org.hangup.jobs.connections.Fact;
import org.hangup.jobs.connections.Facts;
import org.hangup.jobs.events.Kind;

/**
 * Says why a connection and why a session ended. First what the log states, then what a trace of debug records shows,
 * then what stands around the end, else unknown; never surer than the log is.
 *
 * <p>Source: the lines of ejabberd_c2s, xmpp_stream_in and mod_stream_mgmt of 2.0 to 26.07, and what nodes of seven
 * releases wrote when ends were staged.
 */
final class Judge {
    /** A node's stop closes the sessions up to so long before its {@code is stopped} line (5 s in 14.12 and 16.09). */
    private static final long STOPPING = 7_000_000L;
    /** A new session of the same full JID opens no later than so long after the one that it replaces has been closed. */
    private static final long REPLACING = 1_000_000L;
    /** Without an answer for so long after a ping, the close is mod_ping's (IQ_TIMEOUT is 32 s until 16.x). */
    private static final long UNANSWERED = 30_000_000L;
    /** A hint (send timeout, BOSH inactivity) tells of a close that follows within so long. */
    private static final long HINTING = 1_000_000L;

    /** A process that the server kills for its long queue dies within so long. */
    private static final long KILLING = 2_000_000L;

    private static final String RESUME_TIMEOUT = "resume_timeout";
    private static final Set<String> LOSSES =
            Set.of("connection_lost", "connection_reset", "timeout_ping", "timeout_ack", "timeout_send");

    private final ReasonTable reasons;

    Judge(ReasonTable reasons) {
        this.reasons = reasons;
    }

    Verdict onConnection(Around around) {
        Facts facts = around.facts();
        if (!facts.is(Fact.BOUND)) {
            return onNegotiation(facts);
        }
        if (facts.has(Fact.LOST_AT)) {
            return onLoss(facts, around);
        }
        if (isClosed(facts)) {
            return onClose(facts, around);
        }
        if (around.resumed()) {
            return new Verdict("resumed", null, "client", STATED, null);
        }
        if (facts.has(Fact.END_KIND) || around.displaced()) {
            return logGap();
        }
        return around.end() == null ? Verdict.unknown(null) : onBootEnd(facts, around);
    }

    /** The session whose last connection got this verdict. */
    Verdict onSession(Around around, Verdict connection) {
        Facts facts = around.facts();
        if (!facts.has(Fact.LOST_AT)) {
            return connection;
        }
        if (isClosed(facts)) {
            return onGiveUp(facts, around, connection);
        }
        if (facts.has(Fact.END_KIND) || around.timedOut() != Facts.NONE) {
            return connection.withSubcause(RESUME_TIMEOUT).atMost(INFERRED);
        }
        return around.end() == null ? connection : onBootEnd(facts, around);
    }

    static boolean isClosed(Facts facts) {
        return facts.endsBy(Kind.CLOSED) || facts.endsBy(Kind.REPLACED) || facts.endsBy(Kind.CRASHED);
    }

    /** A loss with stream management; its reason stands in the line from 19.09 on. */
    private Verdict onLoss(Facts facts, Around around) {
        var said = say(facts.text(Fact.LOST_REASON));
        if (Verdict.isKnown(said)) {
            return onPing(facts, Verdict.of(said, STATED, facts.text(Fact.LOST_REASON)), facts.get(Fact.LOST_AT));
        }
        // 17.03 to 17.09 give the loss's reason only when the session is given up
        var last = say(facts.text(Fact.END_REASON));
        if (Verdict.isKnown(last) && LOSSES.contains(last.cause()) && !RESUME_TIMEOUT.equals(last.subcause())) {
            return Verdict.of(last, STATED, facts.text(Fact.END_REASON));
        }
        if (pingUnanswered(facts, facts.get(Fact.LOST_AT))) {
            return new Verdict("timeout_ping", null, "client_or_network", TRACED, null);
        }
        if (isHint(facts, Kind.ACK_TIMEOUT)) {
            return new Verdict("timeout_ack", null, "network", TRACED, null);
        }
        if (facts.has(Fact.NEARBY)) {
            // the transport was gone, or nobody answered the ping
            return around.resumed()
                    ? new Verdict("resumed", null, "client_or_network", STATED, null)
                    : Verdict.unknown(null);
        }
        return new Verdict("connection_lost", null, "client_or_network", INFERRED, facts.text(Fact.LOST_REASON));
    }

    private Verdict onClose(Facts facts, Around around) {
        var reason = facts.text(Fact.END_REASON);
        boolean replacedByNext = around.opensUntil(facts.get(Fact.END_AT) + REPLACING);
        if (facts.endsBy(Kind.REPLACED)) {
            return new Verdict("replaced", replacedByNext ? null : "session_limit", "client", STATED, null);
        }
        if (isCrash(facts)) {
            return onCrash(facts);
        }
        if (reason == null) {
            return onTrace(facts, around);
        }
        var verdict = Verdict.of(say(reason), facts.is(Fact.END_SPLIT_GUESSED) ? INFERRED : STATED, reason);
        if (verdict.cause().equals("timeout_ping")) {
            return onPing(facts, verdict, facts.get(Fact.END_AT));
        }
        return verdict.cause().equals("replaced") && !replacedByNext ? verdict.withSubcause("session_limit") : verdict;
    }

    /** Until 19.08 the server takes an error for no answer. */
    private static Verdict onPing(Facts facts, Verdict verdict, long end) {
        boolean answered = facts.has(Fact.PING_ERROR_AT) && Math.abs(end - facts.get(Fact.PING_ERROR_AT)) <= HINTING;
        return answered
                ? new Verdict(
                        verdict.cause(), "ping_answered_with_error", "server", verdict.confidence(), verdict.reason())
                : verdict;
    }

    /** A report tells of its process's death, and nothing said why before. */
    private static boolean isCrash(Facts facts) {
        return facts.endsBy(Kind.CRASHED) || (facts.is(Fact.UNEXPLAINED) && facts.has(Fact.CRASH_REASON));
    }

    private Verdict onCrash(Facts facts) {
        var reason = facts.text(Fact.CRASH_REASON);
        if (facts.is(Fact.TRANSPORT_GONE)) {
            return new Verdict("connection_lost", null, "client_or_network", INFERRED, reason);
        }
        boolean killed = facts.is(Fact.UNEXPLAINED)
                && facts.has(Fact.OVERLOADED_AT)
                && Math.abs(facts.get(Fact.END_AT) - facts.get(Fact.OVERLOADED_AT)) <= KILLING;
        if (killed) {
            return new Verdict("resource_limit", null, "server", STATED, reason);
        }
        var said = say(reason);
        return Verdict.isKnown(said)
                ? Verdict.of(said, STATED, reason)
                : new Verdict("server_error", null, "server", STATED, reason);
    }

    /** A close line without a reason (until 17.01). */
    private Verdict onTrace(Facts facts, Around around) {
        long end = facts.get(Fact.END_AT);
        if (facts.has(Fact.SENT_ERROR)) {
            return traced(facts, Fact.SENT_ERROR);
        }
        if (facts.has(Fact.PEER_ERROR)) {
            return traced(facts, Fact.PEER_ERROR);
        }
        if (facts.has(Fact.RECEIVED_END_AT)) {
            return new Verdict("client_closed", null, "client", TRACED, null);
        }
        if (hinted(facts, Kind.SEND_TIMEOUT, end)) {
            return new Verdict("timeout_send", null, "network", TRACED, null);
        }
        if (hinted(facts, Kind.QUEUE_OVERFLOW, end)) {
            return new Verdict("resource_limit", "ack_queue", "server", TRACED, null);
        }
        if (hinted(facts, Kind.INACTIVE, end)) {
            return new Verdict("connection_lost", "inactivity", "client_or_network", TRACED, null);
        }
        if (pingUnanswered(facts, end)) {
            return new Verdict("timeout_ping", null, "client_or_network", TRACED, null);
        }
        if (stoppingAt(around, end)) {
            return new Verdict("server_shutdown", null, "administrator", INFERRED, null);
        }
        if (facts.has(Fact.RECEIVED_AT)) {
            return new Verdict("connection_lost", null, "client_or_network", TRACED, null);
        }
        return facts.has(Fact.NEARBY) ? onNearby(facts.text(Fact.NEARBY)) : Verdict.unknown(null);
    }

    /** The trace of a console names nobody: what stands alone before the only close of that second is taken for its cause. */
    private Verdict onNearby(byte[] trace) {
        return trace.length == 0
                ? new Verdict("connection_lost", null, "client_or_network", INFERRED, null)
                : Verdict.of(say(trace), INFERRED, trace);
    }

    private Verdict onBootEnd(Facts facts, Around around) {
        if (around.gapBetween(facts.get(Fact.LAST_AT))) {
            return logGap();
        }
        return around.stopped()
                ? new Verdict("server_shutdown", null, "administrator", INFERRED, null)
                : new Verdict("server_crash", null, "server", INFERRED, null);
    }

    /** A session that waited for resumption and was then closed. */
    private Verdict onGiveUp(Facts facts, Around around, Verdict loss) {
        var reason = facts.text(Fact.END_REASON);
        if (facts.endsBy(Kind.REPLACED)) {
            return new Verdict("replaced", null, "client", STATED, null);
        }
        if (isCrash(facts)) {
            return onCrash(facts);
        }
        if (reason == null) {
            if (facts.has(Fact.SENT_ERROR)) {
                return traced(facts, Fact.SENT_ERROR);
            }
            return stoppingAt(around, facts.get(Fact.END_AT))
                    ? new Verdict("server_shutdown", null, "administrator", INFERRED, null)
                    : loss.withSubcause(RESUME_TIMEOUT).atMost(INFERRED);
        }
        var said = say(reason);
        boolean timedOut =
                !Verdict.isKnown(said) || RESUME_TIMEOUT.equals(said.subcause()) || LOSSES.contains(said.cause());
        return timedOut ? loss.withSubcause(RESUME_TIMEOUT) : Verdict.of(said, STATED, reason);
    }

    /** A connection that never had a session: by its last telling record. */
    private Verdict onNegotiation(Facts facts) {
        boolean authenticated = facts.has(Fact.AUTHENTICATED_AT);
        if (facts.is(Fact.BLACKLISTED)) {
            return new Verdict("auth_failed", "ip_banned", "server", STATED, null);
        }
        if (isCrash(facts)) {
            return onCrash(facts);
        }
        if (facts.has(Fact.TLS_REASON)) {
            var reason = facts.text(Fact.TLS_REASON);
            var said = say(reason);
            return Verdict.isKnown(said)
                    ? Verdict.of(said, STATED, reason)
                    : new Verdict("tls_failed", null, null, STATED, reason);
        }
        if (facts.has(Fact.SENT_ERROR)) {
            return traced(facts, Fact.SENT_ERROR);
        }
        if (facts.number(Fact.AUTH_FAILURES) > 0 && !authenticated) {
            return new Verdict("auth_failed", null, "client", INFERRED, null);
        }
        if (facts.has(Fact.SASL_FAILED_AT) && !authenticated) {
            return new Verdict("auth_failed", null, "client", TRACED, null);
        }
        if (facts.is(Fact.FORBIDDEN)) {
            return new Verdict("policy_violation", null, "server", INFERRED, null);
        }
        if (isHint(facts, Kind.TLS_ERROR)) {
            return new Verdict("tls_failed", null, null, TRACED, null);
        }
        return Verdict.of(say(facts.text(Fact.END_REASON)), STATED, facts.text(Fact.END_REASON));
    }

    private static Verdict logGap() {
        return new Verdict("log_gap", null, null, INFERRED, null);
    }

    private Verdict traced(Facts facts, Fact fact) {
        return Verdict.of(say(facts.text(fact)), TRACED, facts.text(fact));
    }

    private Disconnect say(byte[] reason) {
        if (reason == null) {
            return null;
        }
        return reasons.find(reason, 0, reason.length);
    }

    private static boolean stoppingAt(Around around, long at) {
        return around.stopped() && at >= around.end().at() - STOPPING;
    }

    private static boolean pingUnanswered(Facts facts, long end) {
        return facts.has(Fact.PING_AT) && facts.has(Fact.RECEIVED_AT) && end - facts.get(Fact.PING_AT) >= UNANSWERED;
    }

    private static boolean hinted(Facts facts, Kind kind, long end) {
        return isHint(facts, kind) && Math.abs(end - facts.get(Fact.HINT_AT)) <= HINTING;
    }

    private static boolean isHint(Facts facts, Kind kind) {
        return facts.get(Fact.HINT) == kind.code();
    }
}
