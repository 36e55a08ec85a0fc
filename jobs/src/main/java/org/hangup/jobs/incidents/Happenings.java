package org.hangup.jobs.incidents;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.hangup.jobs.archive.LocalTimes;
import org.hangup.jobs.archive.Zones;

/**
 * Ends and openings of connections with a session, as a day knows them at its end: an end counts on its day if it was settled on
 * that day, or is a loss that waits for resumption. Ends that are a stop's, a crash's, a resumption's or a replacement's own are
 * left out, and those that no line tells.
 */
final class Happenings {
    static final String END = "end";
    static final String OPENING = "opening";

    private static final String IS_END =
            """
            coalesce(ended_at IS NOT NULL AND cause NOT IN ('server_shutdown', 'server_crash', 'replaced', 'resumed', 'log_gap')
                AND (date = date_from_unix_date(day) OR exists(leaves, one -> one.open AND NOT one.told AND one.displaced_at IS NULL
                    AND one.from <= day AND one.to >= day AND one.until = unix_micros(ended_at))), false)""";

    private Happenings() {}

    /**
     * What happened: columns day (days since 1970-01-01), begins (of the day), what, t (microseconds UTC), log, node, server, user, ip,
     * client, cause, file, offset; the last three of an end only.
     *
     * @param staged rows of {@link org.hangup.jobs.sessions.SettledRows}, also of other days
     */
    static Dataset<Row> of(Dataset<Row> staged, NavigableSet<LocalDate> days, ZoneId zone) {
        SparkSession spark = staged.sparkSession();
        LocalTimes.register(spark, zone);
        Dataset<Row> those = staged.where("established");
        Dataset<Row> ends = those.withColumn("day", expr("local_day(unix_micros(ended_at))"))
                .where(IS_END)
                .selectExpr(happening(END, "ended_at", "cause", "file", "offset"));
        Dataset<Row> openings = those.withColumn("day", expr("local_day(unix_micros(opened_at))"))
                .selectExpr(happening(
                        OPENING,
                        "opened_at",
                        "CAST(NULL AS STRING) AS cause",
                        "CAST(NULL AS STRING) AS file",
                        "CAST(NULL AS BIGINT) AS offset"));
        return ends.unionByName(openings).join(broadcast(days(spark, days, zone)), "day");
    }

    private static String[] happening(String what, String at, String cause, String file, String offset) {
        return new String[] {
            "log",
            "node",
            "server",
            "user",
            "ip",
            "client",
            "'" + what + "' AS what",
            "unix_micros(" + at + ") AS t",
            "day",
            cause,
            file,
            offset
        };
    }

    private static Dataset<Row> days(SparkSession spark, NavigableSet<LocalDate> days, ZoneId zone) {
        StructType schema = new StructType().add("day", DataTypes.IntegerType).add("begins", DataTypes.LongType);
        List<Row> rows = days.stream()
                .map(day -> RowFactory.create((int) day.toEpochDay(), Zones.start(day, zone)))
                .toList();
        return spark.createDataFrame(rows, schema);
    }

    /** Counts by minute: columns day, log, node, what, and {@code minutes}, each {@code minute * 2^32 + count}; in this order. */
    static Dataset<Row> minutes(Dataset<Row> happenings) {
        return happenings
                .groupBy(col("day"), col("log"), col("node"), col("what"), expr("(t - begins) DIV 60000000 AS minute"))
                .agg(expr("count(*) AS n"))
                .groupBy("day", "log", "node", "what")
                .agg(expr("collect_list(minute * 4294967296 + n) AS minutes"))
                .coalesce(1)
                .sortWithinPartitions("day", "log", "node", "what");
    }

    /**
     * What those that bursts hit share: for each burst and kind of scope the commonest value: columns burst, kind, value, inside, others,
     * users, from, to, and at (struct t, file, offset) of the first that was hit.
     *
     * @param bursts when they were
     */
    static Dataset<Row> shares(Dataset<Row> happenings, List<Found> bursts) {
        SparkSession spark = happenings.sparkSession();
        StructType schema = new StructType()
                .add("burst", DataTypes.IntegerType)
                .add("day", DataTypes.IntegerType)
                .add("log", DataTypes.StringType)
                .add("node", DataTypes.StringType)
                .add("what", DataTypes.StringType)
                .add("begin", DataTypes.LongType)
                .add("end", DataTypes.LongType);
        List<Row> rows = new ArrayList<>();
        for (Found burst : bursts) {
            rows.add(RowFactory.create(
                    rows.size(),
                    burst.day(),
                    burst.series().log(),
                    burst.series().node(),
                    burst.series().what(),
                    burst.from(),
                    burst.to()));
        }
        return happenings
                .join(
                        broadcast(spark.createDataFrame(rows, schema)),
                        new String[] {"day", "log", "node", "what"},
                        "inner")
                .selectExpr(
                        "burst",
                        "t >= begin AND t < end AS hit",
                        "concat(user, '@', server) AS who",
                        "t",
                        "file",
                        "offset",
                        """
                        explode(map('node', node, 'network', ejabberd.ip_network(ip, 24, 64), 'client', client, 'server', server,
                            'cause', cause)) AS (kind, value)""")
                .groupBy("burst", "kind", "value")
                .agg(
                        expr("count_if(hit) AS inside"),
                        expr("count_if(NOT hit) AS others"),
                        expr("count(DISTINCT IF(hit, who, NULL)) AS users"),
                        expr("min(IF(hit, t, NULL)) AS `from`"),
                        expr("max(IF(hit, t, NULL)) AS `to`"),
                        expr("min(IF(hit, struct(t, file, offset), NULL)) AS at"))
                .where("inside > 0")
                .withColumn(
                        "nth",
                        expr("row_number() OVER (PARTITION BY burst, kind ORDER BY inside DESC, value NULLS LAST)"))
                .where("nth = 1");
    }

    /**
     * A burst of a node.
     *
     * @param day days since 1970-01-01
     * @param from microseconds UTC
     * @param to behind it
     * @param usual how many would have been usual
     */
    record Found(int day, Series series, long from, long to, double usual) {}
}
