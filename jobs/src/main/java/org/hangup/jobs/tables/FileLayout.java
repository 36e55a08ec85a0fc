package org.hangup.jobs.tables;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_diff;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.hash;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;

/**
 * Which files a table's days have, and which task writes which. What the rows are looked up in are three small arrays, found by
 * the number of the day, so that a thousand days cost no more than one.
 *
 * <p>Files are numbered over all days, day by day. A day's files follow from its rows alone; the tasks only share out the work.
 */
final class FileLayout {
    private final LocalDate first;
    /** By day since the first one: number of its first file; one more at the end. A day that is not built has no files. */
    private final int[] firstFiles;
    /** Rows to be expected, by number of the file. */
    private final long[] rows;

    /**
     * @param rowsByDate rows of each built day; there is one at least
     * @param rowsPerFile above it a day has several files
     */
    FileLayout(NavigableMap<LocalDate, Long> rowsByDate, long rowsPerFile) {
        first = rowsByDate.firstKey();
        firstFiles = new int[days(rowsByDate.lastKey()) + 2];
        rowsByDate.forEach(
                (date, count) -> firstFiles[days(date) + 1] = (int) Math.max(1, -Math.floorDiv(-count, rowsPerFile)));
        Arrays.parallelPrefix(firstFiles, Integer::sum);
        rows = new long[firstFiles[firstFiles.length - 1]];
        rowsByDate.forEach((date, count) -> {
            int from = firstFiles[days(date)];
            int to = firstFiles[days(date) + 1];
            Arrays.fill(rows, from, to, Math.max(1, count / (to - from)));
        });
    }

    private int days(LocalDate date) {
        return Math.toIntExact(ChronoUnit.DAYS.between(first, date));
    }

    /** How many files there are. */
    int files() {
        return rows.length;
    }

    /** The rows of all files. */
    long rows() {
        return Arrays.stream(rows).sum();
    }

    /** Number of a row's file among those of its {@code date}: 0, or, if there are several, by the hash of its keys. */
    Column part(Column... keys) {
        boolean several =
                IntStream.range(1, firstFiles.length).anyMatch(day -> firstFiles[day] > firstFiles[day - 1] + 1);
        if (!several || keys.length == 0) {
            return lit(0);
        }
        Column files = get(lit(firstFiles), day().plus(1)).minus(firstFile());
        return when(files.gt(1), pmod(hash(keys), files)).otherwise(0);
    }

    /**
     * What to repartition by.
     *
     * @param part column with the number of the row's file
     * @param slots a number for each task, as {@link TaskSlots} finds them
     */
    Column slot(Column part, int... slots) {
        int[] tasks = tasks(slots.length);
        int[] slotOfFile = Arrays.stream(tasks).map(task -> slots[task]).toArray();
        return coalesce(get(lit(slotOfFile), firstFile().plus(part)), lit(slots[0]));
    }

    /** Gives each file, the greatest first, to the task that has the fewest rows so far; tasks by number of the file. */
    int[] tasks(int count) {
        int[] tasks = new int[rows.length];
        long[] load = new long[count];
        var idlest = new PriorityQueue<Integer>(
                Comparator.<Integer>comparingLong(task -> load[task]).thenComparing(Comparator.naturalOrder()));
        IntStream.range(0, count).forEach(idlest::add);
        IntStream.range(0, rows.length)
                .boxed()
                .sorted(Comparator.comparingLong(file -> -rows[file]))
                .forEach(file -> {
                    int task = idlest.remove();
                    tasks[file] = task;
                    load[task] += rows[file];
                    idlest.add(task);
                });
        return tasks;
    }

    private Column firstFile() {
        return get(lit(firstFiles), day());
    }

    private Column day() {
        return date_diff(col("date"), lit(java.sql.Date.valueOf(first)));
    }
}
