package org.hangup.jobs;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The one session of this module's tests, with the settings of the command line. */
public final class TestSpark {
    private TestSpark() {}

    /** The session; started at the first call, stopped with the JVM. */
    public static SparkSession session() {
        System.setProperty("spark.master", "local[2, 2]");
        System.setProperty("spark.sql.shuffle.partitions", "2");
        SparkConf conf = SparkSessions.settings();
        return SparkSessions.start(conf);
    }
}
