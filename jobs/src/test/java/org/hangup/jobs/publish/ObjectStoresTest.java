package org.hangup.jobs.publish;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.hangup.jobs.AnalyzeOptions;
import org.hangup.jobs.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectStoresTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3a://bucket/tables",
                "S3A://bucket/tables",
                "s3://bucket/tables",
                "s3n://bucket",
                "gs://bucket/tables",
                "wasbs://box@account.example.net/tables",
                "abfs://box@account.example.net/tables",
                "abfss://box@account.example.net/tables",
                "oss://bucket/tables",
                "cosn://bucket/tables",
                "obs://bucket/tables"
            })
    void tablesAreNotPublishedWhereFoldersCannotBeRenamed(String output) {
        assertThatThrownBy(() -> refuse(output, new Configuration(false)))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--output " + output + ": ")
                .hasMessageEndingWith(
                        "--output-catalog CATALOG.NAMESPACE --work DIR, where DIR is on HDFS or a local disk");
    }

    @ParameterizedTest
    @CsvSource({
        "tables, file:///",
        "/var/tables, file:///",
        "file:/var/tables, s3a://bucket",
        "hdfs://name/tables, s3a://bucket",
        "hdfs:///tables, hdfs://name",
        "viewfs:///tables, file:///"
    })
    void otherFileSystemsAreTaken(String output, String defaultStore) {
        assertThatCode(() -> refuse(output, withDefault(defaultStore))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tables", "/tables"})
    void aPathWithoutASchemeIsOfTheDefaultStore(String output) {
        assertThatThrownBy(() -> refuse(output, withDefault("s3a://bucket")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(" on s3a, ");
    }

    @Test
    void theWorkForACatalogIsNotThereEither() {
        AnalyzeOptions options =
                AnalyzeOptions.of(List.of("logs"), "s3a://bucket/work").withCatalog("lake.ejabberd");
        assertThatThrownBy(() -> ObjectStores.refuse(options, new Configuration(false)))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--work s3a://bucket/work: ")
                .hasMessageEndingWith("give a folder on HDFS or a local disk");
    }

    private static void refuse(String output, Configuration conf) {
        ObjectStores.refuse(AnalyzeOptions.of(List.of("logs"), output), conf);
    }

    private static Configuration withDefault(String store) {
        Configuration conf = new Configuration(false);
        conf.set("fs.defaultFS", store);
        return conf;
    }
}
