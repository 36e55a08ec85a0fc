package org.hangup.jobs.publish;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Writes the rows of one Parquet file: from bytes to columns without a stop at Spark's rows, which costs half of the time. */
public final class TableWriter implements Closeable {
    private static final String SPARK_SCHEMA = "org.apache.spark.sql.parquet.row.metadata";

    private final ParquetWriter<TableRow> parquet;
    private final TableRow row;
    private long rows;

    /** @throws IOException if the file cannot be made; an older one of that name is replaced */
    TableWriter(Path file, TableSchema schema, Configuration conf) throws IOException {
        var builder = new Builder(HadoopOutputFile.fromPath(file, conf), schema)
                .withConf(conf)
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .withWriteMode(org.apache.parquet.hadoop.ParquetFileWriter.Mode.OVERWRITE);
        schema.unlike().forEach(column -> builder.withDictionaryEncoding(column, false));
        parquet = builder.build();
        row = schema.row();
    }

    /** The row to fill; cleared. */
    public TableRow row() {
        row.clear();
        return row;
    }

    /** Writes the row as it is filled now. */
    public void write() {
        try {
            parquet.write(row);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot write a table", e);
        }
        rows++;
    }

    long rows() {
        return rows;
    }

    @Override
    public void close() throws IOException {
        parquet.close();
    }

    private static final class Builder extends ParquetWriter.Builder<TableRow, Builder> {
        private final TableSchema schema;

        Builder(OutputFile file, TableSchema schema) {
            super(file);
            this.schema = schema;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // there is no other abstract method to implement
        protected WriteSupport<TableRow> getWriteSupport(Configuration conf) {
            return new Support(schema);
        }
    }

    private static final class Support extends WriteSupport<TableRow> {
        private final TableSchema schema;
        private final TableSchema.Kind[] kinds;
        private final String[] names;
        private RecordConsumer out;

        Support(TableSchema schema) {
            this.schema = schema;
            this.kinds = schema.kinds();
            this.names = schema.spark().fieldNames();
        }

        @Override
        @SuppressWarnings("deprecation") // there is no other abstract method to implement
        public WriteContext init(Configuration conf) {
            return new WriteContext(
                    schema.parquet(), Map.of(SPARK_SCHEMA, schema.spark().json()));
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            out = consumer;
        }

        @Override
        public void write(TableRow row) {
            out.startMessage();
            for (int i = 0; i < kinds.length; i++) {
                boolean isText = kinds[i] == TableSchema.Kind.TEXT;
                if (isText ? row.texts[i] == null : row.numbers[i] == TableRow.NONE) {
                    continue;
                }
                out.startField(names[i], i);
                switch (kinds[i]) {
                    case TEXT -> out.addBinary(Binary.fromConstantByteArray(row.texts[i]));
                    case LONG -> out.addLong(row.numbers[i]);
                    case INT -> out.addInteger((int) row.numbers[i]);
                    case BOOLEAN -> out.addBoolean(row.numbers[i] == 1);
                }
                out.endField(names[i], i);
            }
            out.endMessage();
        }
    }
}
