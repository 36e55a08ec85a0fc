package org.hangup.jobs.pipeline;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What tasks need to make events of records.
 *
 * @param files by the name of the file; others are not read
 * @param from time of the first records to take, inclusive; microseconds since the epoch, UTC
 * @param to time before which the last ones were written
 * @param zone of the days
 * @param messages texts of an operator's own rows of the message catalogue
 * @param causes texts of an operator's own reason tables, by which a JID is told from the reason behind it
 * @param conf Hadoop's
 */
record EventReading(
        Map<String, FileSegments> files,
        long from,
        long to,
        ZoneId zone,
        List<String> messages,
        List<String> causes,
        SerializableConfiguration conf)
        implements Serializable {}
