package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stranger who fails to log in as a name with line feeds closes nobody's session, and hides nobody's. */
class ForgedRecordsTest {
    private static final SparkSession SPARK = TestSpark.session();
    private static final String CLOSING = "Closing c2s session for victim@example.net/home: Connection failed: reset";

    @TempDir
    private Path folder;

    @Test
    void otpLogger() throws IOException {
        check(
                (pid, text) -> "2024-03-01 09:00:00.000001+00:00 [info] <0." + pid + ".0>@ejabberd_c2s:x/2:289 " + text,
                "ejabberd 23.01 is started in the node a@b in 0.74s");
    }

    @Tag("long")
    @Test
    void lager() throws IOException {
        check(
                (pid, text) -> "2019-03-01 09:00:00.001 [info] <0." + pid + ".0>@ejabberd_c2s:x:289 " + text,
                "ejabberd 18.12 is started in the node a@b in 0.74s");
    }

    private void check(BiFunction<Integer, String, String> record, String started) throws IOException {
        BiFunction<Integer, String, String> ofClient =
                (pid, text) -> record.apply(pid, "(tls|<0." + pid + ".0>) " + text);
        String failed = "Failed c2s PLAIN authentication for ";
        String tail = "@example.net from 192.0.2.1: Invalid username or password";
        String forged = ofClient.apply(900, CLOSING);
        String[] honest = {
            record.apply(36, started).replace("ejabberd_c2s", "ejabberd_app"),
            record.apply(7, "(<0.500.0>) Accepted connection 192.0.2.7:1 -> 192.0.2.2:5222"),
            ofClient.apply(500, "Opened c2s session for romeo@example.net/home"),
            record.apply(7, "(<0.501.0>) Accepted connection 192.0.2.1:1 -> 192.0.2.2:5222"),
            null,
            ofClient.apply(500, "Closing c2s session for romeo@example.net/home: Stream reset by peer"),
            // the failed login is settled once the log has gone on for ten minutes
            record.apply(36, "later").replace(" 09:00", " 09:30"),
        };
        String torn = ofClient.apply(501, failed + "x\n" + forged + "\n" + record.apply(900, "y" + tail));
        String whole = ofClient.apply(501, failed + "x" + tail + "\n" + forged + "\n" + record.apply(900, "y" + tail));
        String none = ofClient.apply(501, failed + "x" + tail);

        assertThat(ended(honest, none)).containsExactly("null auth_failed", "romeo client_closed");
        assertThat(ended(honest, none + "\n" + forged))
                .containsExactly("null auth_failed", "romeo client_closed", "victim connection_lost");
        assertThat(ended(honest, torn)).contains("romeo client_closed").noneMatch(row -> row.startsWith("victim"));
        assertThat(rejects()).containsExactly("(tls|<0.900.0>) " + CLOSING, "y" + tail);
        assertThat(ended(honest, whole)).containsExactly("null auth_failed", "romeo client_closed");
        assertThat(rejects()).containsExactly("(tls|<0.900.0>) " + CLOSING, "y" + tail);
    }

    /** User and cause of each connection that ended, where this stands at the place that is left free. */
    private List<String> ended(String[] records, String there) throws IOException {
        Path log = Files.createDirectories(folder.resolve("logs")).resolve("ejabberd.log");
        Files.writeString(log, String.join("\n", records).replace("\nnull\n", "\n" + there + "\n") + "\n");
        String output = folder.resolve("out").toString();
        Analysis.of(
                        SPARK,
                        AnalyzeOptions.of(List.of(log.getParent().toString()), output)
                                .withForce(true),
                        text -> {})
                .run();
        return texts(SPARK.read()
                .parquet(output + "/connections")
                .orderBy("user")
                .selectExpr("concat(ifnull(user, 'null'), ' ', cause)"));
    }

    private List<String> rejects() {
        return texts(
                SPARK.read().parquet(folder + "/out/rejects").orderBy("offset").select("head"));
    }

    private static List<String> texts(Dataset<Row> rows) {
        return rows.as(Encoders.STRING()).collectAsList();
    }
}
