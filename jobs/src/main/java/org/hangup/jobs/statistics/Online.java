package org.hangup.jobs.statistics;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.expr;

import java.time.LocalDate;
import java.time.ZoneId;
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
 * The table {@code online}: how many sessions were open, by hour, node and server. A day's rows say what the logs had told by its
 * end: a session counts from its opening to its end, if that was told; else to its loss, if it waits; else to the opening that
 * displaced it; else to the day's end. One whose opening is not known counts in {@code closed} only.
 *
 * <p>Openings and ends are one sequence of a node and server's day. The sessions that are open after each of them are so until
 * the next one, and only these stretches are shared out to hours: a session costs two rows of a day, however long it is.
 */
public final class Online {
    /** No zone has begun an hour or a day at another instant than a quarter of an hour, UTC, since there are logs. */
    private static final String QUARTER = "900000000L";

    private static final String DAY = " OVER (PARTITION BY date, node, server ORDER BY t)";

    private Online() {}

    /**
     * The rows of the table.
     *
     * @param staged rows of {@link org.hangup.jobs.sessions.SettledRows}, also of other days
     * @param days that are built
     * @param zone of days and hours
     */
    public static Dataset<Row> of(Dataset<Row> staged, NavigableSet<LocalDate> days, ZoneId zone) {
        SparkSession spark = staged.sparkSession();
        LocalTimes.register(spark, zone);
        Dataset<Row> sessions = ended(staged)
                .unionByName(goingOn(staged))
                .join(broadcast(days(spark, days, zone)), "date")
                .selectExpr(
                        "*",
                        "coalesce(opened < until AND until > begins AND opened < ends, opened < ends AND until IS NULL, false) AS counts",
                        // until the day's end it has no end of its own
                        "IF(until < ends, until, NULL) AS leaves_at");
        return hours(stretches(changes(sessions)));
    }

    /** Sessions whose end was told; of one that was told on a day before its row settled, that day has counted it. */
    private static Dataset<Row> ended(Dataset<Row> staged) {
        return staged.where("ends_session")
                .selectExpr(
                        "date",
                        "session_node AS node",
                        "server",
                        "unix_micros(session_opened_at) AS opened",
                        "unix_micros(closed_at) AS until",
                        "told_at AS told",
                        "told_by_opening");
    }

    /** Sessions that were not settled at the end of a day, once for each such day. */
    private static Dataset<Row> goingOn(Dataset<Row> staged) {
        return staged.where("leaves IS NOT NULL")
                .selectExpr(
                        "session_node AS node",
                        "server",
                        "unix_micros(session_opened_at) AS opened",
                        "explode(leaves) AS one")
                .where("one.open AND one.bound")
                .selectExpr(
                        "node",
                        "server",
                        "opened",
                        "one.until",
                        "IF(one.told, one.until, NULL) AS told",
                        "false AS told_by_opening",
                        "explode(sequence(one.from, one.to)) AS day")
                .withColumn("date", expr("date_from_unix_date(day)"))
                .drop("day");
    }

    private static Dataset<Row> days(SparkSession spark, NavigableSet<LocalDate> days, ZoneId zone) {
        StructType schema = new StructType()
                .add("date", DataTypes.DateType)
                .add("begins", DataTypes.LongType)
                .add("ends", DataTypes.LongType);
        List<Row> rows = days.stream()
                .map(day -> RowFactory.create(
                        java.sql.Date.valueOf(day), Zones.start(day, zone), Zones.start(day.plusDays(1), zone)))
                .toList();
        return spark.createDataFrame(rows, schema);
    }

    /** What changes at a time: {@code delta} sessions more are open, so many opened, and of so many the end was told. */
    private static Dataset<Row> changes(Dataset<Row> sessions) {
        String opens = "IF(opened >= begins AND opened < ends, " + change("opened", "IF(counts, 1, 0)", "1", "0")
                + ", IF(counts, " + change("begins", "1", "0", "0") + ", NULL))";
        String leaves = "IF(counts AND leaves_at IS NOT NULL, "
                + change("leaves_at", "-1", "0", "IF(told <=> leaves_at, 1, 0)") + ", NULL)";
        String told =
                "IF(told IS NULL OR (counts AND told <=> leaves_at) OR (told < begins AND NOT told_by_opening), NULL, "
                        + change("told", "0", "0", "1") + ")";
        return sessions.selectExpr(
                        "date", "node", "server", "ends", "inline(array(" + opens + ", " + leaves + ", " + told + "))")
                .where("t IS NOT NULL");
    }

    private static String change(String t, String delta, String opened, String closed) {
        return "named_struct('t', %s, 'delta', %s, 'opened', %s, 'closed', %s)".formatted(t, delta, opened, closed);
    }

    /** From one change to the next so many sessions were open. */
    private static Dataset<Row> stretches(Dataset<Row> changes) {
        return changes.selectExpr(
                "date",
                "node",
                "server",
                "t",
                "opened",
                "closed",
                "sum(delta)" + DAY + " AS online",
                "greatest(t, coalesce(lead(t)" + DAY + ", ends)) AS next");
    }

    private static Dataset<Row> hours(Dataset<Row> stretches) {
        return stretches
                .withColumn(
                        "quarter",
                        expr("explode(sequence(t DIV %1$s, greatest(t, next - 1) DIV %1$s))".formatted(QUARTER)))
                .groupBy("date", "node", "server", "quarter")
                .agg(
                        expr("max(IF(next > t, online, 0)) AS most"),
                        expr("sum(online * (least(next, (quarter + 1) * %1$s) - greatest(t, quarter * %1$s))) AS micros"
                                .formatted(QUARTER)),
                        expr("sum(IF(t DIV %s = quarter, opened, 0)) AS opened".formatted(QUARTER)),
                        expr("sum(IF(t DIV %s = quarter, closed, 0)) AS closed".formatted(QUARTER)))
                .where("opened > 0 OR closed > 0 OR micros > 0")
                .withColumn("start", expr("local_hour(quarter * " + QUARTER + ")"))
                .groupBy("date", "node", "server", "start")
                .agg(
                        expr("sum(opened) AS opened"),
                        expr("sum(closed) AS closed"),
                        expr("max(most) AS online_max"),
                        expr("sum(micros) AS micros"))
                .selectExpr(
                        "date",
                        "timestamp_micros(start) AS hour",
                        "node",
                        "server",
                        "opened",
                        "closed",
                        "online_max",
                        "micros / hour_length(start) AS online_mean",
                        "micros / 1e6D AS online_seconds");
    }
}
