package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody but the owner and the group can read what Hangup writes, and the umask is obeyed. */
class FileModesTest {
    private static final Path LOGS = Path.of(System.getProperty("hangup.root"), "data/ejabberd-23.01-info/logs");

    @TempDir
    private Path folder;

    /** The umask of the shell decides, and cannot be changed from within: so each run is a process of its own. */
    @ParameterizedTest
    @CsvSource("022, rwxr-x---, rw-r-----")
    void allThatLiesInTheOutput(String umask, String folders, String files) throws Exception {
        Path output = folder.resolve("out");
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        List<String> command = new ArrayList<>(List.of("sh", "-c", "umask " + umask + " && exec \"$@\"", "sh", java));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dspark.master=local[1]", Hangup.class.getName()));
        command.addAll(List.of("analyze", "--quiet", "--input", LOGS.toString(), "--output", output.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("said")))
                .isZero();
        assertThat(modes(output, true)).containsExactly(folders);
        assertThat(modes(output, false)).containsExactly(files);
        assertThat(output.resolve("_staging/lock")).exists();
    }

    private static Set<String> modes(Path output, boolean folders) throws IOException {
        Set<String> modes = new TreeSet<>();
        try (Stream<Path> all = Files.walk(output)) {
            for (Path path : all.toList()) {
                if (Files.isDirectory(path) == folders) {
                    modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
                }
            }
        }
        return modes;
    }

    /** On HDFS Hadoop's own setting is all there is. */
    @ParameterizedTest
    @CsvSource({"022, 027", "077, 077", "002, 027", "007, 027", "000, 027"})
    void anotherUmaskOfHadoopIsKeptWhereItIsNarrower(String given, String made) {
        Configuration conf = new Configuration(false);
        conf.set(FileModes.UMASK, given);
        int process = Integer.parseInt(FileModes.umask(new Configuration(false)), 8);
        assertThat(Integer.parseInt(FileModes.umask(conf), 8)).isEqualTo(Integer.parseInt(made, 8) | process);
    }

    @Test
    void theSettingsOfASessionHaveIt() {
        SparkConf conf = SparkSessions.settings();
        assertThat(conf.get(FileModes.SPARK_UMASK)).isIn(List.of("027", "077"));
        assertThat(SparkSessions.hadoop(conf).get(FileModes.UMASK)).isEqualTo(conf.get(FileModes.SPARK_UMASK));
    }
}
