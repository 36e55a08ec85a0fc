package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --causes}: a reason of an operator's own module says the cause, and parts it from a resource that reads like a reason. */
class OperatorReasonsTest {
    private static final String CAUSES =
            """
            pattern\tfirst_version\tlast_version\tcause\tsubcause\tended_by
            Licence expired (device *)\t17.03\t\tpolicy_violation\tlicence\tserver
            """;

    @TempDir
    private Path dir;

    /** No line opened the first two sessions; only the reason tells where the resource ends. */
    private void log() throws IOException {
        Files.writeString(
                Files.createDirectories(dir.resolve("in")).resolve("ejabberd.log"),
                closed("10:00:00", 1, "phone: work: Licence expired (device 7)")
                        + closed("10:00:01", 2, "a: Stream reset by peer: Licence expired (device 8)")
                        + record(
                                "10:00:02", 3, "Opened c2s session for romeo@example.net/b: Licence expired (device 1)")
                        + closed("10:00:03", 3, "b: Licence expired (device 1): Licence expired (device 9)")
                        + closed("10:00:04", 4, "c: Stream reset by peer"));
    }

    private static String closed(String time, int pid, String rest) {
        return record(time, pid, "Closing c2s session for romeo@example.net/" + rest);
    }

    private static String record(String time, int pid, String message) {
        return "2024-03-01 " + time + ".000000+00:00 [info] <0." + pid + ".0>@ejabberd_c2s:f/1:3 (tls|<0." + pid
                + ".0>) " + message + "\n";
    }

    @Test
    void withThem() throws IOException, SQLException {
        Path causes = Files.writeString(dir.resolve("causes, ours.tsv"), CAUSES);
        assertThat(connections(List.of(causes.toString())))
                .containsExactly(
                        "phone: work | Licence expired (device 7) | policy_violation | licence | server",
                        "a: Stream reset by peer | Licence expired (device 8) | policy_violation | licence | server",
                        "b: Licence expired (device 1) | Licence expired (device 9) | policy_violation | licence | server",
                        "c | Stream reset by peer | client_closed | null | client");
    }

    /** What is opened is known without a reason; of the others the resource ends where the first reason may begin. */
    @Test
    void withoutThem() throws IOException, SQLException {
        assertThat(connections(List.of()))
                .containsExactly(
                        "phone | work: Licence expired (device 7) | unknown | null | null",
                        "a | Stream reset by peer: Licence expired (device 8) | unknown | null | null",
                        "b: Licence expired (device 1) | Licence expired (device 9) | unknown | null | null",
                        "c | Stream reset by peer | client_closed | null | client");
    }

    private List<String> connections(List<String> causes) throws IOException, SQLException {
        log();
        AnalyzeOptions options = AnalyzeOptions.of(
                        List.of(dir.resolve("in").toString()),
                        dir.resolve("out").toString())
                .withCatalogues(List.of(), causes);
        Analysis.of(TestSpark.session(), options, sentence -> {}).run();
        String query =
                "SELECT concat_ws(' | ', resource, reason, cause, ifnull(subcause, 'null'), ifnull(ended_by, 'null'))"
                        + " FROM read_parquet('" + options.output() + "/connections/*/*.parquet') ORDER BY ended_at";
        List<String> rows = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
