package org.hangup.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line where no Spark is needed: help, versions, and wrong arguments. */
class HangupTest {
    @TempDir
    private Path folder;

    private record Said(int status, String out, String err) {}

    @Test
    void helpTeaches() {
        Said help = hangup("--help");
        assertThat(help.status()).isZero();
        assertThat(help.out()).contains("analyze", "inspect", "hangup analyze --input /var/log/ejabberd --output");
        Said analyze = hangup("analyze", "--help");
        assertThat(analyze.status()).isZero();
        assertThat(analyze.out())
                .contains("--from", "--to", "--force", "--zone", "--date", "--node-pattern", "--messages", "--causes")
                .contains("--quiet", "--summary-json")
                .contains("Exit status: 0 done; 1 failed")
                .doesNotContain("split-size");
        Said explain = hangup("explain", "--help");
        assertThat(explain.status()).isZero();
        assertThat(explain.out())
                .contains("--user", "--ip", "--connection", "--from", "--to", "--input", "--last")
                .contains("hangup explain --user romeo@example.net --output tables");
    }

    @Test
    void versionNamesHangupSparkAndJava() {
        assertThat(hangup("--version").out()).contains("hangup " + Version.text(), "Spark 4.2.", "Java ");
        assertThat(Version.text()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }

    @Test
    void withoutACommandItShowsHowItIsUsed() {
        Said said = hangup();
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err()).contains("analyze", "inspect");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        analyse                                             | analyse            | analyze, inspect, explain, report, forget and scrub
        analyze --output OUT                                | --input            | --help
        analyze --input IN                                  | --output           | --help
        analyze --input IN --output OUT --output-catalog a.b | --output OUT      | either --output DIR, or
        analyze --input IN --output OUT --work W            | --work W           | --output-catalog CATALOG.NAMESPACE
        analyze --input IN --output-catalog lake.logs       | lake.logs          | --work DIR
        analyze --input IN --output-catalog lake --work W   | --output-catalog lake | lake.ejabberd
        analyze --input IN --output-catalog a.`b --work W   | --output-catalog a.`b | letters, digits
        analyze --input IN --output-catalog lake.logs --work OUT | no catalog lake | spark.sql.catalog.lake=
        analyze --input IN --output-catalog a.b --work s3a://b/w | --work s3a://b/w | HDFS or a local disk
        analyze --input IN --output OUT --frm 2024-03-01    | --frm              | --help
        analyze --input IN --output OUT --from 2024-13-01   | '2024-13-01'       | YYYY-MM-DD
        analyze --input IN --output OUT --from              | --from             | --help
        analyze --input IN --output OUT --zone Mars/Olympus | 'Mars/Olympus'     | Europe/Berlin
        analyze --input IN --output OUT --date yesterday    | 'yesterday'        | YYYY-MM-DD
        analyze --input IN --output OUT --node-pattern (    | --node-pattern     | (?<node>...)
        analyze --input IN --output OUT --node-pattern a+   | --node-pattern a+  | (?<node>...)
        analyze --input IN --output OUT --from 2024-03-02 --to 2024-03-01 | --from 2024-03-02 | both are inclusive
        analyze --input IN/none --output OUT                | IN/none            | no such file
        analyze --input IN/no*ne --output OUT               | IN/no*ne           | no such file
        analyze --input nofs:///x --output OUT              | --input nofs:///x  | file system
        analyze --input IN --output OUT --messages IN/m.tsv | --messages IN/m.tsv | no such file
        analyze --input IN --output OUT --causes IN/c.tsv   | --causes IN/c.tsv  | no such file
        analyze --input IN/none --output s3a://b/tables     | s3a://b/tables     | --output-catalog
        inspect                                             | PATH               | --help
        explain --output OUT                                | --user             | --help
        explain --user romeo                                | --output           | --help
        explain --user romeo --ip 192.0.2.7 --output OUT    | mutually exclusive | --help
        explain --user @ --output OUT                       | --user '@'         | user@server
        explain --ip example.net --output OUT               | --ip 'example.net' | 192.0.2.0/24
        explain --user romeo --last 0 --output OUT          | --last 0           | 1 or more
        explain --user romeo --output OUT                   | --output           | no such folder
        explain --user romeo --output IN                    | --output IN        | no tables of Hangup
        """)
    void aWrongArgumentIsNamedInOneLine(String command, String wrong, String right) {
        Said said = hangup(command.replace("IN", folder.toString())
                .replace("OUT", folder.resolve("out").toString())
                .split(" "));
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err().lines()).hasSize(1);
        assertThat(said.err())
                .startsWith("hangup: ")
                .contains(wrong.replace("IN", folder.toString())
                        .replace("OUT", folder.resolve("out").toString()))
                .contains(right);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aFolderAsACatalogueIsAWrongArgument() throws Exception {
        Files.createDirectories(folder.resolve("rows.tsv"));
        Said said = hangup(
                "analyze",
                "--input",
                folder.toString(),
                "--output",
                folder.resolve("out").toString(),
                "--messages",
                folder.resolve("rows.tsv").toString());
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err()).contains("--messages " + folder.resolve("rows.tsv"));
    }

    private static Said hangup(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        var outBytes = new ByteArrayOutputStream();
        var errBytes = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(outBytes, true, UTF_8));
            System.setErr(new PrintStream(errBytes, true, UTF_8));
            int status = Hangup.run(List.of(arguments).toArray(String[]::new));
            return new Said(status, outBytes.toString(UTF_8), errBytes.toString(UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
