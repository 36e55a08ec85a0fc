package org.hangup.spark.source;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** Goes to the executors and opens tasks there. */
record EjabberdReaderFactory(StructType wanted, RecordFilter filter, SerializableConfiguration conf)
        implements PartitionReaderFactory {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        return new EjabberdPartitionReader((EjabberdPartition) partition, filter, new RecordRows(wanted), conf.value());
    }
}
