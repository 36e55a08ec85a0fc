package org.hangup.jobs.tables;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Writes a few rows that the driver has as one Parquet file. */
public final class OneFile {
    private OneFile() {}

    /**
     * Writes the file, which has the schema also where there are no rows.
     *
     * @param folder where it goes; {@code name + ".writing"} is used, too, and gone afterwards
     * @param name name of the file below the folder; must be free
     */
    public static void write(SparkSession spark, List<Row> rows, StructType schema, Folder folder, String name)
            throws IOException {
        Dataset<Row> few = spark.createDataFrame(rows, schema).coalesce(1);
        String writing = name + ".writing";
        few.write()
                .mode("overwrite")
                .option("maxRecordsPerFile", 0)
                .parquet(folder.path(writing).toString());
        folder.move(writing + "/" + parquet(folder, writing), name);
        folder.delete(writing);
    }

    /** The one Parquet file that Spark wrote into a folder. */
    static String parquet(Folder folder, String name) throws IOException {
        List<String> files = folder.names(name).stream()
                .filter(file -> file.endsWith(".parquet") && !file.startsWith("."))
                .toList();
        if (files.size() != 1) {
            throw new IllegalStateException("Spark wrote " + files + " to " + folder.path(name) + ", not one file");
        }
        return files.get(0);
    }
}
