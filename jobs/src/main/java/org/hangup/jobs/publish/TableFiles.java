package org.hangup.jobs.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.StructType;

/**
 * The files that one task writes under a staging folder, one a table and day. They get their names when the task has
 * written all its rows: a task that failed leaves nothing, and one that runs again replaces what it wrote before by the
 * same rows.
 */
public final class TableFiles {
    private final Folder staging;
    private final Configuration conf;
    private final String name;
    private final String attempt;
    private final Map<String, TableSchema> schemas = new HashMap<>();
    private final Map<String, Map<Integer, TableWriter>> writers = new TreeMap<>();

    /**
     * @param staging folder that holds {@code <table>/date=<day>}
     * @param name what the files of this task are called; no other task's are
     * @param attempt what tells this run of the task from others
     */
    public TableFiles(String staging, String name, String attempt, Configuration conf) {
        this.conf = conf;
        this.name = name;
        this.attempt = attempt;
        try {
            this.staging = Folder.at(staging, conf);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + staging, e);
        }
    }

    /** The writers of a table; described tables are known by their name. */
    public DayWriters table(String table) {
        return table(table, Tables.schema(table));
    }

    /** The writers of a table that is not described. */
    public DayWriters table(String table, StructType columns) {
        return new DayWriters(this, table, schemas.computeIfAbsent(table, t -> TableSchema.of(columns)));
    }

    /** The writer of a table's day, in days since 1970-01-01. */
    TableWriter writer(String table, int day) {
        return writers.computeIfAbsent(table, t -> new HashMap<>()).computeIfAbsent(day, d -> open(table, d));
    }

    private TableWriter open(String table, int day) {
        try {
            return new TableWriter(staging.path(half(table, day)), schemas.get(table), conf);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + staging.path(half(table, day)), e);
        }
    }

    /** Finishes the files and gives them their names; returns the rows by table and day, in days since 1970-01-01. */
    public Map<String, Map<Integer, Long>> commit() {
        Map<String, Map<Integer, Long>> rows = new TreeMap<>();
        writers.forEach((table, days) -> days.forEach((day, writer) -> {
            try {
                writer.close();
                String whole = folder(table, day) + "/" + name + ".parquet";
                staging.delete(whole);
                staging.move(half(table, day), whole);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot finish " + staging.path(folder(table, day)), e);
            }
            rows.computeIfAbsent(table, t -> new TreeMap<>()).put(day, writer.rows());
        }));
        writers.clear();
        return rows;
    }

    /** Clears away what was not committed. */
    public void abort() {
        writers.forEach((table, days) -> days.forEach((day, writer) -> {
            try {
                writer.close();
                staging.delete(half(table, day));
            } catch (IOException | RuntimeException e) {
                // The whole staging folder goes with the failed run.
            }
        }));
        writers.clear();
    }

    private String half(String table, int day) {
        return folder(table, day) + "/." + name + "-" + attempt;
    }

    private static String folder(String table, int day) {
        return Publication.partition(table, LocalDate.ofEpochDay(day));
    }
}
