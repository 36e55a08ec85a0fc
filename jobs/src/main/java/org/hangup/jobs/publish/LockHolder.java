package org.hangup.jobs.publish;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Who holds a lock, as its file tells.
 *
 * @param host name of the machine or container, for people
 * @param pid number of the process there, for people: other containers have processes of the same number
 * @param kernel tells the running kernel from all others; containers of one machine share it, and with it its locks on files
 * @param since when the lock was taken, by that machine's clock
 * @param token no other holder has the same
 */
record LockHolder(String host, String pid, String kernel, String since, String token) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final LockHolder UNKNOWN = new LockHolder("?", "?", "?", "?", "?");

    /** This process; another one at each call. */
    static LockHolder here() {
        return new LockHolder(
                hostName(),
                Long.toString(ProcessHandle.current().pid()),
                kernelName(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                UUID.randomUUID().toString());
    }

    static LockHolder parse(String text) {
        String[] cells = text.strip().split("\t", -1);
        return cells.length == 5
                ? new LockHolder(cells[0], cells[1], cells[2], cells[3], cells[4])
                : UNKNOWN; // It is just being written, or was cut off by a kill.
    }

    String format() {
        return String.join("\t", host, pid, kernel, since, token) + "\n";
    }

    private static String kernelName() {
        try {
            return Files.readString(BOOT).strip();
        } catch (IOException e) {
            return hostName(); // Not Linux.
        }
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
        return equals(UNKNOWN) ? "a run that has just begun" : "process " + pid + " on " + host + " since " + since;
    }
}
