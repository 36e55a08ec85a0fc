package org.hangup.jobs.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.hangup.jobs.UsageException;
import org.hangup.jobs.tables.Tables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moves, journal and recovery, with small text files for tables. */
class PublicationTest {
    /** Two days of each daily table, their states and marks, and the tables that each run writes. */
    private static final int TWO_DAYS = 2 * Tables.DAILY.size() + 4 + Tables.WHOLE.size();

    private static final LocalDate FIRST = LocalDate.of(2024, 3, 1);
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final ZoneId UTC = ZoneId.of("UTC");

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();
    private final Configuration conf = FlakyFileSystem.configuration();

    @BeforeEach
    @AfterEach
    void mend() {
        FlakyFileSystem.CHANGES_LEFT.set(Integer.MAX_VALUE);
    }

    @Test
    void replacesWholeDaysAndLeavesNothingElse() throws IOException {
        run(output(), "old", FIRST, SECOND);
        run(output(), "new", SECOND);
        assertThat(published())
                .containsEntry("connections/date=2024-03-01/rows.parquet", "old")
                .containsEntry("connections/date=2024-03-02/rows.parquet", "new")
                .containsEntry("_state/date=2024-03-02/rows.parquet", "new")
                .containsEntry("rejects/rows.parquet", "new")
                .containsEntry("_staging/lock", "");
        // a file for each run, the zone and the lock
        assertThat(published()).hasSize(TWO_DAYS + 2 + 1 + 1);
    }

    @Test
    void remembersWhatDaysWereBuiltFrom() throws IOException {
        run(output(), "old", FIRST);
        try (Publication publication = begin(output())) {
            assertThat(publication.days())
                    .containsExactly(
                            Map.entry(FIRST, new DayMark("1.0", Map.of("a b/ejabberd\t.log", 7L), Map.of(), Map.of())));
            assertThat(Path.of(publication.state(FIRST).replaceFirst("^file:", "")))
                    .isDirectory();
        }
    }

    /** Fails at the first, second, third... change, until a run gets through; each time the next run mends it. */
    @Test
    void aRunThatStopsAnywhereIsAsIfItNeverWasOrWasWhole() throws Exception {
        int stops = 0;
        boolean through = false;
        boolean undone = false;
        boolean finished = false;
        for (int changes = 1; !through; changes++) {
            Path output = folder.resolve("stop-" + changes);
            run(flaky(output), "old", FIRST, SECOND);
            FlakyFileSystem.CHANGES_LEFT.set(changes);
            try {
                run(flaky(output), "new", SECOND);
                through = true;
            } catch (IOException e) {
                stops++;
            }
            mend();
            forgetProcess(output);

            begin(flaky(output)).close();

            Map<String, String> rows = contents(output);
            String second = rows.get("connections/date=2024-03-02/rows.parquet");
            assertThat(second).as("stop %d", changes).isIn("old", "new");
            undone |= second.equals("old");
            finished |= second.equals("new");
            assertThat(rows).as("stop %d", changes).hasSize(TWO_DAYS + 1 + (second.equals("old") ? 1 : 2));
            assertThat(rows.keySet())
                    .as("stop %d", changes)
                    .noneMatch(name -> name.startsWith("_staging/") && !name.equals("_staging/lock"));
            rows.forEach((name, text) -> {
                if (name.contains("date=2024-03-02/rows") || name.matches("(rejects|files|days)/.*")) {
                    assertThat(text).as(name).isEqualTo(second);
                } else if (name.contains("date=2024-03-01/rows")) {
                    assertThat(text).as(name).isEqualTo("old");
                }
            });
        }
        assertThat(stops).isGreaterThan(30);
        assertThat(undone).isTrue();
        assertThat(finished).isTrue();
    }

    /** The run that mends is stopped at each of its changes, too. */
    @Tag("long")
    @Test
    void mendingCanBeStoppedAnywhereToo() throws Exception {
        boolean through = false;
        for (int changes = 1; !through; changes++) {
            Path output = folder.resolve("mend-" + changes);
            run(flaky(output), "old", FIRST, SECOND);
            // 30 changes: in the middle of the moves.
            FlakyFileSystem.CHANGES_LEFT.set(30);
            assertThatThrownBy(() -> run(flaky(output), "new", SECOND)).hasMessageContaining("killed");
            assertThat(output.resolve("_staging/journal")).exists();
            forgetProcess(output);

            FlakyFileSystem.CHANGES_LEFT.set(changes);
            try {
                begin(flaky(output)).close();
                through = true;
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("killed");
            }
            mend();
            forgetProcess(output);
            begin(flaky(output)).close();
            assertThat(contents(output))
                    .as("stop %d", changes)
                    .containsEntry("connections/date=2024-03-02/rows.parquet", "new")
                    .containsEntry("disconnects_by_cause/date=2024-03-02/rows.parquet", "new")
                    .containsEntry("rejects/rows.parquet", "new")
                    .hasSize(TWO_DAYS + 1 + 2);
        }
    }

    @Test
    void saysWhatItFoundOfStoppedRuns() throws Exception {
        Path output = folder.resolve("out");
        run(flaky(output), "old", FIRST);
        FlakyFileSystem.CHANGES_LEFT.set(5);
        assertThatThrownBy(() -> run(flaky(output), "new", FIRST)).hasMessageContaining("killed");
        mend();
        forgetProcess(output);
        begin(flaky(output)).close();
        assertThat(said).hasSize(2);
        assertThat(said.get(0)).startsWith("took over the lock of process ");
        assertThat(said.get(1)).contains("cleared away").contains("before it published");
    }

    @Test
    void anotherZoneIsAWrongArgument() throws IOException {
        run(output(), "old", FIRST);
        assertThatThrownBy(() -> Publication.begin(output(), ZoneId.of("Europe/Berlin"), conf, said::add))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--zone Europe/Berlin: ")
                .hasMessageContaining("--zone UTC");
        Publication.begin(output(), ZoneOffset.UTC, conf, said::add).close();
    }

    @Test
    void doesNotTouchWhatIsNotItsOwn() throws IOException {
        Files.writeString(folder.resolve("letter.txt"), "dear");
        assertThatThrownBy(() -> begin(folder.toString()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("letter.txt");
        assertThatThrownBy(() -> begin(folder.resolve("letter.txt").toString()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is a file");
        assertThat(contents(folder)).containsExactly(Map.entry("letter.txt", "dear"));
    }

    @Test
    void leavesNoOutputWhereNothingWasPublished() throws IOException {
        begin(output()).close();
        assertThat(Path.of(output())).doesNotExist();
        begin(flaky(folder.resolve("other"))).close();
        assertThat(folder.resolve("other")).doesNotExist();
    }

    @Test
    void doesNotPublishADayThatWasNotStagedWhole() throws IOException {
        try (Publication publication = begin(output())) {
            publication.staging("days");
            var days = new TreeSet<>(List.of(FIRST));
            var marks = new TreeMap<>(Map.of(FIRST, new DayMark("1.0", Map.of(), Map.of(), Map.of())));
            assertThatThrownBy(() -> publication.publish(
                            List.of(new Publication.Part("days", days, new TreeSet<>())), marks, "tables"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("connections/date=2024-03-01");
        }
        assertThat(Path.of(output())).doesNotExist();
    }

    private void run(String output, String rows, LocalDate... days) throws IOException {
        try (Publication publication = begin(output)) {
            Path staging = local(publication.staging("days"));
            var marks = new TreeMap<LocalDate, DayMark>();
            for (LocalDate day : days) {
                for (String table : Tables.DAILY) {
                    put(staging.resolve(table + "/date=" + day + "/rows.parquet"), rows);
                }
                put(staging.resolve("_state/date=" + day + "/rows.parquet"), rows);
                marks.put(day, new DayMark("1.0", Map.of("a b/ejabberd\t.log", 7L), Map.of(), Map.of()));
            }
            Path tables = local(publication.staging("tables"));
            for (String table : Tables.WHOLE) {
                put(tables.resolve(table + "/rows.parquet"), rows);
            }
            put(tables.resolve("run.parquet"), rows);
            publication.publish(
                    List.of(new Publication.Part("days", new TreeSet<>(List.of(days)), new TreeSet<>())),
                    marks,
                    "tables");
        }
    }

    private Publication begin(String output) throws IOException {
        return Publication.begin(output, UTC, conf, said::add);
    }

    private String output() {
        return folder.resolve("out").toString();
    }

    private static String flaky(Path output) {
        return FlakyFileSystem.SCHEME + "://" + output;
    }

    private static Path local(String path) {
        return Path.of(path.replaceFirst("^[a-z]+:(//)?", ""));
    }

    private static void put(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** A stopped run renews its lock no more: let it be two minutes later. */
    private static void forgetProcess(Path output) throws IOException {
        Path lock = output.resolve("_staging/lock");
        if (Files.exists(lock)) {
            Files.setLastModifiedTime(
                    lock,
                    FileTime.from(Instant.now().minus(RunLock.RUNS_OUT_AFTER).minusSeconds(1)));
        }
    }

    private Map<String, String> published() throws IOException {
        return contents(Path.of(output()));
    }

    private static Map<String, String> contents(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(root.relativize(file).toString(), new String(Files.readAllBytes(file), UTF_8));
            }
        }
        return contents;
    }
}
