package org.hangup.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.classic.Dataset;
import org.apache.spark.sql.execution.HiveResult;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** The examples of udfs/README.md give what stands below them, printed as spark-sql prints it. */
class ReadmeTest {
    private static final SparkSession SPARK = SharedSpark.session();
    private static final String PROMPT = "    spark-sql> ";

    private static List<String> readme() throws IOException {
        return Files.readAllLines(Path.of(System.getProperty("hangup.root"), "udfs/README.md"));
    }

    /** Statement to expected output. */
    private static Map<String, List<String>> examples() throws IOException {
        Map<String, List<String>> examples = new LinkedHashMap<>();
        List<String> output = null;
        for (String line : readme()) {
            if (line.startsWith(PROMPT)) {
                output = new ArrayList<>();
                examples.put(line.substring(PROMPT.length()).replaceFirst(";$", ""), output);
            } else if (output != null && line.startsWith("    ")) {
                output.add(line.substring(4));
            } else {
                output = null;
            }
        }
        return examples;
    }

    private static List<String> printed(String statement) {
        Dataset<?> rows;
        try {
            rows = (Dataset<?>) SPARK.sql(statement);
        } catch (Exception e) { // an AnalysisException, which Scala does not declare
            return List.of(e.getMessage()
                    .replaceFirst("(?s).*cannot process input: \\([^)]*\\): ", "")
                    .replaceFirst("(?s) ?SQLSTATE.*", ""));
        }
        return CollectionConverters.asJava(
                HiveResult.hiveResultString(rows.queryExecution().executedPlan()));
    }

    @Test
    void everyExampleGivesWhatStandsBelowIt() throws IOException {
        Map<String, List<String>> examples = examples();
        assertThat(examples).hasSizeGreaterThan(12);
        examples.forEach((statement, output) ->
                assertThat(printed(statement)).as(statement).isEqualTo(output));
    }

    @Test
    void everyFunctionHasAnExample() throws IOException {
        String examples = String.join("\n", examples().keySet());
        List<Row> functions = SPARK.sql("SHOW USER FUNCTIONS IN ejabberd").collectAsList();

        assertThat(functions).hasSize(12);
        assertThat(functions).allSatisfy(row -> {
            String name = row.getString(0);
            assertThat(examples).contains(name.substring(name.lastIndexOf('.') + 1) + "(");
        });
    }
}
