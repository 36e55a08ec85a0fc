package org.hangup.jobs;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.hangup.jobs.publish.CatalogTables;
import org.hangup.jobs.state.State;
import org.hangup.jobs.tables.Tables;

/**
 * Logs whose records of a day are no longer in the input, while that day is built again for other logs: their rows stay
 * as they are published.
 *
 * @param logs their names
 * @param tables folder of the published tables and states; null if there is no such log
 * @param catalog catalog and namespace of the tables; null if they are folders
 */
record TakenOver(Set<String> logs, String tables, String catalog) {
    static final TakenOver NOTHING = new TakenOver(Set.of(), null, null);

    TakenOver {
        logs = Set.copyOf(logs);
    }

    boolean isNothing() {
        return logs.isEmpty();
    }

    /** Whether a row is of one of them. */
    Column isOfThem(Column log) {
        return log.isin(new TreeSet<>(logs).toArray());
    }

    /** Their published rows of a day, with {@code date}. */
    Dataset<Row> rows(SparkSession spark, String table, LocalDate day) {
        return all(spark, table, day).where(isOfThem(col("log")));
    }

    /** What the published state of a day says of them, and of all users' sessions. */
    Dataset<Row> state(SparkSession spark, LocalDate day) {
        return all(spark, Tables.STATE, day)
                .where(isOfThem(col("log")).or(col("kind").equalTo("session")));
    }

    /** All published rows of a day, with {@code date}. */
    Dataset<Row> all(SparkSession spark, String table, LocalDate day) {
        if (catalog != null && !table.equals(Tables.STATE)) {
            return spark.table(CatalogTables.name(catalog, table))
                    .where(col("date").equalTo(functions.lit(java.sql.Date.valueOf(day))));
        }
        return spark.read()
                .schema(table.equals(Tables.STATE) ? State.SCHEMA : Tables.schema(table))
                .parquet(tables + "/" + Tables.partition(table, day))
                .withColumn("date", functions.lit(java.sql.Date.valueOf(day)));
    }
}
