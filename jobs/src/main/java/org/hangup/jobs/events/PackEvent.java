package org.hangup.jobs.events;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.hangup.event.EjabberdText;
import org.hangup.spark.EventColumn;

/**
 * {@code pack_event(event, ts, pid, offset, doubled, console, client_ports, other_ports)}: the event of a record, as {@code
 * parse_event} tells it, in the bytes in which events are gathered: the ids that the record prints (its own, the receiver's,
 * the header's pid), then a {@link ConnectionEvent}. NULL for an event that takes no part in connections, and for an accept of a listener that has
 * other clients.
 *
 * <p>What lager or a console has done to the words of strangers is undone here, field by field.
 */
public final class PackEvent implements UnboundFunction {
    private static final String NAME = "pack_event";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return NAME + "(event, ts, pid, offset, doubled, console, client_ports, other_ports): an event in few bytes";
    }

    @Override
    public BoundFunction bind(StructType input) {
        return new Bound(input);
    }

    /** Called by Spark from generated code. */
    public static final class Bound implements ScalarFunction<byte[]> {
        private static final long serialVersionUID = 1L;

        private final StructType input;

        Bound(StructType input) {
            this.input = input;
        }

        @Override
        public DataType[] inputTypes() {
            DataType[] types = new DataType[input.length()];
            for (int i = 0; i < types.length; i++) {
                types[i] = input.apply(i).dataType();
            }
            return types;
        }

        @Override
        public DataType resultType() {
            return DataTypes.BinaryType;
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String canonicalName() {
            return "hangup." + NAME;
        }

        /** Times in microseconds since the epoch, UTC. */
        public static byte[] invoke(
                InternalRow event,
                long ts,
                UTF8String pid,
                long offset,
                boolean doubled,
                boolean console,
                ArrayData clientPorts,
                ArrayData otherPorts) {
            return event == null
                    ? null
                    : Packing.MINE.get().pack(event, ts, pid, offset, doubled, console, clientPorts, otherPorts);
        }
    }

    /** What one thread uses again and again. */
    private static final class Packing {
        static final ThreadLocal<Packing> MINE = ThreadLocal.withInitial(Packing::new);

        private static final VarHandle LONG =
                MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
        private static final long ONES = 0x0101010101010101L;
        private static final long HIGH = 0x8080808080808080L;
        private static final long BACKSLASHES = '\\' * ONES;

        private final Kinds kinds = new Kinds();
        private final ConnectionEvent out = new ConnectionEvent();
        private final BytesOut bytes = new BytesOut();

        byte[] pack(
                InternalRow event,
                long ts,
                UTF8String pid,
                long offset,
                boolean doubled,
                boolean console,
                ArrayData clientPorts,
                ArrayData otherPorts) {
            Kind kind = kinds.named(text(event, EventColumn.EVENT).getBytes());
            int localPort = number(event, EventColumn.LOCAL_PORT, ConnectionEvent.NO_PORT);
            if (kind == null || (kind == Kind.ACCEPTED && contains(otherPorts, localPort))) {
                return null;
            }
            out.clear();
            out.kind = kind;
            out.at = ts;
            out.offset = offset;
            out.port = number(event, EventColumn.PORT, ConnectionEvent.NO_PORT);
            out.localPort = contains(clientPorts, localPort) ? ConnectionEvent.NO_PORT : localPort;
            int at = EventColumn.AT.place();
            out.sidAt = event.isNullAt(at) ? ConnectionEvent.NO_TIME : event.getLong(at);
            out.seconds = number(event, EventColumn.SECONDS, ConnectionEvent.NO_SECONDS);
            for (EventText text : EventText.ALL) {
                UTF8String value = text.column == null ? null : text(event, text.column);
                if (value != null) {
                    set(text, value, doubled, console);
                }
            }
            bytes.clear();
            id(text(event, EventColumn.CONNECTION));
            id(text(event, EventColumn.RECEIVER));
            id(pid);
            out.write(bytes, 0, 0);
            return bytes.toArray();
        }

        private static UTF8String text(InternalRow event, EventColumn column) {
            int i = column.place();
            return event.isNullAt(i) ? null : event.getUTF8String(i);
        }

        private static int number(InternalRow event, EventColumn column, int unknown) {
            int i = column.place();
            return event.isNullAt(i) ? unknown : event.getInt(i);
        }

        private void id(UTF8String id) {
            if (id == null) {
                bytes.text(null);
            } else {
                ByteBuffer b = id.getByteBuffer();
                int from = b.arrayOffset() + b.position();
                bytes.text(b.array(), from, from + b.remaining());
            }
        }

        private void set(EventText text, UTF8String value, boolean doubled, boolean console) {
            ByteBuffer buffer = value.getByteBuffer();
            byte[] b = buffer.array();
            int from = buffer.arrayOffset() + buffer.position();
            int to = from + buffer.remaining();
            if (isPlain(b, from, to)) {
                out.set(text, b, from, to);
            } else {
                byte[] valid = text.free && console
                        ? EjabberdText.fromConsole(b, from, to)
                        : value.makeValid().getBytes();
                byte[] repaired = text.free && doubled ? EjabberdText.undouble(valid) : valid;
                out.set(text, repaired, 0, repaired.length);
            }
        }

        /** ASCII, and nothing that a console may have escaped. */
        private static boolean isPlain(byte[] b, int from, int to) {
            int i = from;
            for (; i <= to - Long.BYTES; i += Long.BYTES) {
                long word = (long) LONG.get(b, i);
                long noBackslash = word ^ BACKSLASHES;
                // the high bit of a byte that is not ASCII, or of the lowest one that is a backslash
                if (((word | ((noBackslash - ONES) & ~noBackslash)) & HIGH) != 0) {
                    return false;
                }
            }
            for (; i < to; i++) {
                if (b[i] < 0 || b[i] == '\\') {
                    return false;
                }
            }
            return true;
        }

        private static boolean contains(ArrayData ports, int port) {
            for (int i = 0; ports != null && i < ports.numElements(); i++) {
                if (ports.getInt(i) == port) {
                    return true;
                }
            }
            return false;
        }
    }
}
