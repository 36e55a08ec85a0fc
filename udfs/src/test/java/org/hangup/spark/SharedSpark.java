package org.hangup.spark;

import org.apache.spark.sql.SparkSession;

/** The one SparkSession of the module's tests. */
public final class SharedSpark {
    private SharedSpark() {}

    public static synchronized SparkSession session() {
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .appName("hangup-udfs tests")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.catalog.ejabberd", "org.hangup.spark.EjabberdCatalog")
                .getOrCreate();
        spark.sparkContext().setLogLevel("WARN");
        return spark;
    }
}
