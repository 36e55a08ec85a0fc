package org.hangup.jobs.connections;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.hangup.jobs.events.BytesIn;
import org.hangup.jobs.events.ConnectionEvent;
import org.hangup.jobs.events.EventText;
import org.hangup.jobs.events.Kind;
import org.hangup.jobs.events.MaskedLine;
import org.hangup.jobs.events.Words;

/**
 * The events of one id of one boot, in the order of the log, folded into the connections that had that id: mostly one,
 * more if the id was used again. It holds one connection at a time, however many events it has.
 */
public final class ConnectionFold {
    /** An accept may stand a little behind the first line of its connection (17.03+: it is written by another process). */
    static final long LATE_ACCEPT = 2_000_000;
    /** A trace record may stand a little behind the close line (lager of 18.09+ writes them on two ways). */
    static final long LATE_TRACE = 1_000_000;
    /** A close line may stand a little behind the line that says that its session was replaced. */
    public static final long LATE_CLOSE = 60_000_000;
    /** A connection without a session is over after so long without a record of it (contract: settled rows). */
    public static final long SILENCE = 600_000_000;

    /** A report of a process comes no later than so long after the line that ended its connection; one behind that is of another. */
    public static final long LATE_REPORT = 60_000_000L;
    /** A record that says only that a process failed is explained within so long (contract: settled rows). */
    public static final long EXPLAINED = 2_000_000;

    private static final byte[] RECEIVED_END = ascii("Stream reset by peer");
    private static final byte[] BY_PEER = ascii("Stream closed by peer");
    private static final byte[] BY_LOCAL_HOST = ascii("Stream closed by local host");
    private static final byte[] SEPARATOR = ascii(": ");
    private static final byte[] PING = ascii("ping");
    private static final byte[] IQ_ERROR = ascii("iq error");
    private static final byte[] CUT = ascii("...");
    private static final byte[] OF_CLIENT = ascii("ejabberd_c2s");
    private static final byte[] SASL_FAILURE = ascii("auth failure");

    private final Consumer<FoldedConnection> sink;
    private final BytesIn carried = new BytesIn();
    private final Words words = new Words();
    private byte[] id = {};
    private Facts before;
    private Facts now;
    private List<FoldedConnection.Snapshot> snapshots = List.of();

    /** @param sink gets each connection once nothing more can come to it */
    public ConnectionFold(Consumer<FoldedConnection> sink) {
        this.sink = sink;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    public void add(ConnectionEvent event) {
        Kind kind = event.kind;
        if (kind == Kind.CARRIED) {
            finish();
            now = Facts.read(carried.of(event.text(EventText.CARRIED)), words);
            return;
        }
        long at = event.at;
        if (isLateTrace(kind, at) || isLateClose(event) || isLateReport(event)) {
            return;
        }
        if (now != null && !explains(event) && (isSettled(day(event)) || begins(event))) {
            endUnlogged(event, at);
            finish();
        }
        int day = day(event);
        if (now == null) {
            now = new Facts();
            first(event, at);
        } else {
            snapshotBefore(day);
        }
        apply(kind, event, at);
        now.set(Fact.LAST_AT, at);
        now.set(Fact.LAST_DAY, day);
        now.set(Fact.LAST_FILE, event.file);
        now.set(Fact.LAST_OFFSET, event.offset);
    }

    /** Days since 1970-01-01. */
    private static int day(ConnectionEvent event) {
        return (int) (event.order >>> 32);
    }

    private boolean isLateTrace(Kind kind, long at) {
        return kind.isTrace() && now != null && now.has(Fact.END_KIND) && at - now.get(Fact.END_AT) > LATE_TRACE;
    }

    /** It closes what a line has ended already, maybe on the day before, which is final. */
    private boolean isLateClose(ConnectionEvent event) {
        return event.kind == Kind.CLOSED
                && now != null
                && now.endsBy(Kind.REPLACED)
                && event.at - now.get(Fact.END_AT) <= LATE_CLOSE
                && speaksOfThis(event);
    }

    /** It comes within 2 s of a record that says only that the process failed, and may say why, or when the session was closed. */
    private boolean explains(ConnectionEvent event) {
        return now != null
                && now.is(Fact.UNEXPLAINED)
                && now.has(Fact.END_KIND)
                && !now.is(Fact.SETTLED)
                && event.at - now.get(Fact.END_AT) <= EXPLAINED
                && (event.kind.isOfProcess()
                        || (event.kind == Kind.CLOSED && now.endsBy(Kind.CRASHED) && speaksOfThis(event)));
    }

    /**
     * A report of a process whose connection has ended, or anything behind such a report, changes nothing. Only that it was a client's connection
     * a second report of the same death may be the first to say.
     */
    private boolean isLateReport(ConnectionEvent event) {
        Kind kind = event.kind;
        boolean late = now != null
                && now.has(Fact.END_KIND)
                && (kind.isOfProcess() || (now.endsBy(Kind.CRASHED) && !kind.opensConnection()))
                && event.at - now.get(Fact.END_AT) <= LATE_REPORT
                && !explains(event)
                && (kind != Kind.CLOSED || speaksOfThis(event));
        if (!late || !event.is(EventText.TEXT, OF_CLIENT) || now.is(Fact.CLIENT) || now.has(Fact.ACCEPTED_AT)) {
            return late;
        }
        boolean sameDay = day(event) == now.number(Fact.LAST_DAY);
        now.set(Fact.CLIENT, sameDay);
        return sameDay;
    }

    /** Its line of end stands on a day that is over: what comes now is not of it. */
    private boolean isSettled(int day) {
        return now.isOver() && day > now.number(Fact.LAST_DAY);
    }

    private boolean begins(ConnectionEvent event) {
        Kind kind = event.kind;
        long at = event.at;
        if (now.has(Fact.END_KIND)) {
            return kind.opensConnection() || kind.isOfProcess() || now.endsBy(Kind.CRASHED);
        }
        if (!now.is(Fact.BOUND) && at - now.get(Fact.LAST_AT) > SILENCE) {
            return true;
        }
        if (kind == Kind.ACCEPTED) {
            boolean late = !now.has(Fact.ACCEPTED_AT)
                    && (now.is(Fact.CLIENT) || !now.has(Fact.RECEIVED_AT))
                    && at - now.get(Fact.FIRST_AT) <= LATE_ACCEPT;
            return !late;
        }
        // a process authenticates one client, and binds one session
        boolean authenticates = kind == Kind.AUTH_ACCEPTED || kind == Kind.AUTH_FAILED;
        return (kind == Kind.OPENED || (authenticates && at > now.get(Fact.OPENED_AT))) && now.has(Fact.OPENED_AT);
    }

    /** The id belongs to another connection now, so the one that had it is gone, and no line told of its end. */
    private void endUnlogged(ConnectionEvent event, long at) {
        if (!now.has(Fact.END_KIND) && now.is(Fact.BOUND)) {
            snapshotBefore(day(event));
            end(Kind.ACCEPTED, event, at, null);
        }
    }

    private void first(ConnectionEvent event, long at) {
        now.set(Fact.FIRST_AT, at);
        now.set(Fact.FIRST_ORDER, event.order);
        now.set(Fact.FIRST_OFFSET, event.offset);
        now.set(Fact.FIRST_IP, event.text(EventText.IP));
        now.set(Fact.FIRST_PORT, port(event.port));
        now.set(Fact.ORDINAL, before != null && now.beginsLike(before) ? before.number(Fact.ORDINAL) + 1 : 0);
    }

    private void apply(Kind kind, ConnectionEvent event, long at) {
        if (kind.ofClient()) {
            now.set(Fact.CLIENT, true);
        }
        if (!kind.isTrace()) {
            now.setKnown(Fact.TRANSPORT, event.text(EventText.TRANSPORT));
            address(kind, event);
        }
        switch (kind) {
            case ACCEPTED -> {
                now.set(Fact.ACCEPTED_AT, at);
                now.set(Fact.LOCAL_PORT, port(event.localPort));
            }
            case AUTH_ACCEPTED -> {
                now.set(Fact.AUTHENTICATED_AT, at);
                if (!now.is(Fact.BOUND)) {
                    user(event);
                }
                now.set(Fact.AUTH_MECHANISM, event.text(EventText.AUTH_MECHANISM));
                now.set(Fact.AUTH_BACKEND, event.text(EventText.AUTH_BACKEND));
            }
            case AUTH_FAILED -> {
                now.set(Fact.AUTH_FAILURES, now.number(Fact.AUTH_FAILURES) + 1);
                now.setKnown(Fact.TRIED_USER, event.text(EventText.USER));
            }
            case OPENED, RESUMED -> open(kind, event, at);
            case WAITING -> {
                if (speaksOfThis(event)) {
                    now.set(Fact.LOST_AT, at);
                    now.set(Fact.LOST_REASON, reason(event));
                    now.set(Fact.NEARBY, event.text(EventText.NEARBY));
                    now.set(Fact.LOST_WINDOW, event.seconds == ConnectionEvent.NO_SECONDS ? Facts.NONE : event.seconds);
                    now.set(Fact.LOST_FILE, event.file);
                    now.set(Fact.LOST_OFFSET, event.offset);
                    bindByEnd(event);
                }
            }
            case CLOSED, REPLACED -> {
                if (speaksOfThis(event)) {
                    now.set(Fact.END_SPLIT_GUESSED, !now.is(Fact.BOUND) && resourceMayHoldReason(event));
                    end(kind, event, at, reason(event));
                    if (!now.has(Fact.LOST_AT)) {
                        now.set(Fact.NEARBY, event.text(EventText.NEARBY));
                    }
                    bindByEnd(event);
                    if (event.sidAt != ConnectionEvent.NO_TIME) {
                        now.set(Fact.SID_AT, event.sidAt);
                    }
                }
            }
            case OLD_STREAM_CLOSED -> {
                end(kind, event, at, null);
                bindByEnd(event);
            }
            case TLS_FAILED -> now.set(Fact.TLS_REASON, event.text(EventText.REASON));
            case BLACKLISTED -> now.set(Fact.BLACKLISTED, true);
            case FORBIDDEN -> now.set(Fact.FORBIDDEN, true);
            case XML_RECEIVED -> received(event, at);
            case XML_SENT -> sent(event, at);
            case SEND_TIMEOUT, ACK_TIMEOUT, QUEUE_OVERFLOW, TLS_ERROR, INACTIVE -> {
                now.set(Fact.HINT, kind.code());
                now.set(Fact.HINT_AT, at);
            }
            case CRASHED -> crashed(event, at);
            case OVERLOADED -> now.set(Fact.OVERLOADED_AT, at);
            case SESSION_SID -> now.set(Fact.SID_AT, event.sidAt);
            case SESSION_JID -> bindByEnd(event);
            case SESSION_INFO -> now.setFirst(Fact.AUTH_BACKEND, event.text(EventText.AUTH_BACKEND));
            case CLIENT_DISCONNECTED, CLIENT_ADDRESS, CARRIED, ACCEPT_FAILED -> {}
        }
    }

    /** The accept line's address stands; else a line with a port, else any address. */
    private void address(Kind kind, ConnectionEvent event) {
        boolean withPort = event.port != ConnectionEvent.NO_PORT;
        if (kind == Kind.ACCEPTED || (withPort && !now.has(Fact.PORT))) {
            now.setKnown(Fact.IP, event.text(EventText.IP));
            if (withPort) {
                now.set(Fact.PORT, event.port);
            }
        } else if (!now.has(Fact.IP)) {
            now.setKnown(Fact.IP, event.text(EventText.IP));
        }
    }

    private static long port(int port) {
        return port == ConnectionEvent.NO_PORT ? Facts.NONE : port;
    }

    private void user(ConnectionEvent event) {
        now.setKnown(Fact.USER, event.text(EventText.USER));
        now.setKnown(Fact.SERVER, event.text(EventText.SERVER));
    }

    private void open(Kind kind, ConnectionEvent event, long at) {
        now.set(Fact.OPENED_AT, at);
        now.set(Fact.RESUMES, kind == Kind.RESUMED);
        now.set(Fact.OPEN_FILE, event.file);
        now.set(Fact.OPEN_ORDER, event.order);
        now.set(Fact.OPEN_OFFSET, event.offset);
        bind(event);
    }

    private void bind(ConnectionEvent event) {
        now.set(Fact.BOUND, true);
        now.set(Fact.USER, event.text(EventText.USER));
        now.set(Fact.SERVER, event.text(EventText.SERVER));
        now.set(Fact.RESOURCE, event.text(EventText.RESOURCE));
    }

    /** A line that ends a session proves that there was one; its JID serves where no line opened it. */
    private void bindByEnd(ConnectionEvent event) {
        if (!now.is(Fact.BOUND) && event.has(EventText.SERVER)) {
            bind(event);
        }
    }

    /** A session's line with another JID than the one that this connection opened is not of this connection. */
    private boolean speaksOfThis(ConnectionEvent event) {
        if (!now.is(Fact.BOUND)) {
            return true;
        }
        if (event.has(EventText.LINE)) {
            return MaskedLine.isOf(event.text(EventText.LINE), jid());
        }
        if (event.has(EventText.TEXT)) {
            return event.startsWith(EventText.TEXT, jid());
        }
        return !event.has(EventText.RESOURCE) || event.is(EventText.RESOURCE, now.text(Fact.RESOURCE));
    }

    private static boolean resourceMayHoldReason(ConnectionEvent event) {
        return event.has(EventText.GUESSED) || event.contains(EventText.RESOURCE, SEPARATOR);
    }

    /** The reason of a line {@code JID: REASON}, cut with the JID that is known from the opening line. */
    private byte[] reason(ConnectionEvent event) {
        if (!event.has(EventText.TEXT) || !now.is(Fact.BOUND)) {
            return event.text(EventText.REASON);
        }
        if (event.has(EventText.LINE)) {
            return MaskedLine.reason(event.text(EventText.LINE), jid());
        }
        byte[] text = event.text(EventText.TEXT);
        int from = jid().length + SEPARATOR.length;
        return text.length < from ? null : Arrays.copyOfRange(text, from, text.length);
    }

    private byte[] jid() {
        return JidText.of(now.text(Fact.USER), now.text(Fact.SERVER), now.text(Fact.RESOURCE));
    }

    private void end(Kind kind, ConnectionEvent event, long at, byte[] reason) {
        now.set(Fact.END_KIND, kind.code());
        now.set(Fact.END_AT, at);
        now.set(Fact.END_REASON, reason);
        now.set(Fact.UNEXPLAINED, kind == Kind.CLOSED && !CrashReasons.tells(reason));
        now.set(Fact.END_FILE, event.file);
        now.set(Fact.END_OFFSET, event.offset);
    }

    private void crashed(ConnectionEvent event, long at) {
        byte[] reason = event.text(EventText.REASON);
        boolean tells = CrashReasons.tells(reason);
        if (event.is(EventText.TEXT, OF_CLIENT)) {
            now.set(Fact.CLIENT, true);
        }
        if (!now.has(Fact.END_KIND)) {
            end(Kind.CRASHED, event, at, null);
            now.set(Fact.UNEXPLAINED, !tells);
        } else if (CrashReasons.tells(now.text(Fact.CRASH_REASON)) || !tells) {
            return;
        }
        now.set(Fact.CRASH_REASON, reason);
        now.set(Fact.TRANSPORT_GONE, CrashReasons.transportGone(reason, id));
    }

    private void received(ConnectionEvent event, long at) {
        now.set(Fact.RECEIVED_AT, at);
        if (event.is(EventText.REASON, IQ_ERROR)
                && now.has(Fact.PING_AT)
                && event.is(EventText.TEXT, now.text(Fact.PING_ID))) {
            now.set(Fact.PING_ERROR_AT, at);
        }
        now.forget(Fact.PING_AT);
        if (event.startsWith(EventText.REASON, BY_PEER)) {
            now.setFirst(Fact.PEER_ERROR, event.text(EventText.REASON));
        } else if (event.is(EventText.REASON, RECEIVED_END)) {
            now.setFirst(Fact.RECEIVED_END_AT, at);
        }
    }

    private void sent(ConnectionEvent event, long at) {
        if (event.is(EventText.REASON, PING)) {
            now.setFirst(Fact.PING_AT, at);
            now.set(Fact.PING_ID, event.is(EventText.TEXT, CUT) ? null : event.text(EventText.TEXT));
        } else if (event.is(EventText.REASON, SASL_FAILURE)) {
            now.set(Fact.SASL_FAILED_AT, at);
        } else if (event.startsWith(EventText.REASON, BY_LOCAL_HOST)) {
            now.setFirst(Fact.SENT_ERROR, event.text(EventText.REASON));
        }
    }

    /** Keeps how the connection stood at the end of its last day, if the next event is of a later one. */
    private void snapshotBefore(int day) {
        int last = now.number(Fact.LAST_DAY);
        if (day > last) {
            if (snapshots.isEmpty()) {
                snapshots = new ArrayList<>();
            }
            snapshots.add(new FoldedConnection.Snapshot(last, day - 1, now.copy()));
        }
    }

    /** No more events of the id are to come. */
    public void finish() {
        if (now != null) {
            if (now.is(Fact.BOUND) && !now.has(Fact.OPENED_AT)) {
                // a session's sid tells when it began, where no line does
                now.set(Fact.OPENED_AT, now.get(Fact.SID_AT));
            }
            sink.accept(new FoldedConnection(now, snapshots));
            before = now;
        }
        now = null;
        snapshots = List.of();
    }

    /**
     * Another id comes.
     *
     * @param next as lines print it
     */
    public void reset(byte[] next) {
        finish();
        before = null;
        id = next;
    }
}
