package org.hangup.spark.source;

import java.io.IOException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.hangup.archive.LogFiles;
import org.hangup.archive.ReachedDay;
import org.hangup.archive.ReadFile;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows of one task. The row is used again and again, as Spark's own sources do; Spark copies what it keeps. */
final class EjabberdPartitionReader implements PartitionReader<InternalRow> {
    private static final Logger LOG = LoggerFactory.getLogger(EjabberdPartitionReader.class);

    private final Iterator<ReadSplit> splits;
    private final RecordFilter filter;
    private final Rows rows;
    private final Configuration conf;
    private final LogRecord record = new LogRecord();
    private FileSplit split;
    private ReadFile wanted;
    private SegmentCursor segments;
    private RecordReader reader;

    EjabberdPartitionReader(EjabberdPartition task, RecordFilter filter, Rows rows, Configuration conf) {
        this.splits = task.splits().iterator();
        this.filter = filter;
        this.rows = rows;
        this.conf = conf;
    }

    @Override
    public boolean next() throws IOException {
        while (reader != null || open()) {
            while (reader.next(record)) {
                if (counts() && (filter == null || filter.test(record)) && rows.isRow(record)) {
                    return true;
                }
            }
            if (reader.problem() != null) {
                broken();
            }
            close();
        }
        return false;
    }

    private boolean open() throws IOException {
        if (!splits.hasNext()) {
            return false;
        }
        ReadSplit next = splits.next();
        split = next.split();
        wanted = next.wanted();
        segments = wanted == null ? null : new SegmentCursor(wanted.segments());
        rows.file(next);
        reader = LogFiles.open(split.file(), split.from(), split.to(), conf);
        return true;
    }

    /** The rest of a damaged file is not read; what could be read the next time makes the task fail, so that there is one. */
    private void broken() throws IOException {
        if (wanted == null ? reader.readFailed() : !wanted.broken()) {
            throw new IOException(split.file().path() + " cannot be read to its end: " + reader.problem());
        }
        LOG.warn("{} is damaged, its rest is not read: {}", split.file().path(), reader.problem());
    }

    /** Whether the record is of a segment, if there are any; then it has the time that is told by its segment's day. */
    private boolean counts() {
        if (segments == null) {
            return true;
        }
        if (record.layout == null || !segments.reach(record.offset)) {
            return false;
        }
        record.ts = ReachedDay.time(segments.segment().day(), record.ts);
        return true;
    }

    @Override
    public InternalRow get() {
        if (segments != null) {
            rows.segment(segments.segment());
        }
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
