package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.tables.Tables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs over an archive that grows and is rotated read what is new, and leave what one run over everything would. */
class NightsTest {
    private static final LocalDate FIRST = LocalDate.of(2024, 3, 1);
    private static final SparkSession SPARK = TestSpark.session();

    @TempDir
    private Path dir;

    private MadeUpNode node;

    @BeforeEach
    void watch() throws IOException {
        SPARK.sparkContext()
                .hadoopConfiguration()
                .setClass(
                        "fs." + WatchedFileSystem.SCHEME + ".impl",
                        WatchedFileSystem.class,
                        org.apache.hadoop.fs.FileSystem.class);
        WatchedFileSystem.before(file -> {});
        node = new MadeUpNode("a", dir.resolve("logs/a"), FIRST, 10);
    }

    @Test
    void whatIsKnownIsNotOpened() throws Exception {
        node.write(midnight(0), midnight(1));
        node.rotateByDate(day(1));
        node.write(midnight(1), midnight(2));
        run();
        WatchedFileSystem.before(file -> {
            throw new IOException("opened: " + file);
        });
        AnalysisResult again = run();
        assertThat(again.days()).isEmpty();
        assertThat(again.complete()).isTrue();
        assertThat(WatchedFileSystem.OPENED).isEmpty();

        node.rotateByDate(day(2));
        node.write(midnight(2), midnight(3));
        WatchedFileSystem.before(file -> {
            if (file.getName().endsWith("0302")) {
                throw new IOException("opened: " + file);
            }
        });
        assertThat(run().days()).containsExactly(day(2));
        // the one that was renamed is looked at
        assertThat(WatchedFileSystem.OPENED).containsExactlyInAnyOrder("ejabberd.log", "ejabberd.log-20240303");
        assertSameAsAtOnce();
    }

    @Tag("long")
    @Test
    void ofALogThatGrewOnlyTheEndIsRead() throws Exception {
        node = new MadeUpNode("a", dir.resolve("logs/a"), FIRST, 60);
        node.write(midnight(0), midnight(50));
        run();
        long before = Files.size(node.log());
        node.write(midnight(50), midnight(51));
        long grown = Files.size(node.log()) - before;
        assertThat(before).isGreaterThan(300_000);

        assertThat(run().days()).containsExactly(day(50));
        // the look, the last 64 KiB and what is new, for the survey and for the day
        assertThat(bytesRead()).isBetween(grown, (1 << 18) + (1 << 16) + 3 * grown);
        assertSameAsAtOnce();
    }

    @Tag("long")
    @Test
    void renamedAndPackedFilesAreRecognized() throws Exception {
        for (int night = 1; night <= 2; night++) {
            node.write(midnight(night - 1), midnight(night));
            node.rotateByNumber();
        }
        run();
        long newBytes = Files.size(node.log().resolveSibling("ejabberd.log.1"));
        node.write(midnight(2), midnight(3));
        node.rotateByNumber();
        run();
        // the new file is looked at, surveyed and read
        assertThat(bytesRead()).isBetween(2 * newBytes, 4 * newBytes);
        assertSameAsAtOnce();
    }

    @Tag("long")
    @Test
    void aFileThatWasReplacedUnderItsNameIsReadAnew() throws Exception {
        node.write(midnight(0), midnight(2));
        run();
        var other = new MadeUpNode("b", dir.resolve("logs/a"), FIRST, 2);
        Files.delete(node.log());
        other.write(midnight(0), midnight(2));
        assertThat(run().days()).containsExactly(day(0), day(1));
        assertSameAsAtOnce();
    }

    @Tag("long")
    @Test
    void aDamagedLedgerCostsTimeOnly() throws Exception {
        node.write(midnight(0), midnight(2));
        run();
        Files.writeString(dir.resolve("tables/files/part-00000.parquet"), "nothing");
        node.write(midnight(2), midnight(3));
        AnalysisResult again = run();
        assertThat(again.days()).containsExactly(day(2));
        assertSameAsAtOnce();
        Files.delete(dir.resolve("tables/files/part-00000.parquet"));
        assertThat(run().days()).isEmpty();
        assertSameAsAtOnce();
    }

    @Tag("long")
    @Test
    void theRunSaysWhyADayWasBuiltAgain() throws Exception {
        node.write(midnight(0), midnight(2));
        run();
        var late = new MadeUpNode("b", dir.resolve("logs/b"), FIRST, 1);
        late.write(midnight(0), midnight(1).minusHours(2));
        AnalysisResult again = run();
        assertThat(again.notes())
                .contains(
                        "built 2024-03-01 again: late file (b/ejabberd.log)", "built 2024-03-02 again: state changed");
        assertThat(query(
                        "SELECT concat_ws(' ', date, log, complete, why) AS day FROM read_parquet('TABLES/days/*.parquet')"
                                + " ORDER BY ALL"))
                .containsExactly(
                        "{'day': 2024-03-01 a/ejabberd.log true late file}",
                        "{'day': 2024-03-01 b/ejabberd.log false late file}",
                        "{'day': 2024-03-02 a/ejabberd.log false state changed}");
    }

    @Tag("long")
    @Test
    void aPlanSaysWhatARunWouldDo() throws Exception {
        node.write(midnight(0), midnight(2));
        assertThat(plan()).contains("2024-03-01: first (a/ejabberd.log)", "2024-03-02: first (a/ejabberd.log)");
        assertThat(dir.resolve("tables")).doesNotExist();
        run();
        node.write(midnight(2), midnight(3));
        assertThat(plan())
                .containsExactly(
                        "would build 1 day and read 0.1 MB; days behind them too, should they end in another state",
                        "2024-03-03: first (a/ejabberd.log)",
                        "2 days of the input are published already; --force builds them again");
        assertThat(dir.resolve("tables/connections/date=2024-03-03")).doesNotExist();
    }

    private List<String> plan() throws IOException {
        return Analysis.of(SPARK, options("watched://" + dir.resolve("logs"), dir.resolve("tables")), sentence -> {})
                .plan();
    }

    @Tag("long")
    @Test
    void oldDaysAreDroppedAndNotBuiltAgain() throws Exception {
        node.write(midnight(0), midnight(4));
        run();
        node.write(midnight(4), midnight(5));
        AnalyzeOptions two = options("watched://" + dir.resolve("logs"), dir.resolve("tables"))
                .withKeep(2);
        for (int i = 0; i < 2; i++) {
            assertThat(Analysis.of(SPARK, two, sentence -> {}).run().days()).hasSize(1 - i);
            for (String table : Tables.DAILY) {
                assertThat(dir.resolve("tables/" + table).toFile().list())
                        .as(table)
                        .containsExactlyInAnyOrder("date=2024-03-04", "date=2024-03-05");
            }
        }
        assertThat(dir.resolve("tables/_state/date=2024-03-01")).exists();
    }

    @Tag("long")
    @Test
    void whatRotationTookStaysWhereALateLogEntersItsDay() throws Exception {
        var b = new MadeUpNode("b", dir.resolve("logs/b"), FIRST, 3);
        node.write(midnight(0), midnight(3));
        b.write(midnight(0), midnight(3));
        Path whole = dir.resolve("whole");
        run("watched://" + dir.resolve("logs"), whole);

        Files.move(b.log(), dir.resolve("late.log"));
        run();
        Files.move(dir.resolve("late.log"), b.log());
        List<String> lines = Files.readAllLines(node.log());
        Files.write(
                node.log(),
                lines.stream().filter(line -> line.startsWith("2024-03-03")).toList());
        AnalysisResult again = run();
        assertThat(again.complete()).isTrue();
        assertThat(again.days()).containsExactly(day(0), day(1), day(2));
        for (String table : Tables.DAILY) {
            // a session that is taken over has followed one of its own log
            String columns =
                    switch (table) {
                        case "connections" -> "* EXCLUDE (\"offset\")";
                        case "sessions" ->
                            "* EXCLUDE (previous_session_id, previous_closed_at, previous_cause, reconnect_ms)";
                        case "disconnects_by_cause" -> "* EXCLUDE (users_sketch)";
                        default -> "*";
                    };
            String rows = "SELECT " + columns + " FROM read_parquet('%s/" + table
                    + "/**/*.parquet', hive_partitioning = true) ORDER BY ALL";
            assertThat(without(query(rows.formatted(dir.resolve("tables"))), query(rows.formatted(whole))))
                    .as(table)
                    .isEmpty();
            assertThat(query(rows.formatted(dir.resolve("tables")))).hasSameSizeAs(query(rows.formatted(whole)));
        }

        // and where that day is built once more
        new MadeUpNode("c", dir.resolve("logs/c"), FIRST, 1).write(midnight(0), midnight(1));
        run();
        String rows =
                "SELECT count(*) AS n FROM read_parquet('TABLES/connections/date=2024-03-01/*.parquet') WHERE node = ";
        assertThat(query(rows + "'a'")).isEqualTo(query(rows + "'b'")).isEqualTo(query(rows + "'c'"));
        assertThat(
                        query(
                                "SELECT log FROM read_parquet('TABLES/days/*.parquet') WHERE date = DATE '2024-03-01' ORDER BY 1"))
                .containsExactly("{'log': a/ejabberd.log}", "{'log': b/ejabberd.log}", "{'log': c/ejabberd.log}");
    }

    @Tag("long")
    @Test
    void aRotationUnderTheRunIsSeen() throws Exception {
        node.write(midnight(0), midnight(2));
        assertChangeIsSeen(file -> node.copyAndTruncate(day(2)));
        assertThat(dir.resolve("tables/connections")).doesNotExist();
        WatchedFileSystem.before(file -> {});
        assertThat(run().days()).containsExactly(day(0), day(1));
        assertSameAsAtOnce();
    }

    @Test
    void aFileThatIsGoneUnderTheRunIsSeen() throws Exception {
        node.write(midnight(0), midnight(1));
        assertChangeIsSeen(file -> Files.delete(node.log()));
    }

    @Tag("long")
    @Test
    void sevenNightsOfThreeNodes() throws Exception {
        var b = new MadeUpNode("b", dir.resolve("logs/b"), FIRST, 8);
        var c = new MadeUpNode("c", dir.resolve("later"), FIRST, 8);
        node = new MadeUpNode("a", dir.resolve("logs/a"), FIRST, 8);
        for (int night = 1; night <= 7; night++) {
            // each node rotates in the night, one of them while it has written on already
            node.write(midnight(night - 1), midnight(night));
            node.rotateByNumber();
            b.write(
                    midnight(night - 1).plusHours(night == 1 ? 0 : 3),
                    midnight(night).plusHours(3));
            if (night % 2 == 0) {
                b.copyAndTruncate(day(night));
            } else {
                b.rotateByDate(day(night));
            }
            b.pack(day(night - 1));
            c.write(midnight(night - 1), midnight(night));
            if (night == 4) {
                Files.move(dir.resolve("later"), dir.resolve("logs/c")); // a node whose logs come late, and go on
                c = new MadeUpNode("c", dir.resolve("logs/c"), FIRST, 8);
            }
            if (night != 3) { // a night that was missed
                run();
            }
        }
        assertSameAsAtOnce();
    }

    private static LocalDate day(int i) {
        return FIRST.plusDays(i);
    }

    private static LocalDateTime midnight(int i) {
        return day(i).atStartOfDay();
    }

    private AnalysisResult run() throws IOException {
        return run("watched://" + dir.resolve("logs"), dir.resolve("tables"));
    }

    private static AnalysisResult run(String logs, Path tables) throws IOException {
        return Analysis.of(SPARK, options(logs, tables), sentence -> {}).run();
    }

    private static AnalyzeOptions options(String logs, Path tables) {
        return AnalyzeOptions.of(List.of(logs), tables.toString());
    }

    private long bytesRead() throws SQLException {
        return Long.parseLong(query("SELECT bytes_read FROM read_parquet('TABLES/runs/*.parquet')"
                        + " ORDER BY started_at DESC LIMIT 1")
                .get(0)
                .replaceAll("\\D", ""));
    }

    /** @param change of the log under the run, as it is opened to be built */
    private void assertChangeIsSeen(WatchedFileSystem.Before change) {
        int[] opened = {0}; // to be hashed, to be sniffed, to be surveyed, to be built
        WatchedFileSystem.before(file -> {
            synchronized (opened) {
                if (file.getName().equals("ejabberd.log") && ++opened[0] == 4) {
                    change.open(file);
                }
            }
        });
        assertThatThrownBy(this::run)
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("a/ejabberd.log changed while the input was read");
    }

    /** What rotation does to a name is the only difference. */
    private void assertSameAsAtOnce() throws Exception {
        WatchedFileSystem.before(file -> {});
        Path whole = dir.resolve("whole");
        run("watched://" + dir.resolve("logs"), whole);
        for (String table : Tables.DAILY) {
            String columns = table.equals("connections") || table.equals("log_gaps") ? "* EXCLUDE (file)" : "*";
            String rows = "SELECT " + columns + " FROM read_parquet('%s/" + table
                    + "/**/*.parquet', hive_partitioning = true) ORDER BY ALL";
            List<String> nightly = query(rows.formatted(dir.resolve("tables")));
            List<String> atOnce = query(rows.formatted(whole));
            assertThat(without(nightly, atOnce)).as(table + ", nightly only").isEmpty();
            assertThat(without(atOnce, nightly)).as(table + ", at once only").isEmpty();
            assertThat(nightly).hasSameSizeAs(atOnce);
        }
    }

    private static List<String> without(List<String> rows, List<String> others) {
        return rows.stream().filter(row -> !others.contains(row)).limit(2).toList();
    }

    private List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT row::VARCHAR FROM ("
                        + sql.replace("TABLES", dir.resolve("tables").toString()) + ") row")) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
