package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.hadoop.HadoopCatalog;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.tables.Tables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Tables of Apache Iceberg, beside the same tables as folders: five minutes of a real server, around a midnight of the zone. */
@TestMethodOrder(OrderAnnotation.class)
@Tag("long")
class CatalogTest {
    private static final ZoneId MIDNIGHT_AT_20_52 = ZoneId.of("+03:08");
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final SparkSession SPARK = TestSpark.session();
    private static final String LOGS = System.getProperty("hangup.root") + "/data/ejabberd-26.07-info/logs";
    private static final String NAMESPACE = "lake.xmpp.ejabberd";

    @TempDir
    private static Path folder;

    private static Path folders;
    private final List<String> said = new ArrayList<>();

    @BeforeAll
    static void bothWays() throws IOException {
        SPARK.conf().set("spark.sql.catalog.lake", IcebergCatalog.class.getName());
        SPARK.conf()
                .set("spark.sql.catalog.lake.warehouse", folder.resolve("lake").toString());
        folders = folder.resolve("folders");
        analyze(AnalyzeOptions.of(List.of(LOGS), folders.toString()).withZone(MIDNIGHT_AT_20_52), new ArrayList<>());
        AnalysisResult first = analyze(options().withDays(FIRST, FIRST), new ArrayList<>());
        assertThat(first.days()).containsExactly(FIRST);
        assertThat(Summary.of(first)).anyMatch(line -> line.contains("published in lake.xmpp.ejabberd (run "));
        analyze(options().withDays(SECOND, SECOND), new ArrayList<>());
    }

    @AfterEach
    void mend() {
        IcebergCatalog.WRITES_LEFT.set(Integer.MAX_VALUE);
    }

    @Test
    @Order(1)
    void holdsTheRowsOfTheFolders() {
        assertSameRows();
        assertThat(TableRows.of(table("connections"))).hasSizeGreaterThan(20);
        assertThat(table("connections").schema().apply("cause").getComment().get())
                .isEqualTo(
                        Tables.schema("connections").apply("cause").getComment().get());
        assertThat(folder.resolve("work/connections")).doesNotExist();
        assertThat(folder.resolve("work/_staging").toFile().list()).containsExactly("lock");
    }

    @Test
    @Order(2)
    void eachRunIsASnapshotOfEachTableWithItsId() {
        List<String> runs = runs();
        assertThat(runs).hasSize(2);
        for (String table : Tables.DAILY) {
            assertThat(snapshots(table)).extracting(CatalogTest::run).as(table).isEqualTo(runs);
        }
        assertThat(snapshots(Tables.RUNS)).extracting(CatalogTest::run).isEqualTo(runs);
        // What a reader of the first snapshot sees.
        assertThat(snapshots("connections").get(0).summary().get("total-records"))
                .isEqualTo(Long.toString(
                        table("connections").where("date = DATE '2026-11-22'").count()))
                .isNotEqualTo("0");
    }

    @Test
    @Order(3)
    void aRunWithoutNewsChangesNoDay() throws IOException {
        assertThat(analyze(options(), said).days()).isEmpty();
        assertThat(runs()).hasSize(3);
        assertThat(snapshots("connections")).hasSize(2);
        assertSameRows();
    }

    /** Before the third table; one of those that were committed is left as if the kill had come just after its commit. */
    @Test
    @Order(4)
    void aRunThatWasKilledBetweenTwoTablesIsFinished() throws IOException {
        stopAfter(2);
        assertThat(runs()).hasSize(3);
        assertThat(tablesWith(4)).isEmpty();
        assertThat(tablesWith(3)).hasSize(2);
        Path run = stagedRun();
        Files.move(run.resolve("trash/connections"), run.resolve("commits/connections"));

        assertThat(analyze(options(), said).days()).isEmpty();
        assertThat(said).anyMatch(line -> line.startsWith("finished the publication of run "));
        assertThat(tablesWith(4)).containsExactly("connections");
        assertThat(tablesWith(3)).hasSize(Tables.DAILY.size() - 1);
        assertThat(runs()).hasSize(5);
        assertSameRows();
        assertThat(folder.resolve("work/_staging").toFile().list()).containsExactly("lock");
    }

    /** All days and the rejects are there; only the row that says so is not. */
    @Test
    @Order(5)
    void theRowOfTheRunComesLast() throws IOException {
        stopAfter(Tables.DAILY.size() + 1);
        assertThat(runs()).hasSize(5);
        assertThat(tablesWith(4)).hasSize(Tables.DAILY.size() - 1);
        analyze(options(), said);
        assertThat(runs()).hasSize(7).doesNotHaveDuplicates();
        assertSameRows();
    }

    @Test
    @Order(6)
    void columnsThatATableOfAnEarlierVersionLacksAreAdded() throws IOException {
        var old = tables().loadTable(TableIdentifier.of("xmpp", "ejabberd", "log_gaps"));
        old.updateSchema().deleteColumn("dropped").commit();
        analyze(options().withForce(true), said);
        assertThat(table("log_gaps").schema().fieldNames()).contains("dropped");
    }

    @Test
    void oneFolderWorksForOneNamespaceInOneZone() {
        assertWrong(
                options().withZone(ZoneId.of("UTC")),
                "--zone UTC: ",
                "lake.xmpp.ejabberd were made with --zone +03:08");
        assertWrong(options().withCatalog("lake.xmpp.other"), "--work ", "--output-catalog lake.xmpp.ejabberd --work");
        assertWrong(options().withCatalog(null), "--output ", "is the work folder of other tables");
        assertWrong(
                AnalyzeOptions.of(List.of(LOGS), folders.toString()).withCatalog(NAMESPACE),
                "--work " + folders,
                "holds tables as folders");
        Path other = folder.resolve("other");
        assertWrong(
                AnalyzeOptions.of(List.of(LOGS), other.toString()).withCatalog(NAMESPACE),
                "--work " + other,
                "were made with another one");
        assertThat(other).doesNotExist();
    }

    @Test
    void aCatalogWhoseClassIsNotThereIsAWrongArgument() {
        SPARK.conf().set("spark.sql.catalog.gone", "org.example.Gone");
        AnalyzeOptions options = AnalyzeOptions.of(
                        List.of(LOGS), folder.resolve("nowhere").toString())
                .withCatalog("gone.logs");
        assertWrong(options, "--output-catalog gone.logs: ", "org.example.Gone");
    }

    private void assertWrong(AnalyzeOptions options, String begin, String part) {
        assertThatThrownBy(() -> analyze(options, said))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(begin)
                .hasMessageContaining(part);
    }

    private void stopAfter(int writes) {
        IcebergCatalog.WRITES_LEFT.set(writes);
        assertThatThrownBy(() -> analyze(options().withForce(true), said))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("publishing stopped half way; the next run on ")
                .hasMessageContaining("killed");
        mend();
    }

    private static void assertSameRows() {
        for (String table : Tables.DAILY) {
            assertThat(TableRows.of(table(table)))
                    .as(table)
                    .isEqualTo(TableRows.of(SPARK.read().parquet(folders + "/" + table)));
        }
        assertThat(TableRows.of(table(Tables.REJECTS)))
                .isEqualTo(TableRows.of(SPARK.read().parquet(folders + "/" + Tables.REJECTS)));
    }

    private static List<String> tablesWith(int snapshots) {
        return Tables.DAILY.stream()
                .filter(table -> snapshots(table).size() == snapshots)
                .toList();
    }

    private static AnalyzeOptions options() {
        return AnalyzeOptions.of(List.of(LOGS), folder.resolve("work").toString())
                .withCatalog(NAMESPACE)
                .withZone(MIDNIGHT_AT_20_52);
    }

    private static AnalysisResult analyze(AnalyzeOptions options, List<String> said) throws IOException {
        return Analysis.of(SPARK, options, said::add).run();
    }

    private static Dataset<Row> table(String name) {
        return SPARK.table(NAMESPACE + "." + name);
    }

    private static List<String> runs() {
        return table(Tables.RUNS).select("run_id").sort("finished_at").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static HadoopCatalog tables() {
        return new HadoopCatalog(new Configuration(), folder.resolve("lake").toString());
    }

    private static List<Snapshot> snapshots(String table) {
        var name = TableIdentifier.of("xmpp", "ejabberd", table);
        return StreamSupport.stream(tables().loadTable(name).snapshots().spliterator(), false)
                .toList();
    }

    private static String run(Snapshot snapshot) {
        return snapshot.summary().get("hangup-run-id");
    }

    private static Path stagedRun() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("work/_staging"))) {
            return runs.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }
}
