package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which commands end their JVM with their status, and which just return. */
class ExitStatusTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        | 0 | true
        | 1 | true
        | 2 | true
        | 3 | true
        spark.submit.deployMode=client | 0 | true
        spark.submit.deployMode=client | 3 | true
        spark.submit.deployMode=cluster | 0 | false
        spark.submit.deployMode=cluster | 1 | true
        spark.submit.deployMode=cluster | 2 | true
        spark.submit.deployMode=cluster | 3 | false
        spark.kubernetes.submitInDriver=true | 0 | false
        spark.kubernetes.submitInDriver=true | 1 | true
        spark.kubernetes.submitInDriver=true | 3 | false
        """)
    void endsTheProcess(String setting, int status, boolean exits) {
        SparkConf conf = new SparkConf(false);
        if (setting != null) {
            conf.set(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        assertThat(ExitStatus.mustExit(status, conf)).isEqualTo(exits);
    }
}
