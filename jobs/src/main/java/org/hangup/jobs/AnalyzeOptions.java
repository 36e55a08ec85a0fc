package org.hangup.jobs;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What {@code analyze} is asked to do. Immutable, and checked when it is made: a value that cannot be right gives a
 * {@link UsageException}.
 *
 * @param inputs files, folders (searched deep) or globs on any Hadoop file system; at least one
 * @param output folder of the tables; with a catalog, the folder of all that is not a table
 * @param from first day to build, in {@code zone}; null: from the first day found in the input
 * @param to last day to build, inclusive, in {@code zone}; null: to the last day found in the input
 * @param force replace also a published day for which the input now holds fewer records than it held then
 * @param keep how many days are kept of each table, counted back from the newest; 0: all
 * @param zone zone of records that print no offset, and of the {@code date} and {@code hour} columns
 * @param date day of the first record of a log that prints no date and gives no other clue; null: none given
 * @param nodePattern takes the node's name from a file's path by the group {@code (?<node>...)}; null: none
 * @param messages paths of more rows for the message catalogue (TSV)
 * @param causes paths of more rows for the reason table (TSV)
 * @param splitSize most bytes of a plain file for one task; 0: as the reader sees fit
 * @param pseudonyms path of the file with the key under which names and addresses become pseudonyms; null: they stay
 * @param catalog catalog of Spark and namespace in it that the tables go to, {@code CATALOG.NAMESPACE}; null: they are folders
 */
public record AnalyzeOptions(
        List<String> inputs,
        String output,
        LocalDate from,
        LocalDate to,
        boolean force,
        int keep,
        ZoneId zone,
        LocalDate date,
        Pattern nodePattern,
        List<String> messages,
        List<String> causes,
        long splitSize,
        String pseudonyms,
        String catalog)
        implements Serializable {

    /** Checks and copies. */
    public AnalyzeOptions {
        inputs = List.copyOf(inputs);
        messages = List.copyOf(messages);
        causes = List.copyOf(causes);
        Objects.requireNonNull(zone, "zone");
        if (inputs.isEmpty() || inputs.stream().anyMatch(String::isBlank)) {
            throw new UsageException("--input: give at least one file, folder or glob of logs");
        }
        if (output == null || output.isBlank()) {
            throw new UsageException("--output: give the folder for the tables");
        }
        if (from != null && to != null && from.isAfter(to)) {
            throw new UsageException(
                    "--from " + from + " lies after --to " + to + "; both are inclusive, --from first");
        }
        if (nodePattern != null && !hasNodeGroup(nodePattern)) {
            throw new UsageException("--node-pattern " + nodePattern
                    + ": has no group (?<node>...) to take the node's name from, as in '/(?<node>[^/]+)/ejabberd'");
        }
        if (splitSize < 0) {
            throw new UsageException("--split-size " + splitSize + ": give a number of bytes, or 0 for the default");
        }
    }

    /** Whether days were asked for, so that they are built whether they have changed or not. */
    public boolean isAsked() {
        return force || from != null || to != null;
    }

    /** All days of the inputs, in UTC, with nothing else said. */
    public static AnalyzeOptions of(List<String> inputs, String output) {
        return new AnalyzeOptions(
                inputs,
                output,
                null,
                null,
                false,
                0,
                ZoneId.of("UTC"),
                null,
                null,
                List.of(),
                List.of(),
                0,
                null,
                null);
    }

    /** The same with other days to build; null as in {@link #from} and {@link #to}. */
    public AnalyzeOptions withDays(LocalDate first, LocalDate last) {
        return new AnalyzeOptions(
                inputs,
                output,
                first,
                last,
                force,
                keep,
                zone,
                date,
                nodePattern,
                messages,
                causes,
                splitSize,
                pseudonyms,
                catalog);
    }

    /** The same with another {@link #force}. */
    public AnalyzeOptions withForce(boolean replace) {
        return new AnalyzeOptions(
                inputs,
                output,
                from,
                to,
                replace,
                keep,
                zone,
                date,
                nodePattern,
                messages,
                causes,
                splitSize,
                pseudonyms,
                catalog);
    }

    /** The same with another {@link #keep}. */
    public AnalyzeOptions withKeep(int days) {
        return new AnalyzeOptions(
                inputs,
                output,
                from,
                to,
                force,
                days,
                zone,
                date,
                nodePattern,
                messages,
                causes,
                splitSize,
                pseudonyms,
                catalog);
    }

    /** The same with another {@link #zone}. */
    public AnalyzeOptions withZone(ZoneId other) {
        return new AnalyzeOptions(
                inputs,
                output,
                from,
                to,
                force,
                keep,
                other,
                date,
                nodePattern,
                messages,
                causes,
                splitSize,
                pseudonyms,
                catalog);
    }

    /** The same with another {@link #date}. */
    public AnalyzeOptions withDate(LocalDate day) {
        return new AnalyzeOptions(
                inputs,
                output,
                from,
                to,
                force,
                keep,
                zone,
                day,
                nodePattern,
                messages,
                causes,
                splitSize,
                pseudonyms,
                catalog);
    }

    /** The same with another {@link #nodePattern}. */
    public AnalyzeOptions withNodePattern(Pattern pattern) {
        return new AnalyzeOptions(
                inputs,
                output,
                from,
                to,
                force,
                keep,
                zone,
                date,
                pattern,
                messages,
                causes,
                splitSize,
                pseudonyms,
                catalog);
    }

    /** The same with other {@link #messages} and {@link #causes}. */
    public AnalyzeOptions withCatalogues(List<String> moreMessages, List<String> moreCauses) {
        return new AnalyzeOptions(
                inputs,
                output,
                from,
                to,
                force,
                keep,
                zone,
                date,
                nodePattern,
                moreMessages,
                moreCauses,
                splitSize,
                pseudonyms,
                catalog);
    }

    /** The same with another {@link #splitSize}. */
    public AnalyzeOptions withSplitSize(long bytes) {
        return new AnalyzeOptions(
                inputs,
                output,
                from,
                to,
                force,
                keep,
                zone,
                date,
                nodePattern,
                messages,
                causes,
                bytes,
                pseudonyms,
                catalog);
    }

    /** The same with another {@link #pseudonyms}. */
    public AnalyzeOptions withPseudonyms(String keyFile) {
        return new AnalyzeOptions(
                inputs,
                output,
                from,
                to,
                force,
                keep,
                zone,
                date,
                nodePattern,
                messages,
                causes,
                splitSize,
                keyFile,
                catalog);
    }

    /** The same with tables in a {@link #catalog}, and {@link #output} for the rest. */
    public AnalyzeOptions withCatalog(String name) {
        return new AnalyzeOptions(
                inputs,
                output,
                from,
                to,
                force,
                keep,
                zone,
                date,
                nodePattern,
                messages,
                causes,
                splitSize,
                pseudonyms,
                name);
    }

    private static boolean hasNodeGroup(Pattern pattern) {
        // The empty alternative always matches, and group() then tells a group that is missing from one that is unset.
        var matcher = Pattern.compile("(?:" + pattern.pattern() + "\n)|", pattern.flags())
                .matcher("");
        if (!matcher.find()) {
            return false;
        }
        try {
            matcher.group("node");
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
