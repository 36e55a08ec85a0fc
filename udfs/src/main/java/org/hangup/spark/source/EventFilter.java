package org.hangup.spark.source;

import org.hangup.log.LogRecord;
import org.hangup.spark.Extras;

/** Lets through the records that a row of the message catalogue may match. */
record EventFilter(Extras extras) implements RecordFilter {
    @Override
    public boolean test(LogRecord r) {
        return r.layout != null
                && extras.catalogue().mayMatch(r.bytes, r.messageStart, r.messageEnd, r.moduleStart, r.moduleEnd);
    }
}
