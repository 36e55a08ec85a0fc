package org.hangup.jobs.pipeline;

import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.hangup.jobs.publish.TableFiles;

/**
 * The windows over a user: {@link ConnectionRows}, sorted, in; rows of connections, sessions, open connections and of the
 * state into files, {@link TallyRows} out.
 */
final class HistoryTask extends MadeRows {
    private static final String STEP = "history ";

    private final Iterator<byte[]> rows;
    private final BuildPlan plan;
    private final TaskCounts counts;
    private final TableFiles files;
    private final HistoryTables tables;
    private final UserHistory history;
    private final NodesInOrder inOrder;
    private final RowReader in = new RowReader();

    private byte[] key = {};
    private int keyEnd;
    private boolean somebody;
    private long undecided;

    HistoryTask(Iterator<byte[]> rows, BuildPlan plan, TaskCounts counts) {
        this.rows = rows;
        this.plan = plan;
        this.counts = counts;
        TaskContext task = TaskContext.get();
        files = new TableFiles(
                plan.staging(),
                "part-%05d".formatted(task.partitionId()),
                Long.toString(task.taskAttemptId()),
                plan.conf().value());
        task.addTaskCompletionListener((TaskCompletionListener) context -> files.abort());
        tables = new HistoryTables(files, plan, this::give);
        history = new UserHistory(plan, tables);
        inOrder = new NodesInOrder(plan.boots().length, history::add);
    }

    @Override
    boolean step() {
        if (rows.hasNext()) {
            read(rows.next());
            return true;
        }
        endUser();
        tables.end(counts, STEP);
        counts.add(STEP, BuiltCounts.UNDECIDED, undecided);
        Written.count(files.commit(), counts, STEP);
        return false;
    }

    private void read(byte[] row) {
        in.of(row);
        boolean same = somebody && row.length > keyEnd && Arrays.equals(row, 0, keyEnd, key, 0, keyEnd);
        if (same) {
            in.skip(keyEnd);
        } else {
            endUser();
            in.skip(Long.BYTES);
            byte[] server = in.text();
            byte[] user = in.text();
            somebody = server != null || user != null;
            tables.user(user, server);
            key = row;
            keyEnd = in.position();
        }
        ConnectionRows.Content content = ConnectionRows.read(in);
        if (content.mark() != null) {
            history.add(content.mark());
        } else if (!plan.isClient(content.connection())) {
            undecided++;
        } else if (somebody) {
            inOrder.add(content.connection());
        } else {
            tables.user(null, content.connection().facts.text(Fact.SERVER));
            history.add(content.connection());
            history.end();
        }
    }

    private void endUser() {
        if (keyEnd > 0) {
            inOrder.end();
            history.end();
        }
    }
}
