package org.hangup.jobs.incidents;

import static org.apache.spark.sql.functions.expr;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a single account or network does all over again: logins that fail, and sessions that come and go. By day: at midnight such an incident is cut. */
final class Accounts {
    /** Failures of an account or a network on a day that are looked at. */
    private static final long FAILURES = 20;
    /** So many names from one network are an attack, or a broken backend, rather than a user. */
    private static final long NAMES = 5;
    /**
     * Whether {@code n} openings of a day come at a regular period: they vary by less than half of it, and it is an hour at most.
     * {@code mean} of the times from one to the next, in microseconds, and their standard {@code deviation}.
     */
    static final String IS_FLAPPING = "n >= 12 AND mean <= 3600000000 AND deviation < mean / 2";

    private static final double UNUSUAL = 1e-9;

    private Accounts() {}

    /**
     * Whether so many failures are unusual: if a Poisson variable of twice the mean of the others, and one more, were so great
     * once in 10^9 times.
     *
     * @param others mean of the other accounts or networks that failed on that day
     */
    static boolean isUnusual(long failures, double others) {
        return failures >= FAILURES && Bursts.atLeast(failures, 2 * others + 1) < UNUSUAL;
    }

    /** @param settled rows of the days that are built */
    static List<Incident> authFailures(Dataset<Row> settled) {
        Dataset<Row> failed = settled.where("auth_failures > 0")
                .selectExpr(
                        "date",
                        "log",
                        "node",
                        "coalesce(tried_user, user) AS name",
                        "server",
                        "ejabberd.ip_network(ip, 24, 64) AS network",
                        "unix_micros(ended_at) AS t",
                        "cause",
                        "file",
                        "offset");
        Dataset<Row> users = sums(failed, "concat('user ', name, coalesce(concat('@', server), ''))");
        Dataset<Row> networks = sums(failed, "concat('network ', network)").where("names >= " + NAMES);
        List<Incident> found = new ArrayList<>();
        for (Row row : users.unionByName(networks).collectAsList()) {
            long n = row.getAs("n");
            double others = row.getAs("others");
            if (isUnusual(n, others)) {
                found.add(incident(row, Incident.AUTH_FAILURES, n, row.getAs("names"), others, row.getAs("cause")));
            }
        }
        return found;
    }

    private static Dataset<Row> sums(Dataset<Row> failed, String scope) {
        return failed.withColumn("scope", expr(scope))
                .where("scope IS NOT NULL")
                .groupBy("date", "log", "node", "scope")
                .agg(
                        expr("count(*) AS n"),
                        expr("count(DISTINCT name, coalesce(server, '')) AS names"),
                        expr("min(t) AS `from`"),
                        expr("max(t) AS `to`"),
                        expr("mode() WITHIN GROUP (ORDER BY cause) AS cause"),
                        expr("min(struct(t, file, offset)) AS at"))
                .withColumn(
                        "others",
                        expr("coalesce(try_divide(sum(n) OVER day - n, count(*) OVER day - 1), 0D)"
                                .replace("day", "(PARTITION BY date, log, node)")))
                .where("n >= " + FAILURES);
    }

    /** @param settled rows of the days that are built */
    static List<Incident> flapping(Dataset<Row> settled) {
        String user = "(PARTITION BY date, log, node, server, user ORDER BY opened_at)";
        Dataset<Row> gaps = settled.where("established AND user IS NOT NULL AND server IS NOT NULL")
                .selectExpr(
                        "date",
                        "log",
                        "node",
                        "server",
                        "user",
                        "unix_micros(opened_at) AS opened",
                        "unix_micros(ended_at) AS ended",
                        "cause",
                        "file",
                        "offset",
                        "unix_micros(opened_at) - lag(unix_micros(opened_at)) OVER " + user + " AS gap");
        List<Incident> found = new ArrayList<>();
        for (Row row : gaps.groupBy("date", "log", "node", "server", "user")
                .agg(
                        expr("count(*) AS n"),
                        expr("avg(gap) AS mean"),
                        expr("stddev_pop(gap) AS deviation"),
                        expr("min(opened) AS `from`"),
                        expr("max(ended) AS `to`"),
                        expr("mode() WITHIN GROUP (ORDER BY cause) AS cause"),
                        expr("min(struct(ended, file, offset)) AS at"))
                .where(IS_FLAPPING)
                .withColumn("scope", expr("concat('user ', user, '@', server)"))
                .collectAsList()) {
            found.add(incident(row, Incident.FLAPPING, row.getAs("n"), 1L, null, row.getAs("cause")));
        }
        return found;
    }

    private static Incident incident(Row row, String kind, long n, Long users, Double baseline, String cause) {
        Row at = row.getAs("at");
        return new Incident(
                row.getAs("log"),
                row.getAs("node"),
                kind,
                (int) row.<java.sql.Date>getAs("date").toLocalDate().toEpochDay(),
                row.getAs("from"),
                row.getAs("to"),
                row.getAs("scope"),
                n,
                users,
                baseline,
                cause,
                at.getString(1),
                at.isNullAt(1) ? null : at.getLong(2));
    }
}
