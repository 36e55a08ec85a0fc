package org.hangup.spark;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.unsafe.types.VariantVal;
import org.hangup.erlang.MalformedTermException;
import org.hangup.erlang.TermParser;
import org.hangup.erlang.VariantBytes;

/**
 * {@code parse_erlang}, {@code try_parse_erlang}, {@code erlang_to_json}, {@code erlang_normalize}: a printed Erlang term as VARIANT,
 * as JSON, as text on one line. All take NULL for NULL; malformed text is an error for the first and NULL for the others.
 */
final class ErlangTerms {
    private static final String ARGUMENTS = "(term STRING)";
    /** So much of a malformed text is shown. */
    private static final int HEAD = 120;

    private ErlangTerms() {}

    static List<UnboundFunction> all() {
        return List.of(
                new Function("parse_erlang", "one printed Erlang term as VARIANT; an error if malformed", Parse::new),
                new Function(
                        "try_parse_erlang", "one printed Erlang term as VARIANT; NULL if malformed", TryParse::new),
                new Function("erlang_to_json", "one printed Erlang term as JSON; NULL if malformed", ToJson::new),
                new Function(
                        "erlang_normalize",
                        "one printed Erlang term on one line, as ~tw prints it; NULL if malformed",
                        Normalize::new));
    }

    private static VariantVal variant(UTF8String term) {
        int from = FieldText.offset(term);
        VariantBytes variant = TermParser.toVariant(FieldText.array(term), from, from + term.numBytes());
        return new VariantVal(variant.value(), variant.metadata());
    }

    private static final class Function extends TextFunction {
        private final Supplier<BoundFunction> bound;

        Function(String name, String purpose, Supplier<BoundFunction> bound) {
            super(name, ARGUMENTS, purpose, 1, 1);
            this.bound = bound;
        }

        @Override
        BoundFunction bound(int arguments) {
            return bound.get();
        }
    }

    private abstract static class Bound<T> extends TextFunction.BoundText implements ScalarFunction<T> {
        private static final long serialVersionUID = 1L;

        private final DataType type;

        Bound(String name, DataType type) {
            super(name, 1);
            this.type = type;
        }

        @Override
        public DataType resultType() {
            return type;
        }

        abstract T result(UTF8String term);

        @Override
        public T produceResult(InternalRow input) {
            return result(input.isNullAt(0) ? null : input.getUTF8String(0));
        }
    }

    /** {@code parse_erlang}. */
    public static final class Parse extends Bound<VariantVal> {
        private static final long serialVersionUID = 1L;

        Parse() {
            super("parse_erlang", DataTypes.VariantType);
        }

        /** Called by Spark from generated code. */
        public static VariantVal invoke(UTF8String term) {
            if (term == null) {
                return null;
            }
            try {
                return variant(term);
            } catch (MalformedTermException e) {
                byte[] head = term.getBytes();
                String shown = new String(head, 0, Math.min(head.length, HEAD), StandardCharsets.UTF_8);
                throw new IllegalArgumentException(
                        "parse_erlang: " + e.getMessage() + ": " + shown + (head.length > HEAD ? "..." : ""), e);
            }
        }

        @Override
        VariantVal result(UTF8String term) {
            return invoke(term);
        }
    }

    /** {@code try_parse_erlang}. */
    public static final class TryParse extends Bound<VariantVal> {
        private static final long serialVersionUID = 1L;

        TryParse() {
            super("try_parse_erlang", DataTypes.VariantType);
        }

        /** Called by Spark from generated code. */
        public static VariantVal invoke(UTF8String term) {
            if (term == null) {
                return null;
            }
            try {
                return variant(term);
            } catch (MalformedTermException e) {
                return null;
            }
        }

        @Override
        VariantVal result(UTF8String term) {
            return invoke(term);
        }
    }

    /** {@code erlang_to_json}. */
    public static final class ToJson extends Bound<UTF8String> {
        private static final long serialVersionUID = 1L;

        ToJson() {
            super("erlang_to_json", DataTypes.StringType);
        }

        /** Called by Spark from generated code. */
        public static UTF8String invoke(UTF8String term) {
            if (term == null) {
                return null;
            }
            int from = FieldText.offset(term);
            try {
                return UTF8String.fromBytes(TermParser.toJson(FieldText.array(term), from, from + term.numBytes()));
            } catch (MalformedTermException e) {
                return null;
            }
        }

        @Override
        UTF8String result(UTF8String term) {
            return invoke(term);
        }
    }

    /** {@code erlang_normalize}. */
    public static final class Normalize extends Bound<UTF8String> {
        private static final long serialVersionUID = 1L;

        Normalize() {
            super("erlang_normalize", DataTypes.StringType);
        }

        /** Called by Spark from generated code. */
        public static UTF8String invoke(UTF8String term) {
            if (term == null) {
                return null;
            }
            int from = FieldText.offset(term);
            try {
                return UTF8String.fromBytes(
                        TermParser.toNormalized(FieldText.array(term), from, from + term.numBytes()));
            } catch (MalformedTermException e) {
                return null;
            }
        }

        @Override
        UTF8String result(UTF8String term) {
            return invoke(term);
        }
    }
}
