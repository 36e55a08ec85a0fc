package org.hangup.jobs.archive;

import java.io.Serializable;
import org.hangup.archive.LogFile;

/**
 * A part of a file for one task: the records that begin in {@code [from, to)}.
 *
 * @param file index of the file
 * @param log how to read it
 */
record Part(int file, LogFile log, long from, long to) implements Serializable {}
