package org.hangup.jobs.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.hangup.jobs.exchange.RowReader;
import org.hangup.jobs.exchange.SortedRows;
import org.hangup.jobs.publish.TableFiles;

/** Adds up the parts of statistics: {@link TallyRows}, sorted, in; rows of the tables into files. */
final class TallyTask {
    private static final String STEP = "tally ";

    private TallyTask() {}

    static void run(SortedRows rows, BuildPlan plan, TaskCounts counts) {
        TaskContext task = TaskContext.get();
        var files = new TableFiles(
                plan.staging(),
                "sums-%05d".formatted(task.partitionId()),
                Long.toString(task.taskAttemptId()),
                plan.conf().value());
        task.addTaskCompletionListener((TaskCompletionListener) context -> files.abort());
        var written = new Written();
        addUp(rows, new StatisticsTables(files, written));
        written.bring(counts, STEP);
        Written.count(files.commit(), counts, STEP);
    }

    /** Writes a row for each group of the parts, which are sorted. */
    static void addUp(SortedRows rows, StatisticsTables tables) {
        var in = new RowReader();
        var name = new Key();
        Map<Names.Text, Tally> groups = new LinkedHashMap<>();
        while (rows.next()) {
            rows.read(in);
            if (!name.skipSame(in)) {
                groups.forEach((group, tally) -> tables.write(group.bytes(), tally));
                groups.clear();
                int begin = in.position();
                in.skip(Long.BYTES);
                in.find();
                name.set(in, begin);
            }
            while (in.hasMore()) {
                groups.computeIfAbsent(new Names.Text(in.text()), group -> new Tally())
                        .merge(in);
            }
        }
        groups.forEach((group, tally) -> tables.write(group.bytes(), tally));
    }
}
