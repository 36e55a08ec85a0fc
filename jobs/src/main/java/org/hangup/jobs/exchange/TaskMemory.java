package org.hangup.jobs.exchange;

import java.io.File;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.memory.MemoryConsumer;
import org.apache.spark.memory.MemoryMode;
import org.apache.spark.util.TaskCompletionListener;

/** The memory that Spark grants the running task, and its local disks. */
final class TaskMemory extends MemoryConsumer implements Memory {
    private final TaskContext task;

    private TaskMemory(TaskContext task) {
        super(task.taskMemoryManager(), MemoryMode.ON_HEAP);
        this.task = task;
        task.addTaskCompletionListener((TaskCompletionListener) context -> freeMemory(getUsed()));
    }

    static TaskMemory ofRunningTask() {
        return new TaskMemory(TaskContext.get());
    }

    @Override
    public boolean take(long bytes) {
        long granted = acquireMemory(bytes);
        if (granted == bytes) {
            return true;
        }
        freeMemory(granted);
        return false;
    }

    @Override
    public void giveBack(long bytes) {
        freeMemory(Math.min(bytes, getUsed()));
    }

    @Override
    public File file() {
        File file = SparkEnv.get()
                .blockManager()
                .diskBlockManager()
                .createTempLocalBlock()
                ._2();
        task.addTaskCompletionListener((TaskCompletionListener) context -> file.delete());
        return file;
    }

    /** Another part of the task needs memory: rows that are being merged cannot be put away. */
    @Override
    public long spill(long size, MemoryConsumer trigger) {
        return 0;
    }
}
