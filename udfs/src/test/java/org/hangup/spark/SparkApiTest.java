package org.hangup.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the sources use of Spark: the interfaces that it has for others, and the few classes that those interfaces hand over. */
class SparkApiTest {
    private static final Pattern OF_SPARK = Pattern.compile("org\\.apache\\.spark\\.[\\w.*]+");
    private static final Pattern PUBLIC = Pattern.compile("org\\.apache\\.spark\\.("
            + "sql\\.connector\\.[\\w.]+"
            + "|sql\\.types\\.\\w+"
            + "|sql\\.util\\.CaseInsensitiveStringMap"
            + "|sql\\.sources\\.DataSourceRegister"
            + "|sql\\.SparkSession"
            + "|util\\.SerializableConfiguration"
            + "|unsafe\\.types\\.\\w+"
            // rows, as the interfaces take them, and an exception that FunctionCatalog declares
            + "|sql\\.catalyst\\.InternalRow"
            + "|sql\\.catalyst\\.expressions\\.GenericInternalRow"
            + "|sql\\.catalyst\\.util\\.ArrayData"
            + "|sql\\.catalyst\\.analysis\\.NoSuchFunctionException"
            + ");?");

    @Test
    void nothingInsideOfSparkIsUsed() throws IOException {
        Path sources = Path.of(System.getProperty("hangup.root"), "udfs/src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            List<Path> java = files.filter(f -> f.toString().endsWith(".java")).toList();
            assertThat(java).hasSizeGreaterThan(50);
            for (Path file : java) {
                String source = Files.readString(file);
                assertThat(OF_SPARK.matcher(source).results().map(m -> m.group()))
                        .as(file.toString())
                        .allMatch(name -> PUBLIC.matcher(name).matches());
                assertThat(source).as(file.toString()).doesNotContain("sessionState");
            }
        }
    }
}
