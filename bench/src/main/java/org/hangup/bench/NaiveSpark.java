package org.hangup.bench;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.to_timestamp;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/**
 * The rival that most people would write in an afternoon: lines of text, regular expressions, a window over each process id,
 * three group-bys. Right on plain logs of one layout only.
 */
public final class NaiveSpark {
    private NaiveSpark() {}

    /** Reads the logs of the folder {@code args[0]}, writes Parquet under {@code args[1]}. */
    public static void main(String[] args) throws IOException {
        try (var spark = SparkSession.builder()
                .master("local[2]")
                .appName("naive rival")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", "8")
                .getOrCreate()) {
            spark.sparkContext().setLogLevel("WARN");
            sessions(events(spark.read().text(args[0])))
                    .write()
                    .mode("overwrite")
                    .partitionBy("date")
                    .parquet(args[1] + "/sessions");
            var sessions = spark.read().parquet(args[1] + "/sessions");
            for (String key : new String[] {"user", "ip", "reason"}) {
                sessions.groupBy("date", "hour", key)
                        .agg(
                                count("*").as("sessions"),
                                avg(col("end").cast("double").minus(col("start").cast("double")))
                                        .as("mean_seconds"))
                        .write()
                        .mode("overwrite")
                        .partitionBy("date")
                        .parquet(args[1] + "/by_" + key);
            }
        }
    }

    /** One row a line that matters. */
    private static Dataset<Row> events(Dataset<Row> lines) {
        Column line = col("value");
        Column accepted = line.contains("Accepted connection");
        Column opened = line.contains("Opened c2s session");
        Column closing = line.contains("Closing c2s session");
        return lines.filter(accepted.or(opened).or(closing).or(line.contains("authentication")))
                .select(
                        to_timestamp(substring(line, 1, 32)).as("ts"),
                        regexp_extract(line, "\\((?:tls\\|)?(<[0-9.]+>)\\)", 1).as("pid"),
                        regexp_extract(line, "Accepted connection \\[?([0-9a-fA-F:.]+)\\]?:\\d+ ->", 1)
                                .as("ip"),
                        regexp_extract(line, "(?:Opened|Closing) c2s session for ([^:]+)", 1)
                                .as("jid"),
                        when(closing, regexp_extract(line, "Closing c2s session for [^:]+: (.*)$", 1))
                                .as("reason"),
                        when(accepted, lit("accepted"))
                                .when(opened, lit("opened"))
                                .when(closing, lit("closed"))
                                .otherwise(lit("authentication"))
                                .as("kind"));
    }

    /** A process id is used again; each accept line begins a new connection of it. */
    private static Dataset<Row> sessions(Dataset<Row> events) {
        var ofPid = Window.partitionBy("pid").orderBy("ts");
        return events.withColumn(
                        "use",
                        sum(when(col("kind").equalTo("accepted"), 1).otherwise(0))
                                .over(ofPid))
                .groupBy("pid", "use")
                .agg(
                        min(when(col("kind").equalTo("opened"), col("ts"))).as("start"),
                        max(when(col("kind").equalTo("closed"), col("ts"))).as("end"),
                        max(when(col("ip").notEqual(""), col("ip"))).as("ip"),
                        max(when(col("jid").notEqual(""), col("jid"))).as("jid"),
                        max("reason").as("reason"))
                .filter(col("end").isNotNull())
                .withColumn("user", regexp_extract(col("jid"), "^([^/]+)", 1))
                .withColumn("date", to_date(col("end")))
                .withColumn("hour", date_trunc("hour", col("end")));
    }
}
