package org.hangup.jobs.publish;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.parquet.ParquetOptions;
import org.apache.spark.sql.execution.datasources.parquet.ParquetUtils;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Map$;

/**
 * Writes a file of few rows here and now, with Spark's own writer of Parquet: the job that Spark would make of it takes a
 * second, most of it to plan.
 */
final class SmallTable {
    private SmallTable() {}

    static void write(SparkSession spark, Path path, StructType schema, List<Row> rows) throws IOException {
        SQLConf conf = spark.sessionState().conf();
        Job job = Job.getInstance(spark.sessionState().newHadoopConf());
        var options = new ParquetOptions(Map$.MODULE$.<String, String>empty(), conf);
        var files = ParquetUtils.prepareWrite(conf, job, schema, options);
        var context = new TaskAttemptContextImpl(job.getConfiguration(), new TaskAttemptID());
        var converter = CatalystTypeConverters.createToCatalystConverter(schema);
        OutputWriter writer = files.newInstance(path.toString(), schema, context);
        try {
            rows.forEach(row -> writer.write((InternalRow) converter.apply(row)));
        } finally {
            writer.close();
        }
    }
}
