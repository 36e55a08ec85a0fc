package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The job uses what Spark has for others, so that one jar runs on several of its versions. */
class SparkApiTest {
    private static final Pattern INSIDE = Pattern.compile(
            "org\\.apache\\.spark\\.(sql\\.(execution|internal)|memory)\\b"
                    + "|sessionState|MemoryConsumer"
                    + "|org\\.apache\\.spark\\.sql\\.catalyst\\.(?!InternalRow;|util\\.ArrayData;|analysis\\.NoSuchFunctionException;)");

    @Test
    void nothingInsideOfSparkIsUsed() throws IOException {
        Path sources = Path.of(System.getProperty("hangup.root"), "jobs/src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            List<Path> java = files.filter(f -> f.toString().endsWith(".java")).toList();
            assertThat(java).hasSizeGreaterThan(50);
            for (Path file : java) {
                assertThat(INSIDE.matcher(Files.readString(file)).results().map(m -> m.group()))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }
}
