package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.tables.Tables;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same archive, read in other ways, gives the same rows: a real server's log of five minutes, by a zone in which
 * midnight falls in the middle of it.
 */
class EndToEndTest {
    /** The log goes from 20:49:39 to 20:54:20 UTC. */
    private static final ZoneId MIDNIGHT_AT_20_52 = ZoneId.of("+03:08");

    private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);
    private static final LocalDate SECOND = LocalDate.of(2026, 11, 23);
    private static final SparkSession SPARK = TestSpark.session();

    private static final Path LOGS = Path.of(System.getProperty("hangup.root"), "data/ejabberd-26.07-info/logs");

    @TempDir
    private static Path whole;

    @TempDir
    private Path other;

    @BeforeAll
    static void wholeAtOnce() throws IOException {
        AnalysisResult result = run(options(LOGS, whole));
        assertThat(result.days()).containsExactly(FIRST, SECOND);
        assertThat(result.complete()).isTrue();
    }

    @Test
    void midnightCutsThroughConnections() throws SQLException {
        // Else the other tests would show little.
        assertThat(rows(whole, "open_connections", "")).hasSizeGreaterThan(1);
        assertThat(rows(whole, "connections", "WHERE settled_at::DATE <> date")).isNotEmpty();
        assertThat(rows(whole, "connections", "WHERE date = DATE '2026-11-22'")).hasSizeGreaterThan(10);
        assertThat(rows(whole, "connections", "WHERE date = DATE '2026-11-23'")).hasSizeGreaterThan(10);
    }

    @Test
    void dayByDay() throws Exception {
        run(options(LOGS, other).withDays(FIRST, FIRST));
        AnalysisResult result = run(options(LOGS, other).withDays(SECOND, SECOND));
        assertThat(result.days()).containsExactly(SECOND);
        assertThat(result.notes()).isEmpty();
        assertSame("*");
    }

    @Tag("long")
    @Test
    void theSecondDayAloneIsMadeFromTheBeginningOfTheInput() throws Exception {
        AnalysisResult result = run(options(LOGS, other).withDays(SECOND, SECOND));
        assertThat(result.notes()).anyMatch(note -> note.contains("reading the input from its beginning"));
        for (String table : Tables.DAILY) {
            assertThat(rows(other, table, ""))
                    .as(table)
                    .isEqualTo(rows(whole, table, "WHERE date = DATE '2026-11-23'"));
        }
    }

    @Test
    void aRunWithoutDatesBuildsWhatIsNew() throws Exception {
        Path logs = unpacked(false);
        Path tables = other.resolve("tables");
        Path newest = logs.resolve("ejabberd.log");
        List<String> lines = Files.readAllLines(newest);
        Files.write(newest, lines.subList(0, lines.size() / 3));
        run(options(logs, tables));
        assertThat(run(options(logs, tables)).days()).isEmpty();

        Files.write(newest, lines);
        AnalysisResult grown = run(options(logs, tables));
        assertThat(grown.days()).contains(SECOND);
        assertThat(grown.complete()).isTrue();
        assertSame(tables, "* EXCLUDE (file)");

        // another meaning of the same records is news, too
        Path causes = Files.writeString(
                other.resolve("causes.tsv"),
                "pattern\tfirst_version\tlast_version\tcause\tsubcause\tended_by\nGone fishing\t17.03\t\tkicked\t\tserver\n");
        AnalysisResult retold = run(options(logs, tables).withCatalogues(List.of(), List.of(causes.toString())));
        assertThat(retold.days()).containsExactly(FIRST, SECOND);
    }

    @Tag("long")
    @Test
    void inTasksOfOneKibibyte() throws Exception {
        run(options(unpacked(false), other.resolve("tables")).withSplitSize(1024));
        assertSame(other.resolve("tables"), "* EXCLUDE (file)");
    }

    @Tag("long")
    @Test
    void allFilesCompressed() throws Exception {
        run(options(unpacked(true), other.resolve("tables")));
        assertSame(other.resolve("tables"), "* EXCLUDE (file)");
    }

    private void assertSame(String columns) throws SQLException {
        assertSame(other, columns);
    }

    private static void assertSame(Path tables, String columns) throws SQLException {
        for (String table : Tables.DAILY) {
            String chosen = Set.of("connections", "incidents").contains(table) ? columns : "*";
            assertThat(rows(tables, table, chosen, "")).as(table).isEqualTo(rows(whole, table, chosen, ""));
        }
    }

    /** The archive with all files plain, or all packed by gzip. */
    private Path unpacked(boolean packed) throws IOException {
        Path logs = Files.createDirectories(other.resolve("in/logs"));
        try (Stream<Path> files = Files.list(LOGS)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replaceFirst("\\.gz$", "");
                try (InputStream in = plain(file)) {
                    if (packed) {
                        try (var out = new GZIPOutputStream(Files.newOutputStream(logs.resolve(name + ".gz")))) {
                            in.transferTo(out);
                        }
                    } else {
                        Files.copy(in, logs.resolve(name));
                    }
                }
            }
        }
        return logs;
    }

    private static InputStream plain(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }

    private static AnalyzeOptions options(Path logs, Path output) {
        return AnalyzeOptions.of(List.of(logs.toString()), output.toString()).withZone(MIDNIGHT_AT_20_52);
    }

    private static AnalysisResult run(AnalyzeOptions options) throws IOException {
        return Analysis.of(SPARK, options, sentence -> {}).run();
    }

    private static List<String> rows(Path tables, String table, String where) throws SQLException {
        return rows(tables, table, "*", where);
    }

    private static List<String> rows(Path tables, String table, String columns, String where) throws SQLException {
        String query = "SELECT rows::VARCHAR FROM (SELECT " + columns + " FROM read_parquet('" + tables + "/" + table
                + "/**/*.parquet', hive_partitioning = true) " + where + ") rows ORDER BY 1";
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
