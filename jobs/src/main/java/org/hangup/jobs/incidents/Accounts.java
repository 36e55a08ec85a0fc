package org.hangup.jobs.incidents;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
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

    private static final String USER = "concat('user ', name, coalesce(concat('@', server), ''))";
    private static final String NETWORK = "concat('network ', network)";

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
        Dataset<Row> pairs = failed.groupBy("date", "log", "node", "name", "server", "network")
                .agg(expr("count(*) AS n"), expr("min(t) AS `from`"), expr("max(t) AS `to`"));
        Dataset<Row> users = sums(pairs, USER, "1L");
        Dataset<Row> networks = sums(pairs, NETWORK, "count(name)").where("names >= " + NAMES);
        List<Row> unusual = users.unionByName(networks).collectAsList().stream()
                .filter(row -> isUnusual(row.getAs("n"), row.getAs("others")))
                .toList();
        Dataset<Row> scoped = failed.withColumn("scope", expr("explode(array(" + USER + ", " + NETWORK + "))"));
        return incidents(Incident.AUTH_FAILURES, scoped, unusual, "date", "log", "node", "scope");
    }

    private static Dataset<Row> sums(Dataset<Row> pairs, String scope, String names) {
        return pairs.withColumn("scope", expr(scope))
                .where("scope IS NOT NULL")
                .groupBy("date", "log", "node", "scope")
                .agg(
                        expr("sum(n) AS n"),
                        expr(names + " AS names"),
                        expr("min(`from`) AS `from`"),
                        expr("max(`to`) AS `to`"))
                .withColumn(
                        "others",
                        expr("coalesce(try_divide(sum(n) OVER day - n, count(*) OVER day - 1), 0D)"
                                .replace("day", "(PARTITION BY date, log, node)")))
                .where("n >= " + FAILURES);
    }

    /** @param settled rows of the days that are built */
    static List<Incident> flapping(Dataset<Row> settled) {
        String user = "(PARTITION BY date, log, node, server, user ORDER BY opened)";
        Dataset<Row> sessions = settled.where("established AND user IS NOT NULL AND server IS NOT NULL")
                .selectExpr(
                        "date",
                        "log",
                        "node",
                        "server",
                        "user",
                        "unix_micros(opened_at) AS opened",
                        "unix_micros(ended_at) AS t",
                        "cause",
                        "file",
                        "offset");
        List<Row> regular = sessions.selectExpr("*", "opened - lag(opened) OVER " + user + " AS gap")
                .groupBy("date", "log", "node", "server", "user")
                .agg(
                        expr("count(*) AS n"),
                        expr("1L AS names"),
                        expr("min(opened) AS `from`"),
                        expr("max(t) AS `to`"),
                        expr("CAST(NULL AS DOUBLE) AS others"),
                        expr("avg(gap) AS mean"),
                        expr("stddev_pop(gap) AS deviation"))
                .where(IS_FLAPPING)
                .withColumn("scope", expr("concat('user ', user, '@', server)"))
                .collectAsList();
        return incidents(Incident.FLAPPING, sessions, regular, "date", "log", "node", "server", "user");
    }

    /**
     * What the few that were found have in common, which would cost much to be known of all.
     *
     * @param rows with t, cause, file and offset
     * @param found with n, names, from, to, others and scope
     * @param keys columns of both
     */
    private static List<Incident> incidents(String kind, Dataset<Row> rows, List<Row> found, String... keys) {
        if (found.isEmpty()) {
            return List.of();
        }
        Column[] of = Stream.of(keys).map(key -> col(key)).toArray(Column[]::new);
        Dataset<Row> known =
                rows.sparkSession().createDataFrame(found, found.get(0).schema());
        return rows
                .join(broadcast(known.select(of)), keys, "left_semi")
                .groupBy(of)
                .agg(expr("mode() WITHIN GROUP (ORDER BY cause) AS cause"), expr("min(struct(t, file, offset)) AS at"))
                .join(broadcast(known), keys)
                .collectAsList()
                .stream()
                .map(row -> incident(row, kind))
                .toList();
    }

    private static Incident incident(Row row, String kind) {
        Row at = row.getAs("at");
        return new Incident(
                row.getAs("log"),
                row.getAs("node"),
                kind,
                (int) row.<java.sql.Date>getAs("date").toLocalDate().toEpochDay(),
                row.getAs("from"),
                row.getAs("to"),
                row.getAs("scope"),
                row.<Long>getAs("n"),
                row.<Long>getAs("names"),
                row.getAs("others"),
                row.getAs("cause"),
                at.getString(1),
                at.isNullAt(1) ? null : at.getLong(2));
    }
}
