package org.hangup.spark.source;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.hangup.spark.Extras;

/**
 * Goes to the executors and opens tasks there.
 *
 * @param events the catalogue whose events are rows; null if records are
 */
record EjabberdReaderFactory(StructType wanted, RecordFilter filter, Extras events, SerializableConfiguration conf)
        implements PartitionReaderFactory {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        Rows rows = events == null ? new RecordRows(wanted) : new EventRows(wanted, events.catalogue());
        return new EjabberdPartitionReader((EjabberdPartition) partition, filter, rows, conf.value());
    }
}
