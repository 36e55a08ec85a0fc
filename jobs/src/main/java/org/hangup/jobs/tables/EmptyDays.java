package org.hangup.jobs.tables;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Gives days without rows a partition with an empty Parquet file, so that a reader sees the day and the schema. */
public final class EmptyDays {
    private EmptyDays() {}

    /**
     * Fills the days of a table that have no partition, or an empty one, in a staging folder.
     *
     * @param staging folder that holds {@code <table>/date=YYYY-MM-DD}
     */
    public static void fill(
            SparkSession spark, Folder staging, String table, StructType columns, Collection<LocalDate> days)
            throws IOException {
        String empty = "_empty/" + table + ".parquet";
        for (LocalDate day : days) {
            String partition = Tables.partition(table, day);
            if (staging.names(partition).isEmpty()) {
                if (!staging.exists(empty)) {
                    OneFile.write(spark, List.of(), columns, staging, empty);
                }
                staging.copy(empty, partition + "/" + DayFiles.name(0));
            }
        }
    }
}
