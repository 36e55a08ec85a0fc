package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What real logs do, and the rows that must come out: the cases of {@code src/test/resources/cases}, one file a kind ({@link CaseFile} tells
 * its form). All are read in one run, each from a folder of its own, and compared by the log that a row is of. What rows of several logs tell
 * each other (previous_session_id, incidents) has no place here, unless a case's users have names of their own.
 */
class CasesTest {
    private static final Path CASES = Path.of(System.getProperty("hangup.root"), "jobs/src/test/resources/cases");

    private static final Pattern TIME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)\\.?(\\d*)\\+00");

    @TempDir
    private static Path folder;

    @TestFactory
    Stream<DynamicTest> rowsThatMustComeOut() throws IOException {
        List<CaseFile.Case> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(CASES)) {
            for (Path file : files.sorted().toList()) {
                cases.addAll(CaseFile.read(file).cases());
            }
        }
        assertThat(cases).extracting(CaseFile.Case::name).doesNotHaveDuplicates();
        Path input = folder.resolve("input");
        for (CaseFile.Case one : cases) {
            one.write(input);
        }
        String output = folder.resolve("tables").toString();
        Analysis.of(TestSpark.session(), AnalyzeOptions.of(List.of(input.toString()), output), sentence -> {})
                .run();
        return cases.stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one)));
    }

    private static void check(CaseFile.Case one) throws SQLException {
        for (CaseFile.Rows wanted : one.tables()) {
            List<List<String>> came = rows(one.name(), wanted);
            List<List<String>> left = new ArrayList<>(came);
            List<List<String>> missing = new ArrayList<>(wanted.rows());
            missing.removeIf(row -> left.stream()
                    .filter(other -> fits(other, row))
                    .findFirst()
                    .map(left::remove)
                    .orElse(false));
            assertThat(missing.isEmpty() && left.isEmpty())
                    .as(
                            "%s, %s of %s%nwanted%n%s%ncame%n%s",
                            one.name(), wanted.table(), wanted.columns(), lines(wanted.rows()), lines(came))
                    .isTrue();
        }
    }

    private static String lines(List<List<String>> rows) {
        return rows.isEmpty()
                ? "  none"
                : rows.stream().map(row -> "  " + String.join(" | ", row)).collect(Collectors.joining("\n"));
    }

    private static boolean fits(List<String> row, List<String> wanted) {
        return IntStream.range(0, wanted.size())
                .allMatch(i -> Stream.of(wanted.get(i).split(" / ")).anyMatch(cell -> fits(row.get(i), cell)));
    }

    /** A time may be written less exactly. */
    private static boolean fits(String cell, String wanted) {
        return cell.equals(wanted) || (wanted.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:.*") && cell.startsWith(wanted));
    }

    /** DuckDB leaves zeros out. */
    private static String withMicroseconds(String cell) {
        var time = TIME.matcher(cell);
        return time.matches() ? time.group(1) + "." + (time.group(2) + "000000").substring(0, 6) : cell;
    }

    private static List<List<String>> rows(String name, CaseFile.Rows wanted) throws SQLException {
        String columns =
                wanted.columns().stream().map(column -> '"' + column + '"').collect(Collectors.joining(", "));
        String query = "SELECT " + columns + " FROM read_parquet('" + folder + "/tables/" + wanted.table()
                + "/**/*.parquet', hive_partitioning = true) WHERE contains('/' || log, ?)";
        List<List<String>> rows = new ArrayList<>();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
            duckdb.createStatement().execute("SET TimeZone = 'UTC'");
            var statement = duckdb.prepareStatement("SELECT COLUMNS(*)::VARCHAR FROM (" + query + ") ORDER BY ALL");
            statement.setString(1, '/' + name + '/');
            var result = statement.executeQuery();
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (String column : wanted.columns()) {
                    String cell = result.getString(column);
                    cells.add(cell == null ? "-" : withMicroseconds(cell));
                }
                rows.add(cells);
            }
        }
        return rows;
    }
}
