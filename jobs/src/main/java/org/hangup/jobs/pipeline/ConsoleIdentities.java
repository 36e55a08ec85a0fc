package org.hangup.jobs.pipeline;

import static org.apache.spark.sql.functions.expr;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Lines of consoles, which print no pid in front: a line that names only a JID belongs to the connection of that JID,
 * a module's lines after each other to the JID that one of them names. What names neither belongs to nobody.
 */
final class ConsoleIdentities {
    private static final String ORDER = " ORDER BY e_order, e_offset";
    private static final String BACKWARDS = " ORDER BY e_order DESC, e_offset DESC";
    private static final String SO_FAR = " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW";
    private static final String WHOLE = " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING";

    private static final String MODULE_LINE = "e_kind IN (%d, %d, %d, %d, %d)"
            .formatted(
                    Kind.CLIENT_DISCONNECTED.code(),
                    Kind.SESSION_SID.code(),
                    Kind.SESSION_JID.code(),
                    Kind.SESSION_INFO.code(),
                    Kind.CLIENT_ADDRESS.code());

    private final String ofConsole;

    ConsoleIdentities(List<Integer> consoles) {
        ofConsole = "log IN (" + consoles.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
    }

    Dataset<Row> unite(Dataset<Row> events) {
        return ofJids(ofBlocks(events.withColumn("lost_line", expr("id IS NULL AND " + ofConsole))));
    }

    /** The lines of a module that speaks of one session follow each other; one of them names the JID. */
    private static Dataset<Row> ofBlocks(Dataset<Row> events) {
        String lines = "lost_line AND " + MODULE_LINE;
        return events.withColumn("module_line", expr(lines))
                .withColumn(
                        "block",
                        expr(
                                "if(module_line, sum(if(module_line AND e_kind = %d, 1, 0)) OVER (PARTITION BY log, module_line"
                                                .formatted(Kind.CLIENT_DISCONNECTED.code())
                                        + ORDER + SO_FAR + "), -1 - pmod(e_offset, 1000003))"))
                .withColumn(
                        "named",
                        expr("if(module_line, first(if(e_kind = %d, struct(e_user, e_server, e_resource), null), true)"
                                        .formatted(Kind.SESSION_JID.code())
                                + " OVER (PARTITION BY log, module_line, block" + ORDER + WHOLE + "), null)"))
                .withColumn("e_user", expr("coalesce(e_user, named.e_user)"))
                .withColumn("e_server", expr("coalesce(e_server, named.e_server)"))
                .withColumn("e_resource", expr("coalesce(e_resource, named.e_resource)"))
                .drop("module_line", "block", "named");
    }

    private static Dataset<Row> ofJids(Dataset<Row> events) {
        String jid = " OVER (PARTITION BY log, boot, jid";
        String resumed = "lost_line AND e_kind = " + Kind.RESUMED.code();
        return events.withColumn(
                        "jid",
                        expr("if(e_server IS NOT NULL AND e_resource IS NOT NULL AND e_kind <> %d,"
                                        .formatted(Kind.AUTH_FAILED.code())
                                + " concat_ws('\\u0001', coalesce(e_user, ''), e_server, e_resource),"
                                + " cast(e_offset AS STRING))"))
                // the connection that a resumed session went on in is named by its next line
                .withColumn("later", expr("last(id, true)" + jid + BACKWARDS + SO_FAR + ")"))
                .withColumn("earlier", expr("last(id, true)" + jid + ORDER + SO_FAR + ")"))
                .withColumn(
                        "id",
                        expr(
                                "CASE WHEN %s THEN if(later IS NULL OR later <=> earlier, concat('resumed ', e_offset), later) ELSE id END"
                                        .formatted(resumed)))
                .withColumn("latest", expr("last(id, true)" + jid + ORDER + SO_FAR + ")"))
                .withColumn("id", expr("if(id IS NULL AND lost_line, latest, id)"))
                .drop("jid", "later", "earlier", "latest", "lost_line");
    }
}
