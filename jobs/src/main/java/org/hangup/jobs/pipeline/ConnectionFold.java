package org.hangup.jobs.pipeline;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The events of one id of one boot, in the order of the log, folded into the connections that had that id: mostly one,
 * more if the id was used again. Holds one connection at a time, however many events it has.
 */
final class ConnectionFold implements Serializable {
    /** An accept may stand a little behind the first line of its connection (17.03+: it is written by another process). */
    static final long LATE_ACCEPT = 2_000_000;
    /** A trace record may stand a little behind the close line (lager of 18.09+ writes them on two ways). */
    static final long LATE_TRACE = 1_000_000;
    /** A connection without a session is over after so long without a record of it (contract: settled rows). */
    static final long SILENCE = 600_000_000;

    /** A connection's facts as they stood at the end of the days from_day to to_day, where they changed later. */
    static final StructType SNAPSHOT = new StructType()
            .add("from_day", DataTypes.IntegerType)
            .add("to_day", DataTypes.IntegerType)
            .add("facts", Fact.SCHEMA);

    static final StructType CONNECTION =
            new StructType().add("facts", Fact.SCHEMA).add("snapshots", DataTypes.createArrayType(SNAPSHOT));

    private static final UTF8String RECEIVED_END = UTF8String.fromString("Stream reset by peer");
    private static final UTF8String BY_PEER = UTF8String.fromString("Stream closed by peer");
    private static final UTF8String BY_LOCAL_HOST = UTF8String.fromString("Stream closed by local host");
    private static final UTF8String SEPARATOR = UTF8String.fromString(": ");
    private static final UTF8String PING = UTF8String.fromString("ping");
    private static final UTF8String SASL_FAILURE = UTF8String.fromString("auth failure");

    private final ArrayList<InternalRow> connections = new ArrayList<>();
    private Facts before;
    private Facts now;
    private List<InternalRow> snapshots = List.of();

    void add(InternalRow event) {
        Kind kind = Kind.of(EventColumn.KIND.code(event));
        if (kind == Kind.CARRIED) {
            finish();
            now = Facts.of(EventColumn.CARRIED.facts(event));
            return;
        }
        long at = EventColumn.AT.time(event);
        if (isLateTrace(kind, at)) {
            return;
        }
        if (now != null && begins(kind, at)) {
            endUnlogged(event, at);
            finish();
        }
        int day = EventColumn.DAY.number(event);
        if (now == null) {
            now = new Facts();
            first(event, at);
        } else {
            snapshotBefore(day);
        }
        apply(kind, event, at);
        now.set(Fact.LAST_AT, at);
        now.set(Fact.LAST_DAY, day);
        now.set(Fact.LAST_FILE, EventColumn.FILE.text(event));
        now.set(Fact.LAST_OFFSET, EventColumn.OFFSET.time(event));
    }

    ArrayData result() {
        finish();
        return new GenericArrayData(connections.toArray());
    }

    private boolean isLateTrace(Kind kind, long at) {
        return kind.isTrace() && now != null && now.has(Fact.END_KIND) && at - now.time(Fact.END_AT) > LATE_TRACE;
    }

    private boolean begins(Kind kind, long at) {
        if (now.has(Fact.END_KIND)) {
            return kind.opensConnection();
        }
        if (!now.is(Fact.BOUND) && at - now.time(Fact.LAST_AT) > SILENCE) {
            return true;
        }
        if (kind == Kind.ACCEPTED) {
            boolean late = !now.has(Fact.ACCEPTED_AT)
                    && (now.is(Fact.CLIENT) || !now.has(Fact.RECEIVED_AT))
                    && at - now.time(Fact.FIRST_AT) <= LATE_ACCEPT;
            return !late;
        }
        return kind == Kind.OPENED && now.has(Fact.OPENED_AT);
    }

    /** The id belongs to another connection now, so the one that had it is gone, and no line told of its end. */
    private void endUnlogged(InternalRow event, long at) {
        if (!now.has(Fact.END_KIND) && now.is(Fact.BOUND)) {
            snapshotBefore(EventColumn.DAY.number(event));
            end(Kind.ACCEPTED, event, at, null);
        }
    }

    private void first(InternalRow event, long at) {
        now.set(Fact.FIRST_AT, at);
        now.set(Fact.FIRST_ORDER, EventColumn.ORDER.time(event));
        now.set(Fact.FIRST_OFFSET, EventColumn.OFFSET.time(event));
        now.set(Fact.FIRST_IP, EventColumn.IP.text(event));
        now.set(Fact.FIRST_PORT, EventColumn.PORT.numberOrNull(event));
        now.set(Fact.ORDINAL, before != null && now.beginsLike(before) ? before.number(Fact.ORDINAL) + 1 : 0);
    }

    private void apply(Kind kind, InternalRow event, long at) {
        if (kind.ofClient()) {
            now.set(Fact.CLIENT, true);
        }
        if (!kind.isTrace()) {
            now.setKnown(Fact.TRANSPORT, EventColumn.TRANSPORT.text(event));
            address(kind, event);
        }
        switch (kind) {
            case ACCEPTED -> {
                now.set(Fact.ACCEPTED_AT, at);
                now.set(Fact.LOCAL_PORT, EventColumn.LOCAL_PORT.numberOrNull(event));
            }
            case AUTH_ACCEPTED -> {
                now.set(Fact.AUTHENTICATED_AT, at);
                if (!now.is(Fact.BOUND)) {
                    user(event);
                }
                now.set(Fact.AUTH_MECHANISM, EventColumn.AUTH_MECHANISM.text(event));
                now.set(Fact.AUTH_BACKEND, EventColumn.AUTH_BACKEND.text(event));
            }
            case AUTH_FAILED -> {
                now.set(Fact.AUTH_FAILURES, now.number(Fact.AUTH_FAILURES) + 1);
                now.setKnown(Fact.TRIED_USER, EventColumn.USER.text(event));
            }
            case OPENED, RESUMED -> open(kind, event, at);
            case WAITING -> {
                if (speaksOfThis(event)) {
                    now.set(Fact.LOST_AT, at);
                    now.set(Fact.LOST_REASON, reason(event));
                    now.set(Fact.LOST_FILE, EventColumn.FILE.text(event));
                    now.set(Fact.LOST_OFFSET, EventColumn.OFFSET.time(event));
                    bindByEnd(event);
                }
            }
            case CLOSED, REPLACED -> {
                if (speaksOfThis(event)) {
                    now.set(Fact.END_SPLIT_GUESSED, !now.is(Fact.BOUND) && resourceMayHoldReason(event));
                    end(kind, event, at, reason(event));
                    now.set(Fact.NEARBY, EventColumn.NEARBY.text(event));
                    bindByEnd(event);
                }
            }
            case OLD_STREAM_CLOSED -> {
                end(kind, event, at, null);
                bindByEnd(event);
            }
            case TLS_FAILED -> now.set(Fact.TLS_REASON, EventColumn.REASON.text(event));
            case BLACKLISTED -> now.set(Fact.BLACKLISTED, true);
            case FORBIDDEN -> now.set(Fact.FORBIDDEN, true);
            case XML_RECEIVED -> received(event, at);
            case XML_SENT -> sent(event, at);
            case SEND_TIMEOUT, ACK_TIMEOUT, QUEUE_OVERFLOW, TLS_ERROR, INACTIVE, CRASHED -> {
                now.set(Fact.HINT, UTF8String.fromString(kind.name()));
                now.set(Fact.HINT_AT, at);
            }
            case SESSION_SID -> now.set(Fact.SID_AT, EventColumn.SID_AT.timeOrNull(event));
            case SESSION_JID -> bindByEnd(event);
            case SESSION_INFO -> now.setFirst(Fact.AUTH_BACKEND, EventColumn.AUTH_BACKEND.text(event));
            case CLIENT_DISCONNECTED, CLIENT_ADDRESS, CARRIED -> {}
        }
    }

    /** The accept line's address stands; else a line with a port, else any address. */
    private void address(Kind kind, InternalRow event) {
        UTF8String ip = EventColumn.IP.look(event);
        Integer port = EventColumn.PORT.numberOrNull(event);
        if (kind == Kind.ACCEPTED || (port != null && !now.has(Fact.PORT))) {
            now.setKnown(Fact.IP, ip == null ? null : ip.copy());
            now.setKnown(Fact.PORT, port);
        } else if (ip != null && !now.has(Fact.IP)) {
            now.set(Fact.IP, ip.copy());
        }
    }

    private void user(InternalRow event) {
        now.setKnown(Fact.USER, EventColumn.USER.text(event));
        now.setKnown(Fact.SERVER, EventColumn.SERVER.text(event));
    }

    private void open(Kind kind, InternalRow event, long at) {
        now.set(Fact.OPENED_AT, at);
        now.set(Fact.RESUMES, kind == Kind.RESUMED);
        now.set(Fact.OPEN_FILE, EventColumn.FILE.text(event));
        now.set(Fact.OPEN_ORDER, EventColumn.ORDER.time(event));
        now.set(Fact.OPEN_OFFSET, EventColumn.OFFSET.time(event));
        bind(event);
    }

    private void bind(InternalRow event) {
        now.set(Fact.BOUND, true);
        now.set(Fact.USER, EventColumn.USER.text(event));
        now.set(Fact.SERVER, EventColumn.SERVER.text(event));
        now.set(Fact.RESOURCE, EventColumn.RESOURCE.text(event));
    }

    /** A line that ends a session proves that there was one; its JID serves where no line opened it. */
    private void bindByEnd(InternalRow event) {
        if (!now.is(Fact.BOUND) && EventColumn.SERVER.look(event) != null) {
            bind(event);
        }
    }

    /** A session's line with another JID than the one that this connection opened is not of this connection. */
    private boolean speaksOfThis(InternalRow event) {
        if (!now.is(Fact.BOUND)) {
            return true;
        }
        UTF8String text = EventColumn.TEXT.look(event);
        if (text != null) {
            return text.startsWith(jid());
        }
        UTF8String resource = EventColumn.RESOURCE.look(event);
        return resource == null || resource.equals(now.text(Fact.RESOURCE));
    }

    private static boolean resourceMayHoldReason(InternalRow event) {
        UTF8String resource = EventColumn.RESOURCE.look(event);
        return resource != null && resource.contains(SEPARATOR);
    }

    /** The reason of a line {@code JID: REASON}, cut with the JID that is known from the opening line. */
    private UTF8String reason(InternalRow event) {
        UTF8String text = EventColumn.TEXT.look(event);
        if (text == null || !now.is(Fact.BOUND)) {
            return EventColumn.REASON.text(event);
        }
        int jid = jid().numBytes();
        int from = jid + SEPARATOR.numBytes();
        if (text.numBytes() < from) {
            return null;
        }
        byte[] bytes = text.getBytes();
        return UTF8String.fromBytes(bytes, from, bytes.length - from);
    }

    private UTF8String jid() {
        UTF8String user = now.text(Fact.USER);
        UTF8String server = now.text(Fact.SERVER);
        UTF8String resource = now.text(Fact.RESOURCE);
        UTF8String none = UTF8String.EMPTY_UTF8;
        return UTF8String.concat(
                user == null ? none : user,
                user == null ? none : UTF8String.fromString("@"),
                server == null ? none : server,
                resource == null ? none : UTF8String.fromString("/"),
                resource == null ? none : resource);
    }

    private void end(Kind kind, InternalRow event, long at, UTF8String reason) {
        now.set(Fact.END_KIND, kind.code());
        now.set(Fact.END_AT, at);
        now.set(Fact.END_REASON, reason);
        now.set(Fact.END_FILE, EventColumn.FILE.text(event));
        now.set(Fact.END_OFFSET, EventColumn.OFFSET.time(event));
    }

    private void received(InternalRow event, long at) {
        now.set(Fact.RECEIVED_AT, at);
        now.set(Fact.PING_AT, null);
        UTF8String reason = EventColumn.REASON.look(event);
        if (reason == null) {
            return;
        }
        if (reason.startsWith(BY_PEER)) {
            now.setFirst(Fact.PEER_ERROR, reason.copy());
        } else if (reason.equals(RECEIVED_END)) {
            now.setFirst(Fact.RECEIVED_END_AT, at);
        }
    }

    private void sent(InternalRow event, long at) {
        UTF8String reason = EventColumn.REASON.look(event);
        if (reason == null) {
            return;
        }
        if (reason.equals(PING)) {
            now.setFirst(Fact.PING_AT, at);
        } else if (reason.equals(SASL_FAILURE)) {
            now.set(Fact.SASL_FAILED_AT, at);
        } else if (reason.startsWith(BY_LOCAL_HOST)) {
            now.setFirst(Fact.SENT_ERROR, reason.copy());
        }
    }

    /** Keeps how the connection stood at the end of its last day, if the next event is of a later one. */
    private void snapshotBefore(int day) {
        int last = now.number(Fact.LAST_DAY);
        if (day > last) {
            if (snapshots.isEmpty()) {
                snapshots = new ArrayList<>();
            }
            snapshots.add(new GenericInternalRow(new Object[] {last, day - 1, now.toRow()}));
        }
    }

    private void finish() {
        if (now != null) {
            if (now.is(Fact.BOUND) && !now.has(Fact.OPENED_AT)) {
                // a session's sid tells when it began, where no line does
                now.setKnown(Fact.OPENED_AT, now.has(Fact.SID_AT) ? now.time(Fact.SID_AT) : null);
            }
            connections.add(
                    new GenericInternalRow(new Object[] {now.toRow(), new GenericArrayData(snapshots.toArray())}));
            before = now;
        }
        now = null;
        snapshots = List.of();
    }
}
