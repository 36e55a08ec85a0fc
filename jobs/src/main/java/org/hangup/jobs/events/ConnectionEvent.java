package org.hangup.jobs.events;

import java.util.Arrays;

/**
 * One event of one connection, filled again and again: by {@link PackEvent} from a record's event, and from the bytes in
 * which events are gathered and travel. Texts are places in buffers of others until they are asked for.
 */
@SuppressWarnings("EnumOrdinal")
public final class ConnectionEvent {
    /** A port that the event does not tell. */
    public static final int NO_PORT = -1;
    /** {@link #seconds} that the event does not tell. */
    public static final int NO_SECONDS = -1;
    /** A time that the event does not tell. */
    public static final long NO_TIME = Long.MIN_VALUE;

    private static final byte[] NO_BYTES = {};
    private static final int LINE = EventText.TEXT.ordinal();

    public Kind kind;
    /** Microseconds since the epoch, UTC. */
    public long at;
    /** Day and file order, see {@link #order(int, int)}; with {@link #offset} the order of the log's records. */
    public long order;

    public long offset;
    /** Name of the file. */
    public byte[] file = NO_BYTES;

    public int port = NO_PORT;
    /** The listener's port, where nothing else tells whose listener it is. */
    public int localPort = NO_PORT;
    /** How long it waits, in seconds; {@link #NO_SECONDS} if it does not say. */
    public int seconds = NO_SECONDS;
    /** When the session began by its sid, microseconds since the epoch, UTC; {@link #NO_TIME} if it names none. */
    public long sidAt = NO_TIME;

    private int present;
    private final byte[][] bytes = new byte[EventText.ALL.length][];
    private final int[] from = new int[EventText.ALL.length];
    private final int[] to = new int[EventText.ALL.length];

    void clear() {
        present = 0;
        port = NO_PORT;
        localPort = NO_PORT;
        sidAt = NO_TIME;
        seconds = NO_SECONDS;
    }

    public void set(EventText text, byte[] buffer, int begin, int end) {
        int i = text.ordinal();
        present |= 1 << i;
        bytes[i] = buffer;
        from[i] = begin;
        to[i] = end;
    }

    public boolean has(EventText text) {
        return ((present >>> text.ordinal()) & 1) != 0;
    }

    /** A copy of the text, null if it has none. */
    public byte[] text(EventText text) {
        int i = text.ordinal();
        return has(text) ? Arrays.copyOfRange(bytes[i], from[i], to[i]) : null;
    }

    /** The buffer that the text is in, at [{@link #from}, {@link #to}); for a text that it has. */
    byte[] buffer(EventText text) {
        return bytes[text.ordinal()];
    }

    int from(EventText text) {
        return from[text.ordinal()];
    }

    int to(EventText text) {
        return to[text.ordinal()];
    }

    /** Takes the text away. */
    void remove(EventText text) {
        present &= ~(1 << text.ordinal());
    }

    public boolean is(EventText text, byte[] other) {
        int i = text.ordinal();
        return has(text) && other != null && Arrays.equals(bytes[i], from[i], to[i], other, 0, other.length);
    }

    public boolean startsWith(EventText text, byte[] head) {
        int i = text.ordinal();
        return has(text)
                && to[i] - from[i] >= head.length
                && Arrays.equals(bytes[i], from[i], from[i] + head.length, head, 0, head.length);
    }

    public boolean contains(EventText text, byte[] wanted) {
        int i = text.ordinal();
        for (int k = from[i]; has(text) && k <= to[i] - wanted.length; k++) {
            if (Arrays.equals(bytes[i], k, k + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Writes the event behind another one of the same file, or behind none. Texts that stand in the line's rest are
     * written as places in it.
     *
     * @param beforeAt time of that one, 0 if there is none
     * @param beforeOffset its offset
     */
    void write(BytesOut out, long beforeAt, long beforeOffset) {
        out.put(kind.code());
        out.number(at - beforeAt);
        out.number(offset - beforeOffset);
        boolean ports = port != NO_PORT || localPort != NO_PORT;
        boolean rare = sidAt != NO_TIME || seconds != NO_SECONDS;
        out.number((present << 2) | (rare ? 2 : 0) | (ports ? 1 : 0));
        if (ports) {
            out.number(port);
            out.number(localPort);
        }
        if (rare) {
            out.number(sidAt);
            out.number(seconds);
        }
        boolean line = has(EventText.TEXT);
        if (line) {
            out.text(bytes[LINE], from[LINE], to[LINE]);
        }
        for (int rest = present & ~(1 << LINE); rest != 0; rest &= rest - 1) {
            int i = Integer.numberOfTrailingZeros(rest);
            if (line && bytes[i] == bytes[LINE] && from[i] >= from[LINE] && to[i] <= to[LINE]) {
                out.text(null);
                out.number(from[i] - from[LINE]);
                out.number(to[i] - from[i]);
            } else {
                out.text(bytes[i], from[i], to[i]);
            }
        }
    }

    /** Reads what {@link #write} wrote; time and offset still hold those of the event before, or 0. */
    public void read(BytesIn in) {
        clear();
        kind = Kind.of(in.get());
        at += in.number();
        offset += in.number();
        int has = (int) in.number();
        present = has >>> 2;
        if ((has & 1) != 0) {
            port = (int) in.number();
            localPort = (int) in.number();
        }
        if ((has & 2) != 0) {
            sidAt = in.number();
            seconds = (int) in.number();
        }
        if (has(EventText.TEXT)) {
            in.find();
            set(EventText.TEXT, in.bytes, in.from, in.to);
        }
        for (int rest = present & ~(1 << LINE); rest != 0; rest &= rest - 1) {
            int i = Integer.numberOfTrailingZeros(rest);
            bytes[i] = in.bytes;
            if (in.find()) {
                from[i] = in.from;
                to[i] = in.to;
            } else {
                from[i] = from[LINE] + (int) in.number();
                to[i] = from[i] + (int) in.number();
            }
        }
    }

    /** Records of a day come after those of the day before; within a day files, and within a file offsets, tell. */
    public static long order(int day, int fileOrder) {
        return ((long) day << 32) + fileOrder;
    }
}
