package org.hangup.jobs;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Compares what two days ended with. */
final class States {
    private final SparkSession spark;

    States(SparkSession spark) {
        this.spark = spark;
    }

    /** Whether two state folders hold the same rows, in whatever order and files. */
    boolean same(String left, String right) throws IOException {
        return digests(left).equals(digests(right));
    }

    /** One text for each folder that holds Parquet files, by its path below the state. */
    private Map<String, String> digests(String state) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        Path root = new Path(state);
        digest(root.getFileSystem(spark.sparkContext().hadoopConfiguration()), root, "", digests);
        return digests;
    }

    private void digest(FileSystem fs, Path folder, String name, Map<String, String> digests) throws IOException {
        boolean parquet = false;
        for (FileStatus status : fs.listStatus(folder)) {
            String child = status.getPath().getName();
            if (status.isDirectory()) {
                digest(fs, status.getPath(), name + "/" + child, digests);
            } else {
                parquet |= child.endsWith(".parquet");
            }
        }
        if (parquet) {
            String digest = digest(spark.read().parquet(folder.toString()));
            // No rows are the same as no file.
            if (!digest.startsWith("0 ")) {
                digests.put(name, digest);
            }
        }
    }

    private static String digest(Dataset<Row> rows) {
        Row row = rows.selectExpr("to_json(struct(*)) as row")
                .selectExpr(
                        "count(*)",
                        "sum(cast(xxhash64(row) as decimal(38, 0)))",
                        "sum(cast(xxhash64(reverse(row)) as decimal(38, 0)))")
                .first();
        return row.getLong(0) + " " + row.get(1) + " " + row.get(2);
    }
}
