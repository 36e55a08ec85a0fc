package org.hangup.spark;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.hangup.event.Event;
import org.hangup.event.MessageCatalogue;
import org.hangup.event.Version;

/**
 * {@code parse_event(message[, module[, version]])}: what a record means, as a STRUCT; NULL if no row of the catalogue matches.
 *
 * <p>With a module only rows of that module match, and with a version ({@code 23.01}, as the node's start record prints it)
 * only rows of that version; NULL or an empty text means unknown. Text that is no version counts as unknown, too.
 */
final class ParseEvent extends TextFunction {
    private static final String NAME = "parse_event";

    static final StructType TYPE = EventColumn.struct();

    private final Extras extras;

    ParseEvent(Extras extras) {
        super(
                NAME,
                "(message STRING[, module STRING[, version STRING]])",
                "what an ejabberd log record means, as a STRUCT",
                1,
                3);
        this.extras = extras;
    }

    @Override
    BoundFunction bound(int arguments) {
        return extras.hasMessages() ? new WithMore(arguments, extras) : new BuiltIn(arguments);
    }

    /** What the two bound forms have in common. */
    private abstract static class Bound extends BoundText implements ScalarFunction<InternalRow> {
        private static final long serialVersionUID = 1L;

        Bound(int arguments) {
            super(NAME, arguments);
        }

        @Override
        public DataType resultType() {
            return TYPE;
        }

        abstract InternalRow parse(UTF8String message, UTF8String module, UTF8String version);

        @Override
        public InternalRow produceResult(InternalRow input) {
            return parse(
                    input.isNullAt(0) ? null : input.getUTF8String(0),
                    input.numFields() < 2 || input.isNullAt(1) ? null : input.getUTF8String(1),
                    input.numFields() < 3 || input.isNullAt(2) ? null : input.getUTF8String(2));
        }
    }

    /** With the catalogue that comes with Hangup: a static method that Spark calls from generated code. */
    public static final class BuiltIn extends Bound {
        private static final long serialVersionUID = 1L;

        BuiltIn(int arguments) {
            super(arguments);
        }

        /** Called by Spark with the message only. */
        public static InternalRow invoke(UTF8String message) {
            return Scratch.get().parse(MessageCatalogue.builtIn(), message, null, null);
        }

        /** Called by Spark with message and module. */
        public static InternalRow invoke(UTF8String message, UTF8String module) {
            return Scratch.get().parse(MessageCatalogue.builtIn(), message, module, null);
        }

        /** Called by Spark with message, module and version. */
        public static InternalRow invoke(UTF8String message, UTF8String module, UTF8String version) {
            return Scratch.get().parse(MessageCatalogue.builtIn(), message, module, version);
        }

        @Override
        InternalRow parse(UTF8String message, UTF8String module, UTF8String version) {
            return invoke(message, module, version);
        }
    }

    /** With an operator's rows, too: the method belongs to an instance that carries them to the executors. */
    public static final class WithMore extends Bound {
        private static final long serialVersionUID = 1L;

        private final Extras extras;

        WithMore(int arguments, Extras extras) {
            super(arguments);
            this.extras = extras;
        }

        /** Called by Spark with the message only. */
        public InternalRow invoke(UTF8String message) {
            return parse(message, null, null);
        }

        /** Called by Spark with message and module. */
        public InternalRow invoke(UTF8String message, UTF8String module) {
            return parse(message, module, null);
        }

        /** Called by Spark with message, module and version. */
        public InternalRow invoke(UTF8String message, UTF8String module, UTF8String version) {
            return parse(message, module, version);
        }

        @Override
        InternalRow parse(UTF8String message, UTF8String module, UTF8String version) {
            return Scratch.get().parse(extras.catalogue(), message, module, version);
        }

        @Override
        public String canonicalName() {
            return "hangup." + NAME + extras.hashCode();
        }
    }

    /** What one thread uses again and again. */
    private static final class Scratch {
        private static final ThreadLocal<Scratch> MINE = ThreadLocal.withInitial(Scratch::new);

        private final Event event = new Event();
        private byte[] versionText = {};
        private Version version;

        static Scratch get() {
            return MINE.get();
        }

        InternalRow parse(MessageCatalogue catalogue, UTF8String message, UTF8String module, UTF8String versionNow) {
            if (message == null) {
                return null;
            }
            byte[] b = FieldText.array(message);
            int from = FieldText.offset(message);
            byte[] m = module == null ? null : FieldText.array(module);
            int moduleFrom = module == null ? 0 : FieldText.offset(module);
            int moduleTo = module == null ? 0 : moduleFrom + module.numBytes();
            boolean matches = catalogue.match(
                    b, from, from + message.numBytes(), m, moduleFrom, moduleTo, version(versionNow), event);
            return matches ? row(event) : null;
        }

        /** The version; it is mostly that of the record before. */
        private Version version(UTF8String text) {
            if (text == null) {
                return null;
            }
            int from = FieldText.offset(text);
            int to = from + text.numBytes();
            byte[] b = FieldText.array(text);
            if (!Arrays.equals(b, from, to, versionText, 0, versionText.length)) {
                versionText = Arrays.copyOfRange(b, from, to);
                version = Version.of(text.toString());
            }
            return version;
        }

        private static InternalRow row(Event event) {
            Object[] values = new Object[EventColumn.ALL.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = EventColumn.ALL.get(i).of(event);
            }
            return new GenericInternalRow(values);
        }
    }
}
