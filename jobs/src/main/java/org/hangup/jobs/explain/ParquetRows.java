package org.hangup.jobs.explain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Rows of a Parquet file, by Parquet's own reader. */
final class ParquetRows {
    private ParquetRows() {}

    /**
     * Rows of a file, in its order.
     *
     * @param columns those that are read; empty: all. Nested ones never are
     * @param filter what Parquet tests; pages and row groups in which nothing can pass are not read
     * @param wanted a further test
     */
    static List<TableRow> of(
            InputFile file, Set<String> columns, FilterCompat.Filter filter, Predicate<TableRow> wanted)
            throws IOException {
        List<TableRow> rows = new ArrayList<>();
        try (ParquetReader<TableRow> reader =
                new Builder(file, columns).withFilter(filter).build()) {
            for (TableRow row = reader.read(); row != null; row = reader.read()) {
                if (wanted.test(row)) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private static final class Builder extends ParquetReader.Builder<TableRow> {
        private final Set<String> columns;

        Builder(InputFile file, Set<String> columns) {
            super(file);
            this.columns = columns;
        }

        @Override
        protected ReadSupport<TableRow> getReadSupport() {
            return new Columns(columns);
        }
    }

    /** Reads those of the columns that the file has. */
    private static final class Columns extends ReadSupport<TableRow> {
        private final Set<String> columns;

        Columns(Set<String> columns) {
            this.columns = columns;
        }

        @Override
        public ReadContext init(InitContext context) {
            MessageType schema = context.getFileSchema();
            List<Type> some = schema.getFields().stream()
                    .filter(Type::isPrimitive)
                    .filter(field -> columns.isEmpty() || columns.contains(field.getName()))
                    .toList();
            return new ReadContext(new MessageType(schema.getName(), some));
        }

        @Override
        public RecordMaterializer<TableRow> prepareForRead(
                ParquetConfiguration conf, Map<String, String> metadata, MessageType fileSchema, ReadContext context) {
            return new Rows(context.getRequestedSchema());
        }

        /** Readers of before Parquet 1.14 call this one. */
        @Deprecated
        @Override
        public RecordMaterializer<TableRow> prepareForRead(
                Configuration conf, Map<String, String> metadata, MessageType fileSchema, ReadContext context) {
            return new Rows(context.getRequestedSchema());
        }
    }

    private static final class Rows extends RecordMaterializer<TableRow> {
        private final Map<String, Integer> places = new HashMap<>();
        private final Cells cells;

        Rows(MessageType schema) {
            for (Type field : schema.getFields()) {
                places.put(field.getName(), places.size());
            }
            cells = new Cells(places.size());
        }

        @Override
        public TableRow getCurrentRecord() {
            return new TableRow(places, cells.values.clone());
        }

        @Override
        public GroupConverter getRootConverter() {
            return cells;
        }
    }

    /** Takes the values of one row after the other. */
    private static final class Cells extends GroupConverter {
        private final Object[] values;
        private final Cell[] converters;

        Cells(int columns) {
            values = new Object[columns];
            converters = new Cell[columns];
            for (int i = 0; i < columns; i++) {
                converters[i] = new Cell(values, i);
            }
        }

        @Override
        public Converter getConverter(int column) {
            return converters[column];
        }

        @Override
        public void start() {
            Arrays.fill(values, null);
        }

        @Override
        public void end() {
            // the values stay until the row was taken
        }
    }

    private static final class Cell extends PrimitiveConverter {
        private final Object[] values;
        private final int place;

        Cell(Object[] values, int place) {
            this.values = values;
            this.place = place;
        }

        @Override
        public void addBinary(Binary value) {
            values[place] = value;
        }

        @Override
        public void addLong(long value) {
            values[place] = value;
        }

        @Override
        public void addInt(int value) {
            values[place] = value;
        }

        @Override
        public void addBoolean(boolean value) {
            values[place] = value;
        }

        @Override
        public void addDouble(double value) {
            values[place] = value;
        }
    }
}
