package org.hangup.jobs.events;

import static org.apache.spark.sql.functions.expr;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Makes the several ids of one connection one. Until 17.01 the accept line knows the port, the c2s lines the port and
 * the receiver, their header the c2s process; until 17.11 the text names the receiver; a websocket or BOSH line names the
 * transport's process. A line that names two ids is an alias row for each of the others.
 */
final class Identities {
    private static final String ORDER = " ORDER BY `order`, offset";
    private static final String SO_FAR = " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW";
    private static final String WHOLE = " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING";
    /** A block follows the accept of its address within so long. */
    private static final long BLOCKED = 10_000_000L;

    private static final String OF_PROCESS =
            "e_kind IN (%d, %d)".formatted(Kind.CRASHED.code(), Kind.OVERLOADED.code());

    private final List<Integer> consoles;
    private final List<Integer> traced;

    /**
     * @param consoles numbers of the logs whose layout prints no pids
     * @param traced those among them that have records of level debug
     */
    Identities(List<Integer> consoles, List<Integer> traced) {
        this.consoles = consoles;
        this.traced = traced;
    }

    /** Events with the column {@code id}; those that belong to no connection for certain are left out. */
    Dataset<Row> unite(Dataset<Row> events) {
        var named = events
                // the sid of a session names its c2s process, as the header does, and a report the process that it is
                // about
                .withColumn(
                        "own",
                        expr("if(e_kind = %d OR %s, null, connection)".formatted(Kind.SESSION_SID.code(), OF_PROCESS)))
                .withColumn(
                        "via",
                        expr(
                                """
                                CASE WHEN own IS NOT NULL OR e_kind = %d THEN null
                                     WHEN %s THEN connection
                                     WHEN e_kind = %d AND NOT (%s) THEN coalesce(pid, connection) ELSE pid END"""
                                        .formatted(
                                                Kind.ACCEPTED.code(),
                                                OF_PROCESS,
                                                Kind.SESSION_SID.code(),
                                                of(consoles))));
        var united = ofAddress(ofAliases(named))
                .where("NOT straight")
                .drop("straight")
                .withColumn("e_nearby", expr("CAST(NULL AS STRING)"));
        if (!consoles.isEmpty()) {
            united = new ConsoleIdentities(consoles, traced).unite(united);
        }
        return united.where("id IS NOT NULL");
    }

    /** SQL that says whether an event is of one of these logs. */
    static String of(List<Integer> logs) {
        return logs.isEmpty()
                ? "false"
                : "log IN (" + logs.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
    }

    /** Lines that name no id but their process's take the id which another line of that process names. */
    private static Dataset<Row> ofAliases(Dataset<Row> named) {
        String process = " OVER (PARTITION BY log, boot, process" + ORDER;
        return named.withColumn(
                        "alias",
                        expr(
                                """
                                explode(if(own IS NULL OR e_kind = %d, array(struct(via AS process, cast(null AS STRING) AS target)),
                                    filter(array(
                                        struct(own AS process, cast(null AS STRING) AS target),
                                        struct(if(pid <> own, pid, null) AS process, own AS target),
                                        struct(if(receiver <> own, receiver, null) AS process, own AS target)),
                                    a -> a.process IS NOT NULL)))"""
                                        .formatted(Kind.ACCEPTED.code())))
                .withColumn("process", expr("coalesce(alias.process, own, concat('/', offset))"))
                .withColumn("target", expr("alias.target"))
                .withColumn("before", expr("last(target, true)" + process + SO_FAR + ")"))
                .withColumn("ever", expr("first(target, true)" + process + WHOLE + ")"))
                // the id that lines print may be another process's: the receiver's, or that of a websocket
                .withColumn(
                        "transport",
                        expr("coalesce(max(own = process AND pid <> own AND e_kind <> %d)"
                                        .formatted(Kind.ACCEPTED.code())
                                + process + WHOLE + "), false)"))
                .where("target IS NULL AND NOT (" + OF_PROCESS + " AND before IS NULL AND transport)")
                .withColumn("ever", expr("if(" + OF_PROCESS + ", null, ever)"))
                .withColumn("id", expr("coalesce(own, before, ever, via)"))
                .withColumn("united", expr("own IS NULL AND coalesce(before, ever) IS NOT NULL"))
                .drop("alias", "process", "target", "before", "ever", "transport");
    }

    /** A block of an address names neither port nor receiver: it is of the last accept of that address. */
    private static Dataset<Row> ofAddress(Dataset<Row> events) {
        String blocked = "(e_kind = %d OR (e_kind = %d AND e_ip IS NOT NULL)) AND own IS NULL AND NOT united"
                .formatted(Kind.BLACKLISTED.code(), Kind.CRASHED.code());
        return events.withColumn("blocked", expr(blocked))
                .withColumn(
                        "address",
                        expr(
                                "if((blocked OR e_kind = %d) AND e_ip IS NOT NULL, e_ip, coalesce(id, cast(offset AS STRING)))"
                                        .formatted(Kind.ACCEPTED.code())))
                .withColumn(
                        "accept",
                        expr(
                                "last(if(e_kind = %d, struct(id, e_at AS at), null), true) OVER (PARTITION BY log, boot, address"
                                                .formatted(Kind.ACCEPTED.code())
                                        + ORDER + SO_FAR + ")"))
                .withColumn("id", expr("if(blocked AND e_at - accept.at <= " + BLOCKED + ", accept.id, id)"))
                .drop("blocked", "address", "accept");
    }
}
