package org.hangup.spark.source;

import java.io.Serializable;
import org.hangup.archive.LogFile;

/** The records of a file whose header begins in [from, to). */
record FileSplit(LogFile file, long from, long to) implements Serializable {}
