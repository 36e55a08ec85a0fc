package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.archive.SurveyedFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no good logs, beside one that is: what is told of them, and that the good one is read. */
class BadInputTest {
    private static final SparkSession SPARK = TestSpark.session();
    private static final Path GOOD =
            Path.of(System.getProperty("hangup.root"), "data/ejabberd-26.07-info/logs/ejabberd.log");

    @TempDir
    private static Path alone;

    private static long connections;

    @TempDir
    private Path folder;

    private Path logs;

    /** Local files, of which some may not be read; not even by root. */
    public static final class Guarded extends OtherLocalFiles {
        public Guarded() {
            super("guarded");
        }

        @Override
        public FSDataInputStream open(org.apache.hadoop.fs.Path path, int buffer) throws IOException {
            if (path.getName().contains("secret")) {
                throw new AccessControlException("Permission denied: " + path);
            }
            return super.open(path, buffer);
        }
    }

    @BeforeAll
    static void theGoodOneAlone() throws IOException {
        AnalysisResult result = run(GOOD.toString(), alone);
        assertThat(result.complete()).isTrue();
        connections = result.counts().connections();
        // grep -c 'Opened c2s session' on the file tells how many became sessions.
        assertThat(connections).isGreaterThan(10);
    }

    @BeforeEach
    void beside() throws IOException {
        logs = Files.createDirectories(folder.resolve("logs"));
        Files.copy(GOOD, logs.resolve("ejabberd.log"));
    }

    @Test
    void whatIsNoLogIsPassedOver() throws IOException {
        byte[] noise = new byte[10_000_000];
        new Random(1).nextBytes(noise);
        Files.write(logs.resolve("noise.log"), noise);
        Files.write(logs.resolve("photo.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13});
        Files.createFile(logs.resolve("empty.log"));
        AnalysisResult result = run(logs.toString(), folder.resolve("out"));
        assertThat(result.complete()).isTrue();
        assertThat(result.counts().connections()).isEqualTo(connections);
        assertThat(result.files())
                .extracting(SurveyedFile::kind)
                .containsExactlyInAnyOrder("log", "not_a_log", "not_a_log", "empty");
    }

    @Test
    void aFileThatMayNotBeReadIsNamed() throws IOException {
        SPARK.sparkContext().hadoopConfiguration().setClass("fs.guarded.impl", Guarded.class, FileSystem.class);
        Files.copy(GOOD, logs.resolve("secret.log"));
        AnalysisResult result = run("guarded://" + logs, folder.resolve("out"));
        assertThat(result.complete()).isFalse();
        assertThat(result.counts().connections()).isEqualTo(connections);
        assertThat(Summary.of(result)).anyMatch(line -> line.startsWith("secret.log could not be read to its end: "));
    }

    @Test
    void aPackedFileThatEndsTooEarlyIsReadAsFarAsItGoes() throws IOException {
        byte[] packed;
        Path part = GOOD.resolveSibling("ejabberd.log.3.gz");
        packed = Files.readAllBytes(part);
        Files.write(logs.resolve("ejabberd.log.3.gz"), java.util.Arrays.copyOf(packed, packed.length / 2));
        AnalysisResult result = run(logs.toString(), folder.resolve("out"));
        assertThat(result.complete()).isFalse();
        assertThat(result.counts().connections()).isGreaterThan(connections);
        assertThat(String.join("\n", Summary.of(result))).contains("ejabberd.log.3.gz");
    }

    private static AnalysisResult run(String input, Path output) throws IOException {
        return Analysis.of(SPARK, AnalyzeOptions.of(List.of(input), output.toString()), sentence -> {})
                .run();
    }
}
