package org.hangup.spark.source;

import java.io.IOException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.hangup.archive.LogFiles;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows of one task. The row is used again and again, as Spark's own sources do; Spark copies what it keeps. */
final class EjabberdPartitionReader implements PartitionReader<InternalRow> {
    private static final Logger LOG = LoggerFactory.getLogger(EjabberdPartitionReader.class);

    private final Iterator<FileSplit> splits;
    private final RecordFilter filter;
    private final Configuration conf;
    private final LogRecord record = new LogRecord();
    private final RowMaker rows;
    private FileSplit split;
    private RecordReader reader;

    EjabberdPartitionReader(EjabberdPartition task, StructType wanted, RecordFilter filter, Configuration conf) {
        this.splits = task.splits().iterator();
        this.filter = filter;
        this.conf = conf;
        this.rows = new RowMaker(wanted);
    }

    @Override
    public boolean next() throws IOException {
        while (reader != null || open()) {
            while (reader.next(record)) {
                if (filter == null || filter.test(record)) {
                    return true;
                }
            }
            if (reader.problem() != null) {
                LOG.warn("{} is damaged, its rest is not read: {}", split.file().path(), reader.problem());
            }
            close();
        }
        return false;
    }

    private boolean open() throws IOException {
        if (!splits.hasNext()) {
            return false;
        }
        split = splits.next();
        rows.file(split.file());
        reader = LogFiles.open(split.file(), split.from(), split.to(), conf);
        return true;
    }

    @Override
    public InternalRow get() {
        return rows.row(record);
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
