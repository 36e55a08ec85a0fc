package org.hangup.jobs.publish;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.dictionary.DictionaryValuesWriter.PlainBinaryDictionaryValuesWriter;
import org.apache.parquet.column.values.factory.DefaultV1ValuesWriterFactory;
import org.apache.parquet.column.values.factory.ValuesWriterFactory;
import org.apache.parquet.column.values.fallback.FallbackValuesWriter;
import org.apache.parquet.column.values.plain.PlainValuesWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Parquet's writers of values, but for columns of few texts: there the dictionary is asked once for each text object, and not
 * once for each row, as long as the same objects come again ({@link KnownTexts}).
 */
final class FewTexts implements ValuesWriterFactory {
    private final ValuesWriterFactory others = new DefaultV1ValuesWriterFactory();
    private ParquetProperties properties;

    @Override
    public void initialize(ParquetProperties all) {
        properties = all;
        others.initialize(all);
    }

    @Override
    public ValuesWriter newValuesWriter(ColumnDescriptor column) {
        if (column.getPrimitiveType().getPrimitiveTypeName() != PrimitiveTypeName.BINARY
                || !properties.isDictionaryEnabled(column)) {
            return others.newValuesWriter(column);
        }
        return FallbackValuesWriter.of(
                new Dictionary(properties),
                new PlainValuesWriter(
                        properties.getInitialSlabSize(), properties.getPageSizeThreshold(), properties.getAllocator()));
    }

    @SuppressWarnings("deprecation") // version 1 of the format has no other encoding of dictionaries
    private static final class Dictionary extends PlainBinaryDictionaryValuesWriter {
        /** The first texts, and so their numbers. */
        private final Binary[] first = new Binary[KnownTexts.COUNT];

        private int count;

        Dictionary(ParquetProperties properties) {
            super(
                    properties.getDictionaryPageSizeThreshold(),
                    Encoding.PLAIN_DICTIONARY,
                    Encoding.PLAIN_DICTIONARY,
                    properties.getAllocator());
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // the same object is the same text; for others the dictionary looks
        public void writeBytes(Binary text) {
            for (int i = 0; i < count; i++) {
                if (first[i] == text) {
                    encodedValues.add(i);
                    return;
                }
            }
            int size = getDictionarySize();
            super.writeBytes(text);
            if (size == count && size < first.length && getDictionarySize() > size) {
                first[count++] = text;
            }
        }

        @Override
        protected void clearDictionaryContent() {
            super.clearDictionaryContent();
            count = 0;
        }
    }
}
