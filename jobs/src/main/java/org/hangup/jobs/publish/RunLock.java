package org.hangup.jobs.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hangup.jobs.tables.Folder;

/**
 * One run at a time on an output. On a local disk the operating system keeps the lock and drops it with the process,
 * however that ends. Elsewhere the lock is a file that only one can create; one left by a killed run is taken over on
 * the host that ran it, where its process can be seen to be gone.
 */
final class RunLock implements AutoCloseable {
    private static final String FILE = Journal.FOLDER + "/lock";
    /**
     * Locks of this process. The operating system's locks belong to a process, so they do not keep two runs in one JVM
     * apart, and closing any channel on the file would drop them: the file must not even be opened a second time.
     */
    private static final Set<String> HELD = ConcurrentHashMap.newKeySet();

    private final Folder output;
    private final FileChannel channel;

    private RunLock(Folder output, FileChannel channel) {
        this.output = output;
        this.channel = channel;
    }

    /** @throws OutputLockedException if another run holds the lock */
    static RunLock acquire(Folder output) throws IOException {
        if (!HELD.add(output.toString())) {
            throw new OutputLockedException(output.toString(), Holder.here().toString() + " (this process)");
        }
        boolean done = false;
        try {
            output.makeFolder(Journal.FOLDER);
            RunLock lock = output.local() ? ofDisk(output) : ofMarker(output);
            done = true;
            return lock;
        } finally {
            if (!done) {
                HELD.remove(output.toString());
            }
        }
    }

    private static RunLock ofDisk(Folder output) throws IOException {
        Path file = Path.of(output.path(FILE).toUri().getPath());
        if (!output.exists(FILE)) {
            // made as all files of the output are made
            output.create(FILE, "");
        }
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            if (lock == null) {
                ByteBuffer text = ByteBuffer.allocate(1024);
                channel.read(text, 0);
                text.flip();
                throw new OutputLockedException(
                        output.toString(),
                        Holder.parse(UTF_8.decode(text).toString()).toString());
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(Holder.here().format().getBytes(UTF_8)), 0);
            return new RunLock(output, channel);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    private static RunLock ofMarker(Folder output) throws IOException {
        for (int attempt = 0; attempt < 3; attempt++) {
            if (output.create(FILE, Holder.here().format())) {
                return new RunLock(output, null);
            }
            Holder holder = Holder.parse(output.read(FILE));
            if (!holder.gone()) {
                throw new OutputLockedException(
                        output.toString(),
                        holder + "; if that run is dead, delete " + output.path(FILE) + " and start again");
            }
            output.delete(FILE);
        }
        throw new OutputLockedException(output.toString(), "runs that come and go; try again");
    }

    /** Leaves no empty output behind, where nothing was ever published; keeps the lock until it is closed. */
    void deleteIfUnused() throws IOException {
        if (output.names("").equals(List.of(Journal.FOLDER))
                && output.names(Journal.FOLDER).equals(List.of("lock"))) {
            output.delete(FILE);
            output.deleteEmptyFolder(Journal.FOLDER);
            output.deleteEmptyFolder("");
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (channel == null) {
                output.delete(FILE);
            } else {
                channel.truncate(0);
                channel.close();
            }
        } finally {
            HELD.remove(output.toString());
        }
    }

    /** Who holds a lock. A process is known by its start, too: numbers are used again, in containers at once. */
    private record Holder(String host, long pid, String started, String since) {
        static Holder here() {
            ProcessHandle process = ProcessHandle.current();
            return new Holder(
                    hostName(),
                    process.pid(),
                    start(process),
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        }

        static Holder parse(String text) {
            String[] cells = text.strip().split("\t", -1);
            return cells.length == 4 && cells[1].matches("\\d{1,18}")
                    ? new Holder(cells[0], Long.parseLong(cells[1]), cells[2], cells[3])
                    : new Holder("?", 0, "?", "?"); // It is just being written, or was cut off by a kill.
        }

        String format() {
            return String.join("\t", host, Long.toString(pid), started, since) + "\n";
        }

        boolean gone() {
            return host.equals(hostName())
                    && ProcessHandle.of(pid)
                            .map(process ->
                                    !process.isAlive() || !start(process).equals(started))
                            .orElse(true);
        }

        private static String start(ProcessHandle process) {
            return process.info().startInstant().map(Instant::toString).orElse("?");
        }

        private static String hostName() {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "localhost";
            }
        }

        @Override
        public String toString() {
            return pid == 0 ? "a run that has just begun" : "process " + pid + " on " + host + " since " + since;
        }
    }
}
