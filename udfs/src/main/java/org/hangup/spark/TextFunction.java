package org.hangup.spark;

import java.util.Arrays;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** A function whose arguments are all text. */
abstract class TextFunction implements UnboundFunction {
    private final String name;
    private final String usage;
    private final int least;
    private final int most;

    TextFunction(String name, String arguments, String purpose, int least, int most) {
        this.name = name;
        this.usage = name + arguments + ": " + purpose;
        this.least = least;
        this.most = most;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return usage;
    }

    @Override
    public BoundFunction bind(StructType input) {
        if (input.length() < least || input.length() > most) {
            throw new UnsupportedOperationException(usage + "; not " + input.length() + " arguments");
        }
        for (int i = 0; i < input.length(); i++) {
            DataType type = input.apply(i).dataType();
            if (!(type instanceof StringType) && !(type instanceof NullType)) {
                throw new UnsupportedOperationException(
                        usage + "; argument " + (i + 1) + " is " + type.simpleString() + ", not string");
            }
        }
        return bound(input.length());
    }

    /** The function for so many arguments. */
    abstract BoundFunction bound(int arguments);

    /** A bound function that takes so many texts. */
    abstract static class BoundText implements BoundFunction {
        private static final long serialVersionUID = 1L;

        private final String name;
        private final int arguments;

        BoundText(String name, int arguments) {
            this.name = name;
            this.arguments = arguments;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String canonicalName() {
            return "hangup." + name;
        }

        @Override
        public DataType[] inputTypes() {
            DataType[] types = new DataType[arguments];
            Arrays.fill(types, DataTypes.StringType);
            return types;
        }
    }
}
