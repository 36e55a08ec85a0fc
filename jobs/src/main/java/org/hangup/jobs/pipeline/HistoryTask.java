package org.hangup.jobs.pipeline;

import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.hangup.jobs.exchange.RowReader;
import org.hangup.jobs.exchange.RowSink;
import org.hangup.jobs.exchange.RowSource;
import org.hangup.jobs.exchange.SortedRows;
import org.hangup.jobs.publish.TableFiles;

/**
 * The windows over a user: {@link ConnectionRows}, sorted, in; rows of connections, sessions, open connections and of the
 * state into files, {@link TallyRows} out.
 */
final class HistoryTask implements RowSource {
    private static final String STEP = "history ";

    private final SortedRows rows;
    private final BuildPlan plan;
    private final TaskCounts counts;
    private final TableFiles files;
    private final HistoryTables tables;
    private final UserHistory history;
    private final NodesInOrder inOrder;
    private final RowReader in = new RowReader();

    private final Words words = new Words();
    private final Key key = new Key();
    private RowSink out;
    private boolean somebody;
    private long undecided;

    HistoryTask(SortedRows rows, BuildPlan plan, TaskCounts counts) {
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
        tables = new HistoryTables(files, plan, (bytes, from, to) -> out.add(bytes, from, to));
        history = new UserHistory(plan, tables);
        inOrder = new NodesInOrder(plan.boots().length, history::add);
    }

    @Override
    public boolean step(RowSink sink) {
        out = sink;
        if (rows.next()) {
            read(rows.read(in));
            return true;
        }
        endUser();
        tables.end(counts, STEP);
        counts.add(STEP, BuiltCounts.UNDECIDED, undecided);
        Written.count(files.commit(), counts, STEP);
        return false;
    }

    private void read(RowReader row) {
        if (!somebody || !key.skipSame(row)) {
            endUser();
            int begin = row.position();
            row.skip(Long.BYTES);
            byte[] server = row.text();
            byte[] user = row.text();
            somebody = server != null || user != null;
            tables.user(user, server);
            key.set(row, begin);
        }
        ConnectionRows.Content content = ConnectionRows.read(row, words);
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
        if (key.isSet()) {
            inOrder.end();
            history.end();
        }
    }
}
