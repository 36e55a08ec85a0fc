package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.hangup.archive.Codec;
import org.hangup.archive.LogFile;
import org.hangup.jobs.archive.Ledger;
import org.hangup.jobs.archive.Survey;
import org.hangup.jobs.archive.SurveyedFile;
import org.hangup.jobs.tables.Tables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run with a pipeline that is not one: what is built, checked, published and told. Days of March 2024. */
class AnalysisTest {
    private final SparkSession spark = TestSpark.session();

    @TempDir
    private Path folder;

    private String output;
    private final List<String> said = new ArrayList<>();
    /** What the input holds: records by day of the month. */
    private final Map<Integer, Long> records = new TreeMap<>();
    /** What the pipeline makes of a day: rows of connections. */
    private final Map<Integer, Integer> rows = new TreeMap<>();
    /** What was built on what. */
    private final List<String> built = new ArrayList<>();
    /** What days end with. */
    private String state = "calm";

    private boolean forgetful;

    @BeforeEach
    void names() throws IOException {
        Files.createDirectories(folder.resolve("logs"));
        Files.write(folder.resolve("logs/a.log"), new byte[100]);
        output = folder.resolve("tables").toString();
        records.putAll(Map.of(1, 10L, 2, 10L));
        rows.putAll(Map.of(1, 3, 2, 2));
    }

    @Test
    void everyTableCanBeReadByOthersAlsoWhereItIsEmpty() throws Exception {
        AnalysisResult result = run(options());
        assertThat(result.complete()).isTrue();
        assertThat(result.counts().connections()).isEqualTo(5);
        assertThat(result.counts().disconnects()).isEqualTo(Map.of("client_closed", 3L, "unknown", 2L));
        assertThat(built).containsExactly("[1, 2] on nothing");
        for (String table : Tables.DAILY) {
            // The pipeline wrote connections and statistics; sessions and open connections have no rows at all.
            long expected = table.equals("connections") || table.equals("disconnects_by_user") ? 5 : 0;
            String sum =
                    switch (table) {
                        case "connections", "sessions", "open_connections", "online", "incidents", "log_gaps" ->
                            "count(*)";
                        default -> "coalesce(sum(disconnects), 0)";
                    };
            if (table.startsWith("disconnects")) {
                expected = 5;
            }
            assertThat(duck("SELECT " + sum + ", max(date) <= DATE '2024-03-02' FROM "
                            + parquet(table + "/**/*.parquet")))
                    .startsWith(Long.toString(expected));
            Dataset<Row> read = spark.read().parquet(output + "/" + table);
            assertThat(read.selectExpr(sum).first().getLong(0)).isEqualTo(expected);
            assertThat(read.schema().apply("date").dataType()).isEqualTo(DataTypes.DateType);
            assertThat(read.drop("date").schema().catalogString())
                    .isEqualTo(Tables.schema(table).catalogString());
        }
        assertThat(duck("SELECT count(*) FROM " + parquet("rejects/*.parquet"))).isEqualTo("0");
        assertThat(duck("SELECT version, from_date, to_date, records, connections, len(files), files[1].node FROM "
                        + parquet("runs/*.parquet")))
                .isEqualTo(Version.text() + " 2024-03-01 2024-03-02 20 5 1 a@home");
        assertThat(spark.read().parquet(output + "/runs").schema()).isEqualTo(Tables.schema(Tables.RUNS));
    }

    @Test
    void nothingButCurrentPartitionsLiesUnderATable() throws Exception {
        run(options());
        run(options());
        try (Stream<Path> files = Files.walk(Path.of(output))) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> Path.of(output).relativize(file).toString())
                    .filter(name -> !name.startsWith("_state/"))
                    .toList();
            assertThat(names)
                    .allMatch(
                            name -> name.matches("[a-z_]+/date=2024-03-0[12]/[^/.]+\\.[^/]*parquet")
                                    || name.matches(
                                            "runs/[^/]+\\.parquet|(rejects|files|days)/[^/.]+\\.[^/]*parquet|_hangup|_staging/lock"))
                    .anyMatch(name -> name.startsWith("sessions/date=2024-03-01/"));
        }
        assertThat(duck("SELECT count(*) FROM " + parquet("runs/*.parquet"))).isEqualTo("2");
    }

    @Test
    void whatDoesNotAddUpIsNotPublished() throws IOException {
        run(options());
        Path connections = Path.of(output, "connections");
        var before = Files.getLastModifiedTime(connections.resolve("date=2024-03-01"));
        forgetful = true;
        assertThatThrownBy(() -> run(options()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("disconnects_by_ip");
        assertThat(Files.getLastModifiedTime(connections.resolve("date=2024-03-01")))
                .isEqualTo(before);
        assertThat(Path.of(output, "_staging").toFile().list()).containsExactly("lock");
    }

    @Test
    void aPoorerDayStaysAndIsNamed() throws Exception {
        run(options());
        records.put(1, 4L);
        rows.put(1, 1);
        AnalysisResult result = run(options());
        assertThat(result.complete()).isFalse();
        assertThat(built).containsExactly("[1, 2] on nothing", "[2] on 1");
        assertThat(duck("SELECT count(*) FROM " + parquet("connections/**/*.parquet")))
                .isEqualTo("5");
        assertThat(Summary.of(result)).anyMatch(line -> line.startsWith("2024-03-01 stays as it was: the input now"));

        result = run(options().withForce(true));
        assertThat(result.complete()).isTrue();
        assertThat(duck("SELECT count(*) FROM " + parquet("connections/**/*.parquet")))
                .isEqualTo("3");
    }

    @Test
    void laterDaysFollowAStateThatChanged() throws IOException {
        run(options());
        AnalysisResult same = run(options().withDays(day(1), day(1)));
        assertThat(built).containsExactly("[1, 2] on nothing", "[1] on nothing");
        assertThat(same.days()).containsExactly(day(1));
        state = "stormy";
        AnalysisResult changed = run(options().withDays(day(1), day(1)));
        assertThat(built).endsWith("[1] on nothing", "[2] on 1");
        assertThat(changed.days()).containsExactly(day(1), day(2));
        assertThat(changed.notes()).anyMatch(note -> note.startsWith("rebuilding 2024-03-02 too: 2024-03-01 now ends"));
    }

    @Test
    void aDayThatLostItsRowsIsEmptied() throws Exception {
        run(options());
        rows.remove(2);
        run(options());
        assertThat(duck("SELECT count(*), max(date) FROM " + parquet("connections/**/*.parquet")))
                .isEqualTo("3 2024-03-01");
        assertThat(Path.of(output, "connections/date=2024-03-02")).isDirectory();
    }

    @Test
    void anInputWithoutLogsIsAWrongArgument() {
        records.clear();
        assertThatThrownBy(() -> run(options()))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--input " + folder.resolve("logs") + ": holds no log");
        assertThat(Path.of(output)).doesNotExist();
    }

    private AnalyzeOptions options() {
        return AnalyzeOptions.of(List.of(folder.resolve("logs").toString()), output);
    }

    private AnalysisResult run(AnalyzeOptions options) throws IOException {
        return new Analysis(spark, options, (session, given, ledger) -> survey(), this::build, said::add).run();
    }

    private Survey survey() {
        Map<LocalDate, Long> days = new TreeMap<>();
        records.forEach((day, count) -> days.put(day(day), count));
        long all = days.values().stream().mapToLong(Long::longValue).sum();
        Path written = folder.resolve("logs/a.log");
        var file = new LogFile(written.toUri().toString(), "a.log", 100, Codec.NONE, "otp", "UTC", null, null);
        var log = new SurveyedFile(file, SurveyedFile.LOG, "a.log", "a@b", 0, 0, all, days, 0, 0, false, "ok");
        return new Survey(
                records.isEmpty() ? List.of() : List.of(log),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Ledger.NONE,
                Map.of("a.log", 100L));
    }

    private BuiltDays build(
            SparkSession session,
            Survey survey,
            AnalyzeOptions options,
            NavigableSet<LocalDate> days,
            String stateOf,
            TakenOver taken,
            String staging) {
        built.add(days.stream().map(LocalDate::getDayOfMonth).toList() + " on "
                + (stateOf == null ? "nothing" : Integer.parseInt(stateOf.substring(stateOf.length() - 2))));
        for (LocalDate day : days) {
            Dataset<Row> ids =
                    session.range(rows.getOrDefault(day.getDayOfMonth(), 0)).toDF("id");
            String cause = day.getDayOfMonth() == 1 ? "'client_closed'" : "'unknown'";
            write(ids, "connections", "cause", cause, day, staging);
            write(ids, "disconnects_by_user", "disconnects", "1L, 'cause', " + cause, day, staging);
            write(ids, "disconnects_by_cause", "disconnects", "1L, 'cause', " + cause, day, staging);
            write(
                    forgetful ? ids.filter("id > 0") : ids,
                    "disconnects_by_ip",
                    "disconnects",
                    "1L, 'cause', " + cause,
                    day,
                    staging);
            session.range(1)
                    .selectExpr("'" + state + "' AS state")
                    .coalesce(1)
                    .write()
                    .parquet(staging + "/_state/date=" + day);
        }
        return new BuiltDays(7, Map.of("a.log", 7L), Map.of("a.log", "a@home"), Map.of(), List.of());
    }

    /** Rows with one or two columns that are not NULL, in the table's schema; no folder where there are no rows. */
    private void write(Dataset<Row> ids, String table, String column, String value, LocalDate day, String staging) {
        if (ids.isEmpty()) {
            return;
        }
        String columns = Stream.of(Tables.schema(table).fields())
                .map(field -> field.name() + " " + field.dataType().sql())
                .collect(Collectors.joining(", "));
        String named = "named_struct('" + column + "', " + value + ")";
        ids.selectExpr("from_json(to_json(" + named + "), '" + columns + "') AS row")
                .select("row.*")
                .coalesce(1)
                .write()
                .parquet(staging + "/" + table + "/date=" + day);
    }

    private static LocalDate day(int day) {
        return LocalDate.of(2024, 3, day);
    }

    private String parquet(String glob) {
        return "read_parquet('" + output + "/" + glob + "', hive_partitioning = true)";
    }

    /** The first row of a query by DuckDB, its values parted by spaces. */
    private static String duck(String query) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            assertThat(result.next()).isTrue();
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                cells.add(String.valueOf(result.getObject(i)));
            }
            return String.join(" ", cells);
        }
    }
}
