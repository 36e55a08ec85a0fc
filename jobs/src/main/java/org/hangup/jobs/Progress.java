package org.hangup.jobs;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Tells every few seconds how far a run is: a line that is written over on a terminal, and plain lines, less often,
 * elsewhere.
 */
final class Progress extends SparkListener implements AutoCloseable {
    private static final int TERMINAL_SECONDS = 1;
    private static final int FILE_SECONDS = 30;

    private final PrintStream out;
    private final boolean terminal;
    private final Instant begin = Instant.now();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "hangup-progress");
        thread.setDaemon(true);
        return thread;
    });
    /** Tasks of the stages at work: all, and done. */
    private final Map<Integer, int[]> stages = new HashMap<>();

    private String step = "starting";
    private int stagesDone;
    private long bytes;
    private long records;
    private int lineLength;

    private Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Begins to tell, on the error stream. */
    static Progress start() {
        Progress progress = new Progress(System.err, onTerminal());
        int seconds = progress.terminal ? TERMINAL_SECONDS : FILE_SECONDS;
        var unused = progress.clock.scheduleAtFixedRate(progress::tick, seconds, seconds, TimeUnit.SECONDS);
        return progress;
    }

    /** Tells nothing. */
    static Progress none() {
        return new Progress(new PrintStream(OutputStream.nullOutputStream()), false);
    }

    /** Later JDKs always have a console and cannot be asked in Java 17's terms: no terminal then. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean onTerminal() {
        return Runtime.version().feature() < 22 && System.console() != null;
    }

    /** Says a sentence now, and with every line until the next one. */
    synchronized void say(String sentence) {
        step = Printable.line(sentence);
        clear();
        out.println("hangup: " + step);
        out.flush();
    }

    @Override
    public synchronized void onStageSubmitted(SparkListenerStageSubmitted event) {
        stages.put(event.stageInfo().stageId(), new int[] {event.stageInfo().numTasks(), 0});
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
        int[] tasks = stages.get(event.stageId());
        if (tasks != null) {
            tasks[1]++;
        }
        if (event.taskMetrics() != null) {
            bytes += event.taskMetrics().inputMetrics().bytesRead();
            records += event.taskMetrics().inputMetrics().recordsRead();
        }
    }

    @Override
    public synchronized void onStageCompleted(SparkListenerStageCompleted event) {
        stages.remove(event.stageInfo().stageId());
        stagesDone++;
    }

    private synchronized void tick() {
        String line = "hangup: " + line();
        if (terminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, lineLength - line.length())));
            lineLength = line.length();
        } else {
            out.println(line);
        }
        out.flush();
    }

    private String line() {
        int tasks = 0;
        int done = 0;
        for (int[] stage : stages.values()) {
            tasks += stage[0];
            done += stage[1];
        }
        return String.format(
                Locale.ROOT,
                "%s: %d stages done, %d of %d tasks of the running ones, %.1f MB and %d rows read, %d s",
                step,
                stagesDone,
                done,
                tasks,
                bytes / 1e6,
                records,
                Duration.between(begin, Instant.now()).toSeconds());
    }

    private void clear() {
        if (lineLength > 0) {
            out.print("\r" + " ".repeat(lineLength) + "\r");
            lineLength = 0;
        }
    }

    @Override
    public synchronized void close() {
        clock.shutdownNow();
        clear();
        out.flush();
    }
}
