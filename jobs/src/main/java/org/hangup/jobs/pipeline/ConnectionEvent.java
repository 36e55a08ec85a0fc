package org.hangup.jobs.pipeline;

import java.util.Arrays;
import org.hangup.jobs.exchange.RowReader;
import org.hangup.jobs.exchange.RowWriter;

/**
 * One event of one connection, filled again and again: from a log record, from a row of {@link Events}, from the bytes that
 * travel between tasks. Texts are places in buffers of others until they are asked for.
 */
@SuppressWarnings("EnumOrdinal")
final class ConnectionEvent {
    static final int NO_PORT = -1;
    private static final byte[] NO_BYTES = {};
    private static final int LINE = EventText.TEXT.ordinal();

    Kind kind;
    /** Microseconds since the epoch, UTC. */
    long at;
    /** Days since 1970-01-01 of that time, in the zone of the run. */
    int day;
    /** Day and file order; with {@link #offset} the order of the log's records. */
    long order;

    long offset;
    /** Name of the file. */
    byte[] file = NO_BYTES;

    int port = NO_PORT;
    /** The listener's port, where nothing else tells whose listener it is. */
    int localPort = NO_PORT;
    /** When the session began by its sid; {@link Facts#NONE} if it names none. */
    long sidAt = Facts.NONE;
    /** The facts of a connection at the end of the day before; only of {@link Kind#CARRIED}. */
    Facts carried;

    /** Of the events that are read. */
    private final Words words = new Words();

    private int present;
    private final byte[][] bytes = new byte[EventText.ALL.length][];
    private final int[] from = new int[EventText.ALL.length];
    private final int[] to = new int[EventText.ALL.length];

    void clear() {
        present = 0;
        port = NO_PORT;
        localPort = NO_PORT;
        sidAt = Facts.NONE;
        carried = null;
    }

    void set(EventText text, byte[] buffer, int begin, int end) {
        int i = text.ordinal();
        present |= 1 << i;
        bytes[i] = buffer;
        from[i] = begin;
        to[i] = end;
    }

    boolean has(EventText text) {
        return ((present >>> text.ordinal()) & 1) != 0;
    }

    /** A copy of the text, null if it has none. */
    byte[] text(EventText text) {
        int i = text.ordinal();
        return has(text) ? Arrays.copyOfRange(bytes[i], from[i], to[i]) : null;
    }

    boolean is(EventText text, byte[] other) {
        int i = text.ordinal();
        return has(text) && other != null && Arrays.equals(bytes[i], from[i], to[i], other, 0, other.length);
    }

    boolean startsWith(EventText text, byte[] head) {
        int i = text.ordinal();
        return has(text)
                && to[i] - from[i] >= head.length
                && Arrays.equals(bytes[i], from[i], from[i] + head.length, head, 0, head.length);
    }

    boolean contains(EventText text, byte[] wanted) {
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
     * @param beforeDay its day
     */
    void write(RowWriter out, long beforeAt, long beforeOffset, int beforeDay) {
        out.put(kind.code());
        out.number(at - beforeAt);
        out.number(offset - beforeOffset);
        out.number((long) day - beforeDay);
        boolean ports = port != NO_PORT || localPort != NO_PORT;
        out.number((present << 2) | (sidAt == Facts.NONE ? 0 : 2) | (ports ? 1 : 0));
        if (ports) {
            out.number(port);
            out.number(localPort);
        }
        if (sidAt != Facts.NONE) {
            out.number(sidAt);
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
        if (kind == Kind.CARRIED) {
            carried.write(out);
        }
    }

    /** Reads offset and day of an event that was written behind none. */
    static void readPlace(RowReader in, long[] offsetAndDay) {
        in.get();
        in.number();
        offsetAndDay[0] = in.number();
        offsetAndDay[1] = in.number();
    }

    /** Reads what {@link #write} wrote; time, offset and day still hold those of the event before, or 0. */
    void read(RowReader in, int fileOrder) {
        clear();
        kind = Kind.of(in.get());
        at += in.number();
        offset += in.number();
        day += (int) in.number();
        order = order(day, fileOrder);
        int has = (int) in.number();
        present = has >>> 2;
        if ((has & 1) != 0) {
            port = (int) in.number();
            localPort = (int) in.number();
        }
        if ((has & 2) != 0) {
            sidAt = in.number();
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
        if (kind == Kind.CARRIED) {
            carried = Facts.read(in, words);
        }
    }

    /** Records of a day come after those of the day before; within a day files, and within a file offsets, tell. */
    static long order(int day, int fileOrder) {
        return ((long) day << 32) + fileOrder;
    }
}
