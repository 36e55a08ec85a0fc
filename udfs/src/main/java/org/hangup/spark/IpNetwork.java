package org.hangup.spark;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.hangup.net.IpAddress;

/**
 * {@code ip_network(ip, v4_bits, v6_bits)}: the network of an address, {@code 192.0.2.0/24}; an IPv4 address mapped into IPv6 counts as IPv4.
 * NULL if the text is no address; an error if a length is out of range.
 */
final class IpNetwork implements UnboundFunction {
    private static final String NAME = "ip_network";
    private static final String USAGE =
            NAME + "(ip STRING, v4_bits INT, v6_bits INT): the network that holds an address, 192.0.2.0/24";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return USAGE;
    }

    @Override
    public BoundFunction bind(StructType input) {
        if (input.length() != 3) {
            throw new UnsupportedOperationException(USAGE + "; not " + input.length() + " arguments");
        }
        return new Bound();
    }

    /** The function that Spark calls. */
    public static final class Bound implements ScalarFunction<UTF8String> {
        private static final long serialVersionUID = 1L;

        /** Called by Spark from generated code. */
        public static UTF8String invoke(UTF8String ip, int v4Bits, int v6Bits) {
            if (ip == null) {
                return null;
            }
            int from = FieldText.offset(ip);
            IpAddress address = IpAddress.parse(FieldText.array(ip), from, from + ip.numBytes());
            return address == null ? null : UTF8String.fromString(address.network(v4Bits, v6Bits));
        }

        @Override
        public UTF8String produceResult(InternalRow input) {
            boolean missing = input.isNullAt(0) || input.isNullAt(1) || input.isNullAt(2);
            return missing ? null : invoke(input.getUTF8String(0), input.getInt(1), input.getInt(2));
        }

        @Override
        public DataType[] inputTypes() {
            return new DataType[] {DataTypes.StringType, DataTypes.IntegerType, DataTypes.IntegerType};
        }

        @Override
        public DataType resultType() {
            return DataTypes.StringType;
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String canonicalName() {
            return "hangup." + NAME;
        }
    }
}
