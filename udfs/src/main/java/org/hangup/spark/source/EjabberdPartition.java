package org.hangup.spark.source;

import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/** What one task reads, one split after the other. */
record EjabberdPartition(List<ReadSplit> splits) implements InputPartition {}
