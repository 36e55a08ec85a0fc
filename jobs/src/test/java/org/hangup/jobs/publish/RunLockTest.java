package org.hangup.jobs.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.hangup.jobs.tables.Folder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One run at a time: between threads, and between processes on local disks and on other file systems. */
class RunLockTest {
    @TempDir
    private Path folder;

    private final Configuration conf = FlakyFileSystem.configuration();

    @ParameterizedTest
    @ValueSource(strings = {"file", FlakyFileSystem.SCHEME})
    void keepsASecondRunOfTheSameProcessOut(String scheme) throws IOException {
        Folder output = output(scheme);
        try (RunLock lock = RunLock.acquire(output)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> RunLock.acquire(output))
                    .isInstanceOf(OutputLockedException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid() + " on ");
        }
        RunLock.acquire(output).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", FlakyFileSystem.SCHEME})
    void namesTheProcessThatHoldsItAndTakesOverWhenThatIsKilled(String scheme) throws Exception {
        Process holder = holder(scheme);
        try {
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> RunLock.acquire(output(scheme)))
                        .isInstanceOf(OutputLockedException.class)
                        .hasMessageContaining("process " + holder.pid() + " on ")
                        .hasMessageContaining(" since 20");
            }
        } finally {
            holder.destroyForcibly().waitFor();
        }
        RunLock.acquire(output(scheme)).close();
    }

    @Test
    void doesNotTakeOverWhatAnotherHostHolds() throws IOException {
        Files.createDirectories(folder.resolve("_staging"));
        Files.writeString(
                folder.resolve("_staging/lock"),
                "elsewhere.example.org\t1\t2024-03-01T00:00:00Z\t2024-03-01T00:00:01Z\n");
        assertThatThrownBy(() -> RunLock.acquire(output(FlakyFileSystem.SCHEME)))
                .isInstanceOf(OutputLockedException.class)
                .hasMessageContaining("process 1 on elsewhere.example.org since 2024-03-01T00:00:01Z")
                .hasMessageContaining("delete");
    }

    @Test
    void knowsThatANumberIsUsedAgainByAnotherProcess() throws Exception {
        try (RunLock first = RunLock.acquire(output(FlakyFileSystem.SCHEME))) {
            assertThat(first).isNotNull();
        }
        Process holder = holder(FlakyFileSystem.SCHEME);
        Path lock = folder.resolve("_staging/lock");
        String held = Files.readString(lock);
        holder.destroyForcibly().waitFor();
        // As if this process had got the number of the killed one.
        String[] cells = held.split("\t", -1);
        cells[1] = Long.toString(ProcessHandle.current().pid());
        Files.writeString(lock, String.join("\t", cells));
        RunLock.acquire(output(FlakyFileSystem.SCHEME)).close();
    }

    private Folder output(String scheme) throws IOException {
        return Folder.at(scheme + "://" + folder, conf);
    }

    private Process holder(String scheme) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        classPath,
                        Holder.class.getName(),
                        scheme + "://" + folder))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // Not closed: the process would lose its output.
        var said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(said.readLine()).isEqualTo("held");
        return process;
    }

    /** Takes the lock and keeps it until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            RunLock lock = RunLock.acquire(Folder.at(args[0], FlakyFileSystem.configuration()));
            System.out.println("held");
            System.out.flush();
            Thread.sleep(60_000);
            lock.close();
        }
    }
}
