package org.hangup.jobs;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What {@code analyze} was asked to do.
 *
 * @param inputs files, folders and globs on any Hadoop file system
 * @param output folder of the tables
 * @param from first day to build, null: the first of the input
 * @param to last day to build, inclusive, null: the last of the input
 * @param force replace also days for which the input now holds fewer records
 * @param zone zone of records that print no offset, and of days and hours
 * @param date day of the first record of a log without dates, null if not given
 * @param nodePattern takes the node from a file's path by its group {@code node}; null if not given
 * @param messages files with more rows for the message catalogue
 * @param causes files with more rows for the reason table
 * @param splitSize bytes of a task's part of a plain file
 */
public record AnalyzeOptions(
        List<String> inputs,
        String output,
        LocalDate from,
        LocalDate to,
        boolean force,
        ZoneId zone,
        LocalDate date,
        Pattern nodePattern,
        List<String> messages,
        List<String> causes,
        long splitSize)
        implements Serializable {}
