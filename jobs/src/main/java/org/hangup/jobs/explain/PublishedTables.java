package org.hangup.jobs.explain;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.hangup.jobs.UsageException;
import org.hangup.jobs.publish.OutputMark;
import org.hangup.jobs.tables.Folder;
import org.hangup.jobs.tables.Tables;

/** The tables of an output, on any Hadoop file system, read file by file. */
final class PublishedTables {
    private final Folder output;
    private final ZoneId zone;
    private final Configuration conf;

    private PublishedTables(Folder output, ZoneId zone, Configuration conf) {
        this.output = output;
        this.zone = zone;
        this.conf = conf;
    }

    /** @throws UsageException if there is no such folder, or it holds no tables of Hangup */
    static PublishedTables in(String path, Configuration conf) throws IOException {
        try {
            Folder folder = Folder.at(path, conf);
            if (!folder.isFolder("")) {
                throw new UsageException(
                        "--output " + path + ": there is no such folder; give the one that analyze wrote");
            }
            OutputMark mark = OutputMark.read(folder);
            if (mark == null) {
                throw new UsageException(
                        "--output " + path + ": holds no tables of Hangup; give the folder that analyze wrote");
            }
            return new PublishedTables(folder, mark.zone() == null ? ZoneOffset.UTC : mark.zone(), conf);
        } catch (UnsupportedFileSystemException e) {
            throw new UsageException("--output " + path + ": no file system is known for it: " + e.getMessage());
        }
    }

    /** The zone of the tables' days. */
    ZoneId zone() {
        return zone;
    }

    /** The days that a table has. */
    NavigableSet<LocalDate> days(String table) throws IOException {
        NavigableSet<LocalDate> days = new TreeSet<>();
        for (String name : output.names(table)) {
            if (name.startsWith("date=")) {
                try {
                    days.add(LocalDate.parse(name.substring(5)));
                } catch (DateTimeParseException e) {
                    throw new IOException(output.path(table + "/" + name) + " is no day of a table", e);
                }
            }
        }
        return days;
    }

    /** Rows of some days of a table: files side by side, rows in the order of days, files and places. */
    List<TableRow> rows(
            String table,
            NavigableSet<LocalDate> days,
            Set<String> columns,
            FilterCompat.Filter filter,
            Predicate<TableRow> wanted)
            throws IOException {
        List<Callable<List<TableRow>>> files = new ArrayList<>();
        for (LocalDate day : days) {
            String folder = Tables.partition(table, day);
            for (String name : output.names(folder)) {
                if (name.endsWith(".parquet") && !name.startsWith(".") && !name.startsWith("_")) {
                    var path = output.path(folder + "/" + name);
                    files.add(() -> ParquetRows.of(HadoopInputFile.fromPath(path, conf), columns, filter, wanted));
                }
            }
        }
        return sideBySide(files);
    }

    private static List<TableRow> sideBySide(List<Callable<List<TableRow>>> files) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.max(1, Math.min(files.size(), Runtime.getRuntime().availableProcessors())));
        try {
            List<TableRow> rows = new ArrayList<>();
            for (Future<List<TableRow>> file : threads.invokeAll(files)) {
                rows.addAll(file.get());
            }
            return rows;
        } catch (ExecutionException e) {
            throw new IOException("a table cannot be read: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while tables were read", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
