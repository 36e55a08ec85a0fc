package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody but the owner and the group can read what Hangup writes, and the umask is obeyed; the tests in Python look at the files of a run. */
class FileModesTest {
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
