package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A console that goes to a file is in Latin-1: Erlang writes é as one byte and ж as an escape (run with OTP 25). The tables name the user as
 * the log file of the same node would.
 */
class ConsoleNamesTest {
    @TempDir
    private Path dir;

    @Test
    void namesAsInTheFile() throws IOException, SQLException {
        var console = new ByteArrayOutputStream();
        console.writeBytes(record("10:00:00", "Opened c2s session for zo\u00EB@example.net/\\x{436} caf\u00E9"));
        console.writeBytes(record(
                "10:00:09", "Closing c2s session for zo\u00EB@example.net/\\x{436} caf\u00E9: Stream reset by peer"));
        Files.write(dir.resolve("console.log"), console.toByteArray());
        AnalyzeOptions options =
                AnalyzeOptions.of(List.of(dir.toString()), dir.resolve("out").toString());
        Analysis.of(TestSpark.session(), options, sentence -> {}).run();
        String query = "SELECT concat_ws(' | ', \"user\", resource, cause, duration_ms) FROM read_parquet('"
                + options.output() + "/connections/*/*.parquet')";
        List<String> rows = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        assertThat(rows).containsExactly("zoë | ж café | client_closed | 9000");
    }

    private static byte[] record(String time, String message) {
        return ("2024-03-01 " + time + ".000000+00:00 [info] (tls|<0.5.0>) " + message + "\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
