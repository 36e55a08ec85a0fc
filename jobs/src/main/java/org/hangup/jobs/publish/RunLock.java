package org.hangup.jobs.publish;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hangup.jobs.tables.Folder;

/**
 * One run at a time on an output, whichever processes, containers and machines share its file system. The lock is a lease: its
 * holder renews it all the time, and one that was not renewed for two minutes has run out, since its holder is dead or stands
 * still. Its age is told by the file system's clock alone, which dates the lock's file and a file that is made to ask for the
 * time: machines need not agree on theirs. A run that had stood still finds out before it publishes ({@link #hold}).
 *
 * <p>On a local disk the operating system keeps a lock besides, which ends with its process ({@link DiskLock}).
 */
abstract class RunLock implements AutoCloseable {
    static final String FILE = Journal.FOLDER + "/lock";
    /** Some renewals may fail or come late before the lease runs out. */
    private static final Duration RENEWED_EVERY = Duration.ofSeconds(15);

    static final Duration RUNS_OUT_AFTER = Duration.ofMinutes(2);
    /**
     * Locks of this process. The operating system's locks belong to a process, so they do not keep two runs in one JVM
     * apart, and closing any channel on the file would drop them: the file must not even be opened a second time.
     */
    private static final Set<String> HELD = ConcurrentHashMap.newKeySet();

    final Folder output;
    final LockHolder self;
    private final ScheduledExecutorService renewing = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lock");
        thread.setDaemon(true);
        return thread;
    });

    RunLock(Folder output, LockHolder self) {
        this.output = output;
        this.self = self;
    }

    /**
     * Takes the lock, also one that has run out.
     *
     * @param say gets a sentence if a lock was taken over
     * @throws OutputLockedException if another run holds the lock
     */
    static RunLock acquire(Folder output, Consumer<String> say) throws IOException {
        LockHolder self = LockHolder.here();
        if (!HELD.add(output.toString())) {
            throw new OutputLockedException(output.toString(), self + " (this process)");
        }
        boolean done = false;
        try {
            output.makeFolder(Journal.FOLDER);
            RunLock lock = output.local() ? DiskLock.take(output, self, say) : LeaseLock.take(output, self, say);
            lock.keepRenewing();
            done = true;
            return lock;
        } finally {
            if (!done) {
                HELD.remove(output.toString());
            }
        }
    }

    private void keepRenewing() {
        long seconds = RENEWED_EVERY.toSeconds();
        var unused = renewing.scheduleWithFixedDelay(
                () -> {
                    try {
                        renew();
                    } catch (IOException | RuntimeException e) {
                        // The next renewal may work again; if the lock is lost, hold() says so.
                    }
                },
                seconds,
                seconds,
                TimeUnit.SECONDS);
    }

    /** What the lock's file says now; empty if there is none. */
    abstract String text() throws IOException;

    /** Writes the lock's file again, so that the file system gives it the time of now. */
    abstract void touch() throws IOException;

    /** Takes the lock's file away, or says in it that nobody holds it. */
    abstract void release() throws IOException;

    /** @throws IOException if the lock cannot be renewed, or another run has it */
    final synchronized void renew() throws IOException {
        LockHolder now = LockHolder.parse(text());
        if (!now.token().equals(self.token())) {
            throw new IOException("the lock on " + output + " was lost to " + now + ", as this run had stood still for "
                    + RUNS_OUT_AFTER.toMinutes() + " minutes; it publishes nothing");
        }
        touch();
    }

    /** Makes sure that this run still has the lock, for the next two minutes at least. */
    final void hold() throws IOException {
        renew();
    }

    /** How long ago a lock's file was written, by the clock of its file system. */
    static Duration age(Folder output, LockHolder asking) throws IOException {
        long written = output.modified(FILE);
        long now = output.now(Journal.FOLDER + "/clock-" + asking.token());
        // A clock that was set back dates nothing: what seems to come from the future is old, too.
        return Duration.ofMillis(Math.abs(now - written));
    }

    static boolean runOut(Duration age) {
        return age.compareTo(RUNS_OUT_AFTER) >= 0;
    }

    static OutputLockedException held(Folder output, LockHolder holder, Duration age) {
        return new OutputLockedException(
                output.toString(),
                holder + ", which gave a sign of life " + age.toSeconds()
                        + " s ago; if it is dead, its lock runs out in "
                        + RUNS_OUT_AFTER.minus(age).toSeconds() + " s");
    }

    static String takenOver(LockHolder holder, Duration age) {
        return "took over the lock of " + holder + ", which gave no sign of life for " + age.toSeconds() + " s";
    }

    /** Leaves no empty output behind, where nothing was ever published; keeps the lock until it is closed. */
    final void deleteIfUnused() throws IOException {
        if (output.names("").equals(List.of(Journal.FOLDER))
                && output.names(Journal.FOLDER).equals(List.of("lock"))) {
            output.delete(FILE);
            output.deleteEmptyFolder(Journal.FOLDER);
            output.deleteEmptyFolder("");
        }
    }

    @Override
    public final synchronized void close() throws IOException {
        renewing.shutdown();
        try {
            release();
        } finally {
            HELD.remove(output.toString());
        }
    }
}
