package org.hangup.jobs;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session of a command. What spark-submit or the caller has set is kept, but for what the tables depend on:
 * the catalog of Hangup's functions, UTC, and Parquet's TIMESTAMP_MICROS.
 */
final class SparkSessions {
    private static final String LOCAL_FOLDER = "spark.local.dir";

    private SparkSessions() {}

    /** Settings for a session; without {@code spark.master} it runs inside this JVM on all cores. */
    static SparkConf settings() {
        SparkConf conf = new SparkConf();
        conf.setIfMissing("spark.master", "local[*,2]");
        if (conf.get("spark.master").startsWith("local[")
                || conf.get("spark.master").equals("local")) {
            conf.setIfMissing("spark.driver.host", "localhost");
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
            conf.setIfMissing("spark.hadoop.fs.file.impl", LocalFiles.class.getName());
            // they tell a broken network from a broken disk
            conf.setIfMissing("spark.shuffle.checksum.enabled", "false");
        }
        conf.setIfMissing("spark.app.name", "Hangup");
        conf.setIfMissing("spark.ui.enabled", "false");
        conf.setIfMissing("spark.ui.showConsoleProgress", "false");
        // No table is ever kept in it, but Spark makes the folder, and by default where the command was called.
        conf.setIfMissing(
                "spark.sql.warehouse.dir",
                new File(System.getProperty("java.io.tmpdir"), "hangup-warehouse").getAbsolutePath());
        // Groups with sketches and percentiles: after 128 in a task Spark would sort all rows that are left. They are
        // some
        // kilobytes each where few rows are in them, and the great ones are few.
        conf.setIfMissing("spark.sql.objectHashAggregate.sortBased.fallbackThreshold", "10000");
        conf.set("spark.sql.catalog.ejabberd", "org.hangup.spark.EjabberdCatalog");
        conf.set("spark.sql.catalog.hangup", "org.hangup.jobs.events.EventFunctions");
        conf.set("spark.sql.session.timeZone", "UTC");
        conf.set("spark.sql.timestampType", "TIMESTAMP_LTZ");
        conf.set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
        conf.set("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "false");
        conf.set(FileModes.SPARK_UMASK, FileModes.umask(hadoop(conf)));
        return conf;
    }

    /** Hadoop's configuration for these settings: paths can be checked before Spark is started. */
    static Configuration hadoop(SparkConf conf) {
        return SparkHadoopUtil.get().newConfiguration(conf);
    }

    /** Starts Spark, which then says nothing but errors. */
    static SparkSession start(SparkConf conf) {
        quiet();
        if (SparkSession.getDefaultSession().isEmpty()) {
            keepTemporaryFilesPrivate(conf);
        }
        return SparkSession.builder().config(conf).getOrCreate();
    }

    /** What a Spark inside this JVM spills and shuffles holds names, and by default lies in folders that all can read. */
    private static void keepTemporaryFilesPrivate(SparkConf conf) {
        if (conf.get("spark.master").startsWith("local")
                && !conf.contains(LOCAL_FOLDER)
                && System.getenv("SPARK_LOCAL_DIRS") == null) {
            try {
                Path folder = Files.createTempDirectory("hangup-spark-");
                folder.toFile().deleteOnExit(); // Spark empties it before
                conf.set(LOCAL_FOLDER, folder.toString());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make a folder for temporary files", e);
            }
        }
    }

    /** Keeps Spark from talking over what the command has to say. */
    static void quiet() {
        Configurator.setRootLevel(Level.ERROR);
        Configurator.setLevel("org.apache.spark", Level.ERROR);
        Configurator.setLevel("org.apache.hadoop", Level.ERROR);
    }
}
