package org.hangup.jobs.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.hangup.jobs.tables.Folder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One run at a time: between threads, processes, containers and machines. Time passes by dating the lock's file back: its age is
 * all that counts.
 */
class RunLockTest {
    private static final String LEASE = FlakyFileSystem.SCHEME;

    @TempDir
    private Path folder;

    private Path lockFile;
    private final List<String> said = new ArrayList<>();
    private final Configuration conf = FlakyFileSystem.configuration();

    @BeforeEach
    void names() {
        lockFile = folder.resolve("out/_staging/lock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", LEASE})
    void keepsASecondRunOfTheSameProcessOut(String scheme) throws IOException {
        try (RunLock lock = acquire(scheme)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> acquire(scheme))
                    .isInstanceOf(OutputLockedException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid() + " on ");
        }
        acquire(scheme).close();
        assertThat(said).isEmpty();
    }

    @Test
    void theDiskOfAKilledProcessIsFreeAtOnce() throws Exception {
        Process holder = holder("file");
        assertRefusedTwice("file", holder);
        holder.destroyForcibly().waitFor();
        acquire("file").close();
        assertThat(said).isEmpty();
    }

    @Test
    void theLeaseOfAKilledProcessRunsOut() throws Exception {
        Process holder = holder(LEASE);
        assertRefusedTwice(LEASE, holder);
        holder.destroyForcibly().waitFor();
        pass(Duration.ofSeconds(100));
        assertThatThrownBy(() -> acquire(LEASE))
                .isInstanceOf(OutputLockedException.class)
                .message()
                .containsPattern("which gave a sign of life (99|10[0-9]) s ago; .* its lock runs out in [12]?[0-9] s$");
        pass(Duration.ofSeconds(121));
        acquire(LEASE).close();
        assertThat(said).hasSize(1);
        assertThat(said.get(0))
                .startsWith("took over the lock of process " + holder.pid() + " on ")
                .containsPattern("gave no sign of life for 12[0-9] s$");
        assertThat(lockFile.getParent()).isEmptyDirectory();
    }

    /** Of another kernel, which may not know this one's locks on files; pid 1 and the host's name are those of any container. */
    @ParameterizedTest
    @CsvSource({
        "file, 0, false",
        "file, 110, false",
        "file, 121, true",
        "file, -3600, true",
        LEASE + ", 0, false",
        LEASE + ", 110, false",
        LEASE + ", 121, true",
        LEASE + ", -3600, true"
    })
    void whatAnotherMachineHoldsIsTakenOverByItsAge(String scheme, long seconds, boolean taken) throws IOException {
        Files.createDirectories(lockFile.getParent());
        Files.writeString(lockFile, "elsewhere.example.org\t1\tits-kernel\t2024-03-01T00:00:01Z\tits-token\n");
        pass(Duration.ofSeconds(seconds));
        if (taken) {
            acquire(scheme).close();
            assertThat(said).hasSize(1);
            assertThat(said.get(0)).contains("process 1 on elsewhere.example.org since 2024-03-01T00:00:01Z");
        } else {
            assertThatThrownBy(() -> acquire(scheme))
                    .isInstanceOf(OutputLockedException.class)
                    .hasMessageContaining("process 1 on elsewhere.example.org since 2024-03-01T00:00:01Z")
                    .hasMessageContaining("if it is dead, its lock runs out in ");
            assertThat(Files.readString(lockFile)).contains("its-token");
        }
    }

    @Test
    void aLockThatWasBeingWrittenRunsOutToo() throws IOException {
        Files.createDirectories(lockFile.getParent());
        Files.createFile(lockFile);
        assertThatThrownBy(() -> acquire(LEASE)).hasMessageContaining("a run that has just begun");
        pass(Duration.ofSeconds(121));
        acquire(LEASE).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", LEASE})
    void renewingKeepsIt(String scheme) throws IOException {
        try (RunLock lock = acquire(scheme)) {
            pass(Duration.ofSeconds(121));
            lock.renew();
            assertThat(Files.getLastModifiedTime(lockFile).toInstant())
                    .isAfter(Instant.now().minusSeconds(60));
            assertThat(lock.text()).isEqualTo(Files.readString(lockFile)).isEqualTo(lock.self.format());
        }
    }

    /** The second acquires under another name of the folder: in one process one name has one lock. */
    @Test
    void whoStoodStillForTooLongPublishesNothing() throws IOException {
        RunLock slow = acquire(LEASE);
        slow.hold();
        pass(Duration.ofSeconds(121));
        Files.createSymbolicLink(folder.resolve("same"), folder.resolve("out"));
        try (RunLock second = RunLock.acquire(Folder.at(LEASE + "://" + folder.resolve("same"), conf), said::add)) {
            assertThat(said).hasSize(1);
            assertThatThrownBy(slow::hold)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("was lost to process ")
                    .hasMessageEndingWith("it publishes nothing");
            slow.close();
            second.hold();
        }
        assertThat(lockFile).doesNotExist();
    }

    private void assertRefusedTwice(String scheme, Process holder) {
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> acquire(scheme))
                    .isInstanceOf(OutputLockedException.class)
                    .hasMessageContaining("process " + holder.pid() + " on ")
                    .hasMessageContaining(" since 20");
        }
    }

    private RunLock acquire(String scheme) throws IOException {
        return RunLock.acquire(Folder.at(scheme + "://" + folder.resolve("out"), conf), said::add);
    }

    /** Lets the lock's file be so old. */
    private void pass(Duration time) throws IOException {
        Files.setLastModifiedTime(lockFile, FileTime.from(Instant.now().minus(time)));
    }

    private Process holder(String scheme) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        classPath,
                        Holder.class.getName(),
                        scheme + "://" + folder.resolve("out")))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // Not closed: the process would lose its output.
        var read = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(read.readLine()).isEqualTo("held");
        return process;
    }

    /** Takes the lock and keeps it until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            RunLock lock = RunLock.acquire(Folder.at(args[0], FlakyFileSystem.configuration()), System.err::println);
            System.out.println("held");
            System.out.flush();
            Thread.sleep(60_000);
            lock.close();
        }
    }
}
