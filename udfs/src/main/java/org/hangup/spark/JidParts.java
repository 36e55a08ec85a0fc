package org.hangup.spark;

import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.hangup.xmpp.Jid;

/** {@code jid_user}, {@code jid_server}, {@code jid_resource}, {@code jid_bare}: the parts of a JID; NULL where it has no such part. */
final class JidParts {
    private JidParts() {}

    static List<UnboundFunction> all() {
        return List.of(
                new Part("jid_user", "what stands before the @ of a JID", User::new),
                new Part("jid_server", "the server of a JID", Server::new),
                new Part("jid_resource", "what stands behind the first / of a JID", Resource::new),
                new Part("jid_bare", "a JID without its resource", Bare::new));
    }

    private static final class Part extends TextFunction {
        private final Supplier<BoundFunction> bound;

        Part(String name, String purpose, Supplier<BoundFunction> bound) {
            super(name, "(jid STRING)", purpose, 1, 1);
            this.bound = bound;
        }

        @Override
        BoundFunction bound(int arguments) {
            return bound.get();
        }
    }

    private abstract static class Bound extends TextFunction.BoundText implements ScalarFunction<UTF8String> {
        private static final long serialVersionUID = 1L;

        Bound(String name) {
            super(name, 1);
        }

        @Override
        public DataType resultType() {
            return DataTypes.StringType;
        }

        abstract UTF8String part(UTF8String jid);

        @Override
        public UTF8String produceResult(InternalRow input) {
            return part(input.isNullAt(0) ? null : input.getUTF8String(0));
        }
    }

    /** {@code jid_user}. */
    public static final class User extends Bound {
        private static final long serialVersionUID = 1L;

        User() {
            super("jid_user");
        }

        /** Called by Spark from generated code. */
        public static UTF8String invoke(UTF8String jid) {
            if (jid == null) {
                return null;
            }
            byte[] b = FieldText.array(jid);
            int from = FieldText.offset(jid);
            int end = Jid.userEnd(b, from, Jid.bareEnd(b, from, from + jid.numBytes()));
            return end < 0 ? null : FieldText.slice(b, from, end);
        }

        @Override
        UTF8String part(UTF8String jid) {
            return invoke(jid);
        }
    }

    /** {@code jid_server}. */
    public static final class Server extends Bound {
        private static final long serialVersionUID = 1L;

        Server() {
            super("jid_server");
        }

        /** Called by Spark from generated code. */
        public static UTF8String invoke(UTF8String jid) {
            if (jid == null) {
                return null;
            }
            byte[] b = FieldText.array(jid);
            int from = FieldText.offset(jid);
            int bare = Jid.bareEnd(b, from, from + jid.numBytes());
            int at = Jid.userEnd(b, from, bare);
            return FieldText.slice(b, at < 0 ? from : at + 1, bare);
        }

        @Override
        UTF8String part(UTF8String jid) {
            return invoke(jid);
        }
    }

    /** {@code jid_resource}. */
    public static final class Resource extends Bound {
        private static final long serialVersionUID = 1L;

        Resource() {
            super("jid_resource");
        }

        /** Called by Spark from generated code. */
        public static UTF8String invoke(UTF8String jid) {
            if (jid == null) {
                return null;
            }
            byte[] b = FieldText.array(jid);
            int from = FieldText.offset(jid);
            int to = from + jid.numBytes();
            int bare = Jid.bareEnd(b, from, to);
            return bare == to ? null : FieldText.slice(b, bare + 1, to);
        }

        @Override
        UTF8String part(UTF8String jid) {
            return invoke(jid);
        }
    }

    /** {@code jid_bare}. */
    public static final class Bare extends Bound {
        private static final long serialVersionUID = 1L;

        Bare() {
            super("jid_bare");
        }

        /** Called by Spark from generated code. */
        public static UTF8String invoke(UTF8String jid) {
            if (jid == null) {
                return null;
            }
            byte[] b = FieldText.array(jid);
            int from = FieldText.offset(jid);
            return FieldText.slice(b, from, Jid.bareEnd(b, from, from + jid.numBytes()));
        }

        @Override
        UTF8String part(UTF8String jid) {
            return invoke(jid);
        }
    }
}
