package org.hangup.jobs.events;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.hangup.event.ReasonTable;
import org.hangup.jobs.people.Forgotten;
import org.hangup.jobs.people.Masks;
import org.hangup.jobs.people.Privacy;
import org.hangup.people.Mechanisms;
import org.hangup.xmpp.Jid;

/**
 * Takes people's names and addresses out of events, before these leave the task that has read them: with a key of all events, else of those of
 * persons who were taken out of the output. What is told of connections stays the same. For one task.
 */
final class PrivateEvents {
    private static final byte[] SEPARATOR = {':', ' '};
    /** Of a crash report that says that its process was a client's. */
    private static final byte[] CLIENT = "ejabberd_c2s".getBytes(US_ASCII);

    private static final byte[] CUT = "...".getBytes(US_ASCII);
    private static final byte[] EMPTY = {};
    /** So many JIDs a line may be of: more only one has that was made to be long. */
    private static final int JIDS = 32;

    private final Forgotten forgotten;
    /** For all; null if names stay. */
    private final Masks all;
    /** For those who were taken out; null if there are none. */
    private final Masks gone;

    private final BytesOut line = new BytesOut();

    PrivateEvents(Privacy privacy) {
        ReasonTable table = privacy.causes().isEmpty() ? ReasonTable.builtIn() : ReasonTable.with(privacy.causes());
        all = privacy.key() == null ? null : Masks.ofAll(privacy.key(), table);
        forgotten = privacy.forgotten();
        gone = forgotten == null ? null : Masks.ofForgotten(forgotten, table, all);
    }

    /** Changes an event, which then holds nothing of the buffers that it was read from but what stays. */
    void apply(ConnectionEvent event) {
        boolean ofLine = event.has(EventText.TEXT) && isLine(event.kind);
        Masks masks = masks(event, ofLine);
        if (masks == null) {
            return;
        }
        if (event.has(EventText.RESOURCE)) {
            if (event.contains(EventText.RESOURCE, SEPARATOR)) {
                set(event, EventText.GUESSED, EMPTY);
            }
            set(event, EventText.RESOURCE, name(masks, event, EventText.RESOURCE));
        }
        if (event.has(EventText.USER)) {
            byte[] b = event.buffer(EventText.USER);
            set(event, EventText.USER, masks.user(b, event.from(EventText.USER), event.to(EventText.USER)));
        }
        address(event);
        if (ofLine) {
            line(masks, event);
        } else if (event.has(EventText.TEXT) && !isOwn(event)) {
            text(event.kind == Kind.XML_SENT ? all : masks, event);
        }
        reason(masks, event);
        mechanism(masks, event);
    }

    /** What stands for an id that is no process and no port, as an operator's own message may have one; else null. */
    byte[] id(byte[] b, int from, int to) {
        boolean own = from == to || b[from] == '<' || b[from] == '#';
        return all == null || own ? null : all.name(b, from, to);
    }

    /** A line that ends in a JID and a reason. */
    private static boolean isLine(Kind kind) {
        return switch (kind) {
            case CLOSED, REPLACED, WAITING, OLD_STREAM_CLOSED, OPENED, RESUMED, SESSION_JID, CLIENT_DISCONNECTED ->
                true;
            default -> false;
        };
    }

    private Masks masks(ConnectionEvent event, boolean ofLine) {
        if (gone == null) {
            return all;
        }
        boolean known = false;
        if (event.has(EventText.USER)) {
            known = isForgotten(event.text(EventText.USER), event.text(EventText.SERVER));
        }
        if (!known && ofLine) {
            byte[] text = event.text(EventText.TEXT);
            int bare = Jid.bareEnd(text, 0, text.length);
            int user = Jid.userEnd(text, 0, bare);
            int server = indexOf(text, Math.max(user, 0), bare);
            known = user >= 0
                    && isForgotten(
                            Arrays.copyOf(text, user), Arrays.copyOfRange(text, user + 1, Math.max(user + 1, server)));
        }
        return known ? gone : all;
    }

    private boolean isForgotten(byte[] user, byte[] server) {
        byte[] shown = all == null ? user : all.user(user, 0, user.length);
        return forgotten.has(gone.pseudonyms(), shown, server);
    }

    private static byte[] name(Masks masks, ConnectionEvent event, EventText text) {
        return masks.name(event.buffer(text), event.from(text), event.to(text));
    }

    private static void set(ConnectionEvent event, EventText text, byte[] value) {
        event.set(text, value, 0, value.length);
    }

    /** Of those who were taken out the fold takes the address away: which connection is theirs only it knows. */
    private void address(ConnectionEvent event) {
        if (all != null && event.has(EventText.IP)) {
            byte[] address = all.pseudonyms()
                    .address(event.buffer(EventText.IP), event.from(EventText.IP), event.to(EventText.IP));
            if (address == null) {
                event.remove(EventText.IP);
            } else {
                set(event, EventText.IP, address);
            }
        }
    }

    private static void reason(Masks masks, ConnectionEvent event) {
        if (!event.has(EventText.REASON)) {
            return;
        }
        byte[] b = event.buffer(EventText.REASON);
        int from = event.from(EventText.REASON);
        int to = event.to(EventText.REASON);
        set(event, EventText.REASON, masks.reason(event.kind == Kind.CRASHED, b, from, to));
    }

    /** What a stranger wrote, or the id of a ping: that must stay the one of its answer, which names nobody. */
    private static void text(Masks masks, ConnectionEvent event) {
        if (masks != null) {
            set(event, EventText.TEXT, name(masks, event, EventText.TEXT));
        }
    }

    /** Only the names that a server can have: any other is what a client wrote. */
    private static void mechanism(Masks masks, ConnectionEvent event) {
        EventText text = EventText.AUTH_MECHANISM;
        if (event.has(text) && !Mechanisms.isKnown(event.buffer(text), event.from(text), event.to(text))) {
            set(event, text, name(masks, event, text));
        }
    }

    /** What Hangup itself has put there: of a report that it is a client's, or of XML that only a part of it is in the log. */
    private static boolean isOwn(ConnectionEvent event) {
        boolean empty = event.from(EventText.TEXT) == event.to(EventText.TEXT);
        return event.kind == Kind.CRASHED ? empty || event.is(EventText.TEXT, CLIENT) : event.is(EventText.TEXT, CUT);
    }

    /** All that {@code JID: REASON} may be, as each {@code ": "} may be the one that parts them. */
    private void line(Masks masks, ConnectionEvent event) {
        byte[] b = event.buffer(EventText.TEXT);
        int from = event.from(EventText.TEXT);
        int to = event.to(EventText.TEXT);
        line.clear();
        int splits = 0;
        for (int at = indexOf(b, from, to); at < to && splits < JIDS; at = indexOf(b, at + 1, to)) {
            int reason = at + SEPARATOR.length;
            MaskedLine.write(line, jid(masks, b, from, at), masks.reason(false, b, reason, to));
            splits++;
        }
        MaskedLine.write(line, jid(masks, b, from, to), null);
        set(event, EventText.LINE, line.toArray());
        set(event, EventText.TEXT, EMPTY);
    }

    /** Where the next separator stands, {@code to} if there is none. */
    private static int indexOf(byte[] b, int from, int to) {
        for (int i = from; i < to - 1; i++) {
            if (b[i] == SEPARATOR[0] && b[i + 1] == SEPARATOR[1]) {
                return i;
            }
        }
        return to;
    }

    private static byte[] jid(Masks masks, byte[] b, int from, int to) {
        int bare = Jid.bareEnd(b, from, to);
        int user = Jid.userEnd(b, from, bare);
        int server = user < 0 ? from : user + 1;
        BytesOut jid = new BytesOut();
        if (user >= 0) {
            byte[] name = masks.user(b, from, user);
            jid.raw(name, 0, name.length);
            jid.put('@');
        }
        jid.raw(b, server, bare);
        if (bare < to) {
            byte[] resource = masks.name(b, bare + 1, to);
            jid.put('/');
            jid.raw(resource, 0, resource.length);
        }
        return jid.toArray();
    }
}
