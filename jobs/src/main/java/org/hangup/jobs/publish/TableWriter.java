package org.hangup.jobs.publish;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.api.Binary;

/**
 * Writes the rows of one Parquet file, value by value into Parquet's own column writers: a million rows of thirty columns pass
 * here, and each step that they did not have to take between (Spark's rows, Parquet's records) was half of the time.
 */
public final class TableWriter implements Closeable {
    private static final String SPARK_SCHEMA = "org.apache.spark.sql.parquet.row.metadata";
    private static final long ROW_GROUP = 64L << 20;
    /** Rows after which the sizes of pages are looked at: batches, so that no page ends within one. */
    private static final int ROWS_PER_LOOK = 4 * TableRow.BATCH;

    private static final int ROWS_PER_PAGE = 20 * ROWS_PER_LOOK;
    private static final int COLUMN_INDEX_LENGTH = 64;

    private final TableSchema schema;
    private final TableSchema.Kind[] kinds;
    private final ParquetFileWriter file;
    private final ParquetProperties properties;
    private final CodecFactory codecs;
    private final CompressionCodecFactory.BytesInputCompressor compressor;
    private final ColumnWriter[] columns;
    /** Of the columns of few texts; null for others. */
    private final KnownTexts[] known;

    private final TableRow row;

    private ColumnChunkPageWriteStore pages;
    private ColumnWriteStore store;
    private long rows;
    private long rowsOfGroup;

    /** @throws IOException if the file cannot be made; an older one of that name is replaced */
    TableWriter(Path path, TableSchema schema, Configuration conf) throws IOException {
        this.schema = schema;
        this.kinds = schema.kinds();
        this.columns = new ColumnWriter[kinds.length];
        this.known = schema.known();
        this.row = schema.row();
        var builder = ParquetProperties.builder()
                .withSizeStatisticsEnabled(false)
                .withMinRowCountForPageSizeCheck(ROWS_PER_LOOK)
                .withMaxRowCountForPageSizeCheck(ROWS_PER_LOOK)
                .withPageRowCountLimit(ROWS_PER_PAGE);
        schema.varied().forEach(column -> builder.withDictionaryEncoding(column, false));
        schema.texts().forEach(column -> builder.withStatisticsEnabled(column, false));
        this.properties = builder.withValuesWriterFactory(new FewTexts()).build();
        this.codecs = new CodecFactory(conf, properties.getPageSizeThreshold());
        this.compressor = codecs.getCompressor(CompressionCodecName.SNAPPY);
        this.file = new ParquetFileWriter(
                HadoopOutputFile.fromPath(path, conf),
                schema.parquet(),
                ParquetFileWriter.Mode.OVERWRITE,
                ROW_GROUP,
                0,
                null,
                properties);
        file.start();
        newGroup();
    }

    private void newGroup() {
        pages = new ColumnChunkPageWriteStore(
                compressor,
                schema.parquet(),
                properties.getAllocator(),
                COLUMN_INDEX_LENGTH,
                properties.getPageWriteChecksumEnabled());
        store = properties.newColumnWriteStore(schema.parquet(), pages, pages);
        int i = 0;
        for (ColumnDescriptor column : schema.parquet().getColumns()) {
            columns[i++] = store.getColumnWriter(column);
        }
        rowsOfGroup = 0;
    }

    /** The row to fill; its columns are NULL. */
    public TableRow row() {
        return row;
    }

    /** Writes the row as it is filled now. */
    public void write() {
        row.end();
        rows++;
        if (row.count() == TableRow.BATCH) {
            writeBatch();
            if (rowsOfGroup % ROWS_PER_LOOK == 0 && store.getBufferedSize() > ROW_GROUP) {
                try {
                    flush();
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot write a table", e);
                }
                newGroup();
            }
        }
    }

    private void writeBatch() {
        int count = row.count();
        for (int i = 0; i < kinds.length; i++) {
            switch (kinds[i]) {
                case TEXT -> {
                    if (known[i] == null) {
                        writeTexts(columns[i], row.texts[i], count);
                    } else {
                        writeTexts(columns[i], row.texts[i], count, known[i]);
                    }
                }
                case LONG -> writeLongs(columns[i], row.numbers[i], count);
                case INT -> writeInts(columns[i], row.numbers[i], count);
                case BOOLEAN -> writeBooleans(columns[i], row.numbers[i], count);
            }
        }
        for (int i = 0; i < count; i++) {
            store.endRecord();
        }
        rowsOfGroup += count;
        row.clear();
    }

    private static void writeTexts(ColumnWriter column, byte[][] texts, int count) {
        for (int i = 0; i < count; i++) {
            if (texts[i] == null) {
                column.writeNull(0, 0);
            } else {
                column.write(Binary.fromConstantByteArray(texts[i]), 0, 1);
            }
        }
    }

    private static void writeTexts(ColumnWriter column, byte[][] texts, int count, KnownTexts known) {
        for (int i = 0; i < count; i++) {
            if (texts[i] == null) {
                column.writeNull(0, 0);
            } else {
                column.write(known.of(texts[i]), 0, 1);
            }
        }
    }

    private static void writeLongs(ColumnWriter column, long[] numbers, int count) {
        for (int i = 0; i < count; i++) {
            if (numbers[i] == TableRow.NONE) {
                column.writeNull(0, 0);
            } else {
                column.write(numbers[i], 0, 1);
            }
        }
    }

    private static void writeInts(ColumnWriter column, long[] numbers, int count) {
        for (int i = 0; i < count; i++) {
            if (numbers[i] == TableRow.NONE) {
                column.writeNull(0, 0);
            } else {
                column.write((int) numbers[i], 0, 1);
            }
        }
    }

    private static void writeBooleans(ColumnWriter column, long[] numbers, int count) {
        for (int i = 0; i < count; i++) {
            if (numbers[i] == TableRow.NONE) {
                column.writeNull(0, 0);
            } else {
                column.write(numbers[i] == 1, 0, 1);
            }
        }
    }

    private void flush() throws IOException {
        if (rowsOfGroup > 0) {
            file.startBlock(rowsOfGroup);
            store.flush();
            pages.flushToFileWriter(file);
            file.endBlock();
        }
        store.close();
        pages.close();
    }

    long rows() {
        return rows;
    }

    @Override
    public void close() throws IOException {
        writeBatch();
        flush();
        file.end(Map.of(SPARK_SCHEMA, schema.spark().json()));
        codecs.release();
    }
}
