package org.hangup.spark.source;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.connector.read.InputPartition;
import org.hangup.archive.ArchiveFile;
import org.hangup.archive.LogFile;
import org.hangup.archive.ReadFile;

/**
 * The files of one reading.
 *
 * @param files in their order
 * @param wanted which of their records count; null if all do
 */
record Input(List<LogFile> files, Map<LogFile, ReadFile> wanted) {
    /** The files that a list names, or those that are found below paths. */
    static Input of(Options options, Configuration conf) throws IOException {
        if (options.archive() == null) {
            return new Input(Discovery.logs(options, conf), null);
        }
        var wanted = new HashMap<LogFile, ReadFile>();
        List<LogFile> files = ArchiveFile.read(new Path(options.archive()), conf).stream()
                .filter(read -> !read.segments().isEmpty())
                .map(read -> {
                    wanted.put(read.file(), read);
                    return read.file();
                })
                .toList();
        return new Input(files, wanted);
    }

    /** Stored bytes, those of compressed files as what they may unpack to. */
    long bytes() {
        return files.stream()
                .mapToLong(f -> SplitPlanner.weight(f.codec(), f.length()))
                .sum();
    }

    /** The tasks, each with what it needs to know of its own files. */
    InputPartition[] partitions(SplitPlanner planner) {
        return planner.tasks(files.stream().map(this::range).toList()).stream()
                .map(task -> task.stream()
                        .map(this::split)
                        .filter(Input::mayHoldRecords)
                        .toList())
                .filter(task -> !task.isEmpty())
                .map(EjabberdPartition::new)
                .toArray(InputPartition[]::new);
    }

    /** From the first record that is wanted to behind the last one. */
    private FileSplit range(LogFile file) {
        if (wanted == null) {
            return new FileSplit(file, 0, Long.MAX_VALUE);
        }
        List<ReadFile.Segment> segments = wanted.get(file).segments();
        return new FileSplit(
                file, segments.get(0).from(), segments.get(segments.size() - 1).to());
    }

    private ReadSplit split(FileSplit split) {
        return new ReadSplit(
                split, wanted == null ? null : wanted.get(split.file()).within(split.from(), split.to()));
    }

    private static boolean mayHoldRecords(ReadSplit split) {
        return split.wanted() == null || !split.wanted().segments().isEmpty();
    }
}
