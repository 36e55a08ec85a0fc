package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.publish.OutputLockedException;
import org.hangup.jobs.tables.Tables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Logs and tables on a real HDFS in this process: five minutes of a real server, around a midnight of the zone. */
@TestMethodOrder(OrderAnnotation.class)
@Tag("long")
class HdfsTest {
    private static final ZoneId MIDNIGHT_AT_20_52 = ZoneId.of("+03:08");
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);
    private static final SparkSession SPARK = TestSpark.session();
    private static final String LOGS = System.getProperty("hangup.root") + "/data/ejabberd-26.07-info/logs";

    @TempDir
    private static java.nio.file.Path folder;

    private static MiniDFSCluster cluster;
    private static FileSystem hdfs;
    private final List<String> said = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        Configuration conf = new Configuration();
        // Hadoop's cluster wants its own class of local files, and other tests have left Hangup's
        conf.set("fs.file.impl", org.apache.hadoop.fs.LocalFileSystem.class.getName());
        conf.setBoolean("fs.file.impl.disable.cache", true);
        conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
        cluster = new MiniDFSCluster.Builder(conf).numDataNodes(1).build();
        hdfs = cluster.getFileSystem();
        FileUtil.copy(new java.io.File(LOGS), hdfs, new Path("/archive/logs"), false, conf);
    }

    @AfterAll
    static void stop() {
        cluster.shutdown();
    }

    @Test
    @Order(1)
    void givesTheRowsOfALocalDisk() throws IOException {
        AnalyzeOptions local =
                AnalyzeOptions.of(List.of(LOGS), folder.resolve("tables").toString());
        analyze(local.withZone(MIDNIGHT_AT_20_52));
        AnalysisResult result = analyze(options());
        assertThat(result.complete()).isTrue();
        assertThat(result.days()).containsExactly(FIRST, FIRST.plusDays(1));
        for (String table : Tables.DAILY) {
            assertThat(TableRows.of(SPARK.read().parquet(options().output() + "/" + table)))
                    .as(table)
                    .isEqualTo(TableRows.of(SPARK.read().parquet(local.output() + "/" + table)));
        }
        assertThat(names("_staging")).isEmpty();
    }

    @Test
    @Order(2)
    void leavesDaysThatHaveNotChanged() throws IOException {
        AnalysisResult again = analyze(options());
        assertThat(again.days()).isEmpty();
        assertThat(names("runs")).hasSize(2);
    }

    /** A run on another machine: killed after its journal was written, when it had made the first of two moves. */
    @Test
    @Order(3)
    void finishesWhatAnotherMachineHadBegunWhenThatIsGone() throws IOException {
        Path output = new Path(options().output());
        String run = "20261122T210000Z-abcdef";
        String first = "connections/date=" + FIRST;
        String second = "sessions/date=" + FIRST;
        Path staged = new Path(output, "_staging/" + run + "/days-0/" + second + "/part-00007.parquet");
        FileUtil.copy(hdfs, new Path(output, second + "/part-00000.parquet"), hdfs, staged, false, hdfs.getConf());
        write(
                new Path(output, "_staging/journal"),
                run + "\t\n"
                        + Stream.of(first, second)
                                .map(day -> "move\t_staging/" + run + "/days-0/" + day + "\t" + day + "\n")
                                .reduce("", String::concat));
        Path lock = new Path(output, "_staging/lock");
        write(lock, "elsewhere.example.org\t1\tits-kernel\t2026-11-22T21:00:00Z\tits-token\n");

        assertThatThrownBy(() -> analyze(options()))
                .isInstanceOf(OutputLockedException.class)
                .hasMessageContaining("process 1 on elsewhere.example.org since 2026-11-22T21:00:00Z")
                .hasMessageContaining("its lock runs out in 1");
        assertThat(names(second)).containsExactly("part-00000.parquet");

        long written = hdfs.getFileStatus(lock).getModificationTime();
        hdfs.setTimes(lock, written - Duration.ofMinutes(2).toMillis(), -1);
        assertThat(analyze(options()).days()).isEmpty();
        assertThat(said)
                .anyMatch(line -> line.startsWith("took over the lock of process 1 on elsewhere.example.org"))
                .anyMatch(line -> line.startsWith("finished the publication of run " + run));
        assertThat(names(first)).containsExactly("part-00000.parquet");
        assertThat(names(second)).containsExactly("part-00007.parquet");
        assertThat(names("_staging")).isEmpty();
    }

    private static AnalyzeOptions options() {
        String root = hdfs.getUri().toString();
        return AnalyzeOptions.of(List.of(root + "/archive/logs"), root + "/tables")
                .withZone(MIDNIGHT_AT_20_52);
    }

    private AnalysisResult analyze(AnalyzeOptions options) throws IOException {
        return Analysis.of(SPARK, options, said::add).run();
    }

    private static List<String> names(String name) throws IOException {
        return Stream.of(hdfs.listStatus(new Path(new Path(options().output()), name)))
                .map(status -> status.getPath().getName())
                .sorted()
                .toList();
    }

    private static void write(Path path, String text) throws IOException {
        try (var out = hdfs.create(path, false)) {
            out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
