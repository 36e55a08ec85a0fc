package org.hangup.jobs.people;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.AnalysisResult;
import org.hangup.jobs.AnalyzeOptions;
import org.hangup.jobs.TestRuns;
import org.hangup.jobs.TestSpark;
import org.hangup.jobs.UsageException;
import org.hangup.jobs.tables.Tables;
import org.hangup.people.PeopleKey;
import org.hangup.people.Pseudonyms;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with {@code --pseudonyms}. */
class PseudonymsRunTest {
    private static final SparkSession SPARK = TestSpark.session();
    private static final Path DATA = Path.of(System.getProperty("hangup.root"), "data");
    private static final byte[] SECRET = "0123456789abcdef".repeat(4).getBytes(US_ASCII);
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms(PeopleKey.ofFile(SECRET));

    /** Made of names that are others now, or not the same in any two runs. */
    private static final Set<String> NOT_COMPARED = Set.of(
            "connection_id",
            "session_id",
            "previous_session_id",
            "reason",
            "users_sketch",
            "network",
            "p50_ms",
            "p95_ms");

    private static final Set<String> NAMES = Set.of("user", "resource", "tried_user");
    private static final Set<String> ADDRESSES = Set.of("ip", "first_ip", "last_ip");

    @TempDir
    private static Path folder;

    private static Path key;

    @BeforeAll
    static void aKey() throws IOException {
        key = Files.write(folder.resolve("key"), SECRET);
        Path kept = Files.createDirectories(folder.resolve("kept"));
        System.setProperty(KeepingFileSystem.KEPT, kept.toString());
        SPARK.sparkContext().hadoopConfiguration().setClass("fs.keep.impl", KeepingFileSystem.class, FileSystem.class);
    }

    @Test
    void nobodyIsNamedInAnythingThatIsWritten() throws Exception {
        Path log = Files.createDirectories(folder.resolve("in")).resolve("ejabberd.log");
        Files.writeString(log, CatalogueLog.text());
        Path clear = folder.resolve("clear");
        Path masked = folder.resolve("masked");
        AnalysisResult before = run(AnalyzeOptions.of(List.of(log.toString()), clear.toString()));
        // else the rest would show little
        for (String word : CatalogueLog.NAMES) {
            assertThat(new WrittenBytes(SPARK, clear).holding(List.of(word)))
                    .as(word)
                    .isNotEmpty();
        }
        AnalysisResult after =
                run(AnalyzeOptions.of(List.of(log.toString()), "keep:" + masked).withPseudonyms(key.toString()));

        assertThat(new WrittenBytes(SPARK, masked).holding(CatalogueLog.WORDS)).isEmpty();
        assertThat(folder.resolve("kept")).isNotEmptyDirectory();
        assertThat(new WrittenBytes(SPARK, folder.resolve("kept")).holding(CatalogueLog.WORDS))
                .isEmpty();
        assertThat(after.counts()).isEqualTo(before.counts());
        assertSame(clear, masked);
        assertThat(rows(masked, "rejects", "head")).isNotEmpty().allMatch("[null]"::equals);
        assertThat(rows(masked, "runs", "key_id"))
                .containsExactly("[" + PeopleKey.ofFile(SECRET).id() + "]");
        assertThat(rows(clear, "runs", "key_id")).containsExactly("[null]");
    }

    /** Logs of three layouts and versions, among them a console without pids and one at level debug, cut by a midnight. */
    @Tag("long")
    @Test
    void theTablesAreTheSameButForNamesAndAddresses() throws Exception {
        ZoneId midnight = ZoneId.of("+03:08");
        AnalyzeOptions clear = AnalyzeOptions.of(
                        List.of(DATA.toString()), folder.resolve("data-clear").toString())
                .withZone(midnight);
        AnalyzeOptions masked = AnalyzeOptions.of(
                        List.of(DATA.toString()), folder.resolve("data-masked").toString())
                .withZone(midnight)
                .withPseudonyms(key.toString());
        run(clear);
        LocalDate day = LocalDate.of(2026, 11, 22);
        run(masked.withDays(null, day));
        run(masked.withDays(day.plusDays(1), null));
        assertSame(folder.resolve("data-clear"), folder.resolve("data-masked"));
    }

    @Test
    void anOutputHasOneKey() throws Exception {
        Path log = Files.writeString(folder.resolve("one.log"), CatalogueLog.text());
        AnalyzeOptions named = AnalyzeOptions.of(
                List.of(log.toString()), folder.resolve("named").toString());
        AnalyzeOptions masked = AnalyzeOptions.of(
                        List.of(log.toString()), folder.resolve("one-key").toString())
                .withPseudonyms(key.toString());
        run(named);
        run(masked);
        String id = PeopleKey.ofFile(SECRET).id();
        Path other = Files.writeString(folder.resolve("other"), "f".repeat(64));
        assertThatThrownBy(() -> run(named.withPseudonyms(key.toString())))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--pseudonyms: the key is %s, and the tables in %s were made without pseudonyms; give another --output"
                                .formatted(id, folder.resolve("named")));
        assertThatThrownBy(() -> run(masked.withPseudonyms(null)))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--pseudonyms: the tables in %s hold pseudonyms of the key %s; give its file, or another --output"
                                .formatted(folder.resolve("one-key"), id));
        assertThatThrownBy(() -> run(masked.withPseudonyms(other.toString())))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--pseudonyms: the key is ")
                .hasMessageContaining("were made with those of the key " + id)
                .hasMessageNotContaining("ffff");
    }

    @Test
    void whatIsNoKeyFile() throws IOException {
        AnalyzeOptions options = AnalyzeOptions.of(
                List.of(DATA.toString()), folder.resolve("none").toString());
        Path few = Files.writeString(folder.resolve("few"), "0123456789abcdef\n");
        assertThatThrownBy(() -> run(options.withPseudonyms(few.toString())))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--pseudonyms " + few
                                + ": holds a key of 8 bytes, and a key has 32 or more; 'openssl rand -hex 32 > FILE' makes one");
        assertThatThrownBy(() -> run(options.withPseudonyms(folder + "/nowhere")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("there is no such file");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Tag("long")
    @Test
    void usersInPathsArePseudonyms() throws Exception {
        Path log = Files.createDirectories(folder.resolve("paths/zebulonius@example.net"))
                .resolve("ejabberd.log");
        Files.writeString(log, CatalogueLog.text());
        Path output = folder.resolve("paths-out");
        AnalysisResult result =
                run(AnalyzeOptions.of(List.of(folder.resolve("paths").toString()), output.toString())
                        .withPseudonyms(key.toString()));
        assertThat(new WrittenBytes(SPARK, output).holding(List.of("zebulonius")))
                .isEmpty();
        assertThat(rows(output, "connections", "log"))
                .contains("[" + PSEUDONYMS.name("zebulonius") + "@example.net/ejabberd.log]");
        assertThat(result.notes()).noneMatch(note -> note.contains("zebulonius"));
    }

    private static void assertSame(Path clear, Path masked) throws IOException {
        for (String table : Tables.DAILY) {
            if (table.equals("incidents")) {
                continue; // without its evidence
            }
            List<String> expected = new ArrayList<>();
            for (Row row : SPARK.read().parquet(clear.resolve(table).toString()).collectAsList()) {
                expected.add(text(row, true));
            }
            List<String> came = new ArrayList<>();
            for (Row row :
                    SPARK.read().parquet(masked.resolve(table).toString()).collectAsList()) {
                came.add(text(row, false));
            }
            assertThat(came).as(table).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static String text(Row row, boolean mask) {
        StringBuilder text = new StringBuilder();
        for (String column : row.schema().fieldNames()) {
            if (column.equals("client")) {
                continue; // the software is told by the resource, which is a pseudonym
            }
            Object value = row.getAs(column);
            if (!NOT_COMPARED.contains(column)) {
                text.append(column)
                        .append('=')
                        .append(mask ? masked(column, value) : value)
                        .append(' ');
            }
        }
        return text.toString();
    }

    private static Object masked(String column, Object value) {
        if (value == null) {
            return null;
        }
        if (NAMES.contains(column)) {
            return PSEUDONYMS.name((String) value);
        }
        byte[] b = value.toString().getBytes(UTF_8);
        return ADDRESSES.contains(column) ? new String(PSEUDONYMS.address(b, 0, b.length), UTF_8) : value;
    }

    private static List<String> rows(Path output, String table, String column) {
        return SPARK.read().parquet(output.resolve(table).toString()).select(column).collectAsList().stream()
                .map(Row::toString)
                .toList();
    }

    private static AnalysisResult run(AnalyzeOptions options) throws IOException {
        return TestRuns.analyze(SPARK, options);
    }
}
