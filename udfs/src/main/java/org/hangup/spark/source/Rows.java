package org.hangup.spark.source;

import org.apache.spark.sql.catalyst.InternalRow;
import org.hangup.archive.ReadFile.Segment;
import org.hangup.log.LogRecord;

/** Makes rows of records. */
interface Rows {
    /** The records to come are of this file. */
    void file(ReadSplit file);

    /** The records to come are of this segment of the file. */
    void segment(Segment segment);

    /** Whether the record is a row. */
    boolean isRow(LogRecord record);

    /** The row of the record that was asked about last; filled again for the next one. */
    InternalRow row(LogRecord record);
}
