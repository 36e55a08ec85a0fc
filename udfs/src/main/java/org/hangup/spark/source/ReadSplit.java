package org.hangup.spark.source;

import java.io.Serializable;
import org.hangup.archive.ReadFile;

/**
 * A split, and which of its records count.
 *
 * @param split where they begin
 * @param wanted the file with its segments that the split may hold records of; null if all records count
 */
record ReadSplit(FileSplit split, ReadFile wanted) implements Serializable {}
