package org.hangup.jobs.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.AnalyzeOptions;
import org.hangup.jobs.TestRuns;
import org.hangup.jobs.TestSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords, payloads and tokens that a log holds get into no table and no state: in records, in dumps of crashes, and in what is no record. */
class SecretsInTablesTest {
    private static final SparkSession SPARK = TestSpark.session();
    /** The password kestrel-7781, as it is and in what a client sends. */
    private static final List<String> SECRETS = List.of(
            "kestrel",
            "AGFuYQBrZXN0cmVsLTc3ODE",
            "a2VzdHJlbC03Nzgx",
            "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC",
            "Zm9vYmFyYmF6cXV4");

    @TempDir
    private Path folder;

    @Test
    void noneIsWritten() throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add("-----BEGIN PRIVATE KEY-----");
        lines.add("MIIEvQIBADANBgkqhkiG9w0BAQEFAASC");
        lines.add("kestrel7781=");
        lines.add("-----END PRIVATE KEY-----");
        add(lines, "ejabberd_listener", "(%s) Accepted connection [::ffff:192.0.2.7]:51322 -> [::]:5222");
        add(
                lines,
                "xmpp_socket",
                "(tls|%s) Received XML on stream = <<\"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
                        + "AGFuYQBrZXN0cmVsLTc3ODE=</auth>\">>");
        add(
                lines,
                "xmpp_socket",
                "(tls|%s) Received XML on stream = <<\"<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                        + "a2VzdHJlbC03Nzgx</response>\">>");
        add(
                lines,
                "xmpp_socket",
                "(tls|%s) Send XML on stream = <<\"<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/>"
                        + "<text>kestrel-7781 is wrong</text></failure>\">>");
        add(
                lines,
                "ejabberd_c2s",
                "(tls|%s) Failed c2s PLAIN authentication for ana@example.org from 192.0.2.7: Invalid username or password");
        add(
                lines,
                "ejabberd_c2s",
                "(tls|%s) Accepted c2s PLAIN authentication for ana@example.org by mnesia backend from 192.0.2.7");
        add(lines, "ejabberd_c2s", "(tls|%s) Opened c2s session for ana@example.org/phone");
        add(lines, "ejabberd_http", "Cookie: session=kestrel-7781; token=Zm9vYmFyYmF6cXV4");
        add(lines, "ejabberd_sql", "SELECT password FROM users: [\"kestrel-7781\"]");
        add(
                lines,
                "proc_lib",
                """
                        CRASH REPORT:
                          crasher:
                            initial call: ejabberd_c2s:init/1
                            pid: %s
                            registered_name: []
                            exception error: no match of right hand side value {password,<<"kestrel-7781">>,"a2VzdHJlbC03Nzgx",[107,101,115]}
                              in function  ejabberd_c2s:check/2
                            ancestors: [ejabberd_c2s_sup,ejabberd_sup,<0.90.0>]\
                        """);
        Path log = Files.write(folder.resolve("ejabberd.log"), lines);
        Path output = folder.resolve("tables");
        TestRuns.analyze(SPARK, AnalyzeOptions.of(List.of(log.toString()), output.toString()));
        assertThat(new WrittenBytes(SPARK, output).holding(SECRETS)).isEmpty();
        assertThat(SPARK.read()
                        .parquet(output.resolve("rejects").toString())
                        .where("head IS NOT NULL")
                        .count())
                .isEqualTo(1);
        assertThat(SPARK.read()
                        .parquet(output.resolve("connections").toString())
                        .selectExpr("concat_ws(' ', user, cause, subcause)")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[ana server_error]]");
    }

    private static void add(List<String> lines, String module, String message) {
        String pid = "<0.501.0>";
        lines.add("2024-03-01 08:00:%02d.000000+00:00 [debug] ".formatted(lines.size()) + pid + "@" + module
                + ":f/1:12 " + message.replace("%s", pid));
    }
}
