package org.hangup.spark.source;

import java.io.Serializable;
import org.hangup.log.LogRecord;

/** Which records become rows. */
@FunctionalInterface
interface RecordFilter extends Serializable {
    boolean test(LogRecord record);

    /** Both must hold. */
    default RecordFilter and(RecordFilter other) {
        RecordFilter first = this;
        return record -> first.test(record) && other.test(record);
    }
}
