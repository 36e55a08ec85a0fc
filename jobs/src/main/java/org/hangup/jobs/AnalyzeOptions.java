package org.hangup.jobs;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
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
        var values = new Values();
        values.inputs = inputs;
        values.output = output;
        values.zone = ZoneId.of("UTC");
        values.messages = List.of();
        values.causes = List.of();
        return values.options();
    }

    /** The same with other days to build; null as in {@link #from} and {@link #to}. */
    public AnalyzeOptions withDays(LocalDate first, LocalDate last) {
        return with(values -> {
            values.from = first;
            values.to = last;
        });
    }

    /** The same with another {@link #force}. */
    public AnalyzeOptions withForce(boolean replace) {
        return with(values -> values.force = replace);
    }

    /** The same with another {@link #keep}. */
    public AnalyzeOptions withKeep(int days) {
        return with(values -> values.keep = days);
    }

    /** The same with another {@link #zone}. */
    public AnalyzeOptions withZone(ZoneId other) {
        return with(values -> values.zone = other);
    }

    /** The same with another {@link #date}. */
    public AnalyzeOptions withDate(LocalDate day) {
        return with(values -> values.date = day);
    }

    /** The same with another {@link #nodePattern}. */
    public AnalyzeOptions withNodePattern(Pattern pattern) {
        return with(values -> values.nodePattern = pattern);
    }

    /** The same with other {@link #messages} and {@link #causes}. */
    public AnalyzeOptions withCatalogues(List<String> moreMessages, List<String> moreCauses) {
        return with(values -> {
            values.messages = moreMessages;
            values.causes = moreCauses;
        });
    }

    /** The same with another {@link #splitSize}. */
    public AnalyzeOptions withSplitSize(long bytes) {
        return with(values -> values.splitSize = bytes);
    }

    /** The same with another {@link #pseudonyms}. */
    public AnalyzeOptions withPseudonyms(String keyFile) {
        return with(values -> values.pseudonyms = keyFile);
    }

    /** The same with tables in a {@link #catalog}, and {@link #output} for the rest. */
    public AnalyzeOptions withCatalog(String name) {
        return with(values -> values.catalog = name);
    }

    private AnalyzeOptions with(Consumer<Values> change) {
        var values = new Values();
        values.inputs = inputs;
        values.output = output;
        values.from = from;
        values.to = to;
        values.force = force;
        values.keep = keep;
        values.zone = zone;
        values.date = date;
        values.nodePattern = nodePattern;
        values.messages = messages;
        values.causes = causes;
        values.splitSize = splitSize;
        values.pseudonyms = pseudonyms;
        values.catalog = catalog;
        change.accept(values);
        return values.options();
    }

    /** The values while they are put together. */
    private static final class Values {
        List<String> inputs;
        String output;
        LocalDate from;
        LocalDate to;
        boolean force;
        int keep;
        ZoneId zone;
        LocalDate date;
        Pattern nodePattern;
        List<String> messages;
        List<String> causes;
        long splitSize;
        String pseudonyms;
        String catalog;

        AnalyzeOptions options() {
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
                    catalog);
        }
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
