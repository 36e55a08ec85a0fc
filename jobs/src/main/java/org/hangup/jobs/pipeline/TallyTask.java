package org.hangup.jobs.pipeline;

import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.hangup.jobs.publish.TableFiles;

/** Adds up the parts of statistics: {@link TallyRows}, sorted, in; rows of the tables into files. */
final class TallyTask {
    private static final String STEP = "tally ";

    private TallyTask() {}

    static void run(Iterator<byte[]> rows, BuildPlan plan, TaskCounts counts) {
        TaskContext task = TaskContext.get();
        var files = new TableFiles(
                plan.staging(),
                "sums-%05d".formatted(task.partitionId()),
                Long.toString(task.taskAttemptId()),
                plan.conf().value());
        task.addTaskCompletionListener((TaskCompletionListener) context -> files.abort());
        var written = new Written();
        var tables = new StatisticsTables(files, written);
        var in = new RowReader();
        byte[] group = null;
        Tally tally = null;
        while (rows.hasNext()) {
            in.of(rows.next());
            in.skip(Long.BYTES);
            in.find();
            boolean same = group != null && Arrays.equals(group, 0, group.length, in.bytes, in.from, in.to);
            if (!same) {
                if (group != null) {
                    tables.write(group, tally);
                }
                group = Arrays.copyOfRange(in.bytes, in.from, in.to);
                tally = new Tally();
            }
            tally.merge(in);
        }
        if (group != null) {
            tables.write(group, tally);
        }
        written.bring(counts, STEP);
        Written.count(files.commit(), counts, STEP);
    }
}
