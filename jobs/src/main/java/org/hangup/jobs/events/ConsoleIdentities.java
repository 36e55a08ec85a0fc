package org.hangup.jobs.events;

import static org.apache.spark.sql.functions.expr;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Lines of consoles, which print no pid in front: a line that names only a JID belongs to the connection of that JID,
 * a module's lines after each other to the JID that one of them names. What names neither belongs to nobody.
 */
final class ConsoleIdentities {
    private static final String ORDER = " ORDER BY `order`, offset";
    private static final String SO_FAR = " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW";
    private static final String WHOLE = " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING";

    /** The full JID that a line names, else NULL. */
    private static final String JID = "if(e_server IS NOT NULL AND e_resource IS NOT NULL,"
            + " concat_ws('\\u0001', coalesce(e_user, ''), e_server, e_resource), null)";

    private static final String MODULE_LINE = "e_kind IN (%d, %d, %d, %d, %d)"
            .formatted(
                    Kind.CLIENT_DISCONNECTED.code(),
                    Kind.SESSION_SID.code(),
                    Kind.SESSION_JID.code(),
                    Kind.SESSION_INFO.code(),
                    Kind.CLIENT_ADDRESS.code());

    /** A trace record is taken for the cause of a close that follows within so long, if it stands alone. */
    private static final long NEAR = 1_000_000L;
    /** mod_ping closes 32 s after a ping that nobody answers (until 16.x, and later consoles print ids). */
    private static final long PING_BEFORE = 36_000_000L;

    private static final long PING_AFTER = 30_000_000L;
    /** A session is resumed within so long after the authentication of its new connection. */
    private static final long RESUMING = 30_000_000L;

    private final String ofConsole;
    private final String ofTrace;

    ConsoleIdentities(List<Integer> consoles, List<Integer> traced) {
        ofConsole = Identities.of(consoles);
        ofTrace = Identities.of(traced);
    }

    Dataset<Row> unite(Dataset<Row> events) {
        return nearby(ofJids(ofBlocks(events.withColumn("lost_line", expr("id IS NULL AND " + ofConsole)))));
    }

    /**
     * What the trace shows before a close line that gives no reason; NULL where two may be meant, or where it shows nothing and the session may not have answered
     * a ping: the close may be mod_ping's then. So may a loss: before that, such a ping is all that counts.
     */
    private Dataset<Row> nearby(Dataset<Row> events) {
        String close = "coalesce(%s AND e_kind = %d AND e_text IS NULL, false)".formatted(ofTrace, Kind.CLOSED.code());
        String loss = "coalesce(%s AND e_kind = %d AND e_text IS NULL, false)".formatted(ofTrace, Kind.WAITING.code());
        String mark =
                "coalesce(%s AND id IS NULL AND (e_reason = 'Stream reset by peer' OR e_reason LIKE 'Stream closed by %%'), false)"
                        .formatted(ofTrace);
        String ping = "coalesce(%s AND id IS NULL AND e_kind = %d AND e_reason = 'ping', false)"
                .formatted(ofTrace, Kind.XML_SENT.code());
        String whenPinged = PING_BEFORE + " PRECEDING AND " + PING_AFTER + " PRECEDING)";
        String of = " OVER (PARTITION BY log, boot, spread ORDER BY e_at RANGE BETWEEN ";
        return events.withColumn("is_close", expr(close))
                .withColumn("is_loss", expr(loss))
                .withColumn("is_mark", expr(mark))
                .withColumn("is_ping", expr(ping))
                .withColumn("spread", expr("if(is_close OR is_loss OR is_mark OR is_ping, -1, offset)"))
                .withColumn(
                        "of_jid",
                        expr("coalesce(if(is_close OR is_loss OR is_ping, " + JID + ", null), concat('/', offset))"))
                .withColumn("closes", expr("count_if(is_close)" + of + NEAR + " PRECEDING AND " + NEAR + " FOLLOWING)"))
                .withColumn(
                        "marks", expr("count(if(is_mark, e_reason, null))" + of + NEAR + " PRECEDING AND CURRENT ROW)"))
                .withColumn(
                        "mark", expr("max(if(is_mark, e_reason, null))" + of + NEAR + " PRECEDING AND CURRENT ROW)"))
                .withColumn(
                        "pings",
                        expr("count_if(is_ping AND e_resource IS NULL)" + of + whenPinged + " + count_if(is_ping)"
                                + " OVER (PARTITION BY log, boot, of_jid ORDER BY e_at RANGE BETWEEN " + whenPinged))
                .withColumn(
                        "e_nearby",
                        expr(
                                "CASE WHEN is_loss AND pings > 0 THEN 'ping' WHEN NOT is_close OR closes > 1 OR marks > 1 OR (mark IS NULL AND pings > 0) THEN null"
                                        + " ELSE coalesce(mark, '') END"))
                .drop(
                        "is_close",
                        "is_loss",
                        "is_mark",
                        "is_ping",
                        "of_jid",
                        "pings",
                        "spread",
                        "closes",
                        "marks",
                        "mark");
    }

    /**
     * The lines of a module that speaks of one session follow each other, always in the same order; one of them names the JID. Where those of two sessions
     * are mixed nobody can say which is whose.
     */
    private static Dataset<Row> ofBlocks(Dataset<Row> events) {
        String lines = "lost_line AND " + MODULE_LINE;
        return events.withColumn("module_line", expr(lines))
                .withColumn("lines", expr("if(module_line, -1, offset)"))
                .withColumn(
                        "block",
                        expr("if(module_line, sum(if(module_line AND e_kind = %d, 1, 0)) OVER (PARTITION BY log, lines"
                                        .formatted(Kind.CLIENT_DISCONNECTED.code())
                                + ORDER + SO_FAR + "), -1 - pmod(offset, 1000003))"))
                .withColumn(
                        "back",
                        expr("module_line AND e_kind < coalesce(lag(e_kind) OVER (PARTITION BY log, lines, block"
                                + ORDER + "), e_kind)"))
                .withColumn(
                        "mixed",
                        expr(
                                ("count_if(e_kind = %d) %5$s <> 1 OR count_if(e_kind = %d) %5$s > 1 OR count_if(e_kind = %d) %5$s > 1"
                                                + " OR count_if(e_kind = %d) %5$s > 2 OR max(back) %5$s")
                                        .formatted(
                                                Kind.SESSION_JID.code(),
                                                Kind.SESSION_SID.code(),
                                                Kind.SESSION_INFO.code(),
                                                Kind.CLIENT_ADDRESS.code(),
                                                "OVER (PARTITION BY log, lines, block)")))
                .withColumn(
                        "named",
                        expr(
                                "if(module_line AND NOT mixed, first(if(e_kind = %d, struct(e_user, e_server, e_resource), null), true)"
                                                .formatted(Kind.SESSION_JID.code())
                                        + " OVER (PARTITION BY log, lines, block" + ORDER + WHOLE + "), null)"))
                .withColumn("e_user", expr("coalesce(e_user, named.e_user)"))
                .withColumn("e_server", expr("coalesce(e_server, named.e_server)"))
                .withColumn("e_resource", expr("coalesce(e_resource, named.e_resource)"))
                .drop("module_line", "lines", "block", "back", "mixed", "named");
    }

    private static Dataset<Row> ofJids(Dataset<Row> events) {
        String resumed = "lost_line AND e_kind = " + Kind.RESUMED.code();
        String authenticated = "e_kind = " + Kind.AUTH_ACCEPTED.code();
        return events
                // a resumed session goes on in the connection on which its user has just authenticated
                .withColumn(
                        "who",
                        expr("if((%s OR %s) AND e_user IS NOT NULL, e_user, concat('/', offset))"
                                .formatted(resumed, authenticated)))
                .withColumn(
                        "authenticated",
                        expr("last(if(%s, struct(id, e_at AS at), null), true) OVER (PARTITION BY log, boot, who"
                                        .formatted(authenticated)
                                + ORDER + SO_FAR + ")"))
                .withColumn(
                        "id",
                        expr("CASE WHEN NOT (%s) THEN id WHEN e_at - authenticated.at <= %d THEN authenticated.id"
                                        .formatted(resumed, RESUMING)
                                + " ELSE concat('resumed ', offset) END"))
                .withColumn(
                        "jid",
                        // a ping is no record of its session: it tells only that an answer may be missing
                        expr("coalesce(if(e_kind IN (%d, %d), null, %s), concat('/', offset))"
                                .formatted(Kind.AUTH_FAILED.code(), Kind.XML_SENT.code(), JID)))
                .withColumn("latest", expr("last(id, true) OVER (PARTITION BY log, boot, jid" + ORDER + SO_FAR + ")"))
                .transform(ConsoleIdentities::ofOpenSessions)
                .withColumn("id", expr("if(id IS NULL AND lost_line, meant, id)"))
                .drop("who", "authenticated", "jid", "latest", "meant", "lost_line");
    }

    /**
     * Which session a line means that names only its JID. Where two of that JID are open, a replacement and a resumption end the older one, and of another
     * end nobody can say whose it is.
     */
    private static Dataset<Row> ofOpenSessions(Dataset<Row> events) {
        String opening = "id IS NOT NULL AND e_kind IN (%d, %d)".formatted(Kind.OPENED.code(), Kind.RESUMED.code());
        String ending = "e_kind IN (%d, %d, %d)"
                .formatted(Kind.CLOSED.code(), Kind.REPLACED.code(), Kind.OLD_STREAM_CLOSED.code());
        String older = "e_kind <> %d OR e_reason LIKE '%%Replaced by new connection%%'".formatted(Kind.CLOSED.code());
        String ofJid = " OVER (PARTITION BY log, boot, jid" + ORDER;
        return events.withColumn("opening", expr(opening))
                .withColumn(
                        "before",
                        expr("if(opening, lag(id) OVER (PARTITION BY log, boot, jid, opening" + ORDER + "), null)"))
                .withColumn("opened", expr("last(if(opening, struct(id, before), null), true)" + ofJid + SO_FAR + ")"))
                .withColumn("closed", expr("last(if(" + ending + ", id, null), true)" + ofJid + SO_FAR + ")"))
                .withColumn(
                        "open",
                        expr("sum(CASE WHEN opening THEN 1 WHEN " + ending + " THEN -1 ELSE 0 END)" + ofJid + SO_FAR
                                + ") + if(" + ending + ", 1, 0)"))
                .withColumn(
                        "meant",
                        expr("CASE WHEN NOT (" + ending + ") OR opened IS NULL OR opened.before IS NULL THEN latest"
                                + " WHEN open < 2 THEN if(closed <=> opened.id, opened.before, latest)"
                                + " WHEN " + older + " THEN opened.before END"))
                .drop("opening", "before", "opened", "closed", "open");
    }
}
