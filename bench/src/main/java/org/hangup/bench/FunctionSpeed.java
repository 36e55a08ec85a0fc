package org.hangup.bench;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Rows a second of {@code parse_erlang} beside Spark's own {@code parse_json} of the same data, and of {@code parse_event}, on one core, in
 * one process, turn and turn about. The rows lie in memory; what reading them costs alone is shown too, and not taken off. Prints lines of
 * a Markdown table.
 *
 * <p>Arguments: rows in thousands (default 1000), rounds (default 7; the best counts).
 */
public final class FunctionSpeed {
    private record Way(String data, String name, String call) {}

    private static final List<Way> WAYS = List.of(
            new Way("session_info", "parse_json", "parse_json(json)"),
            new Way("session_info", "parse_erlang", "ejabberd.parse_erlang(term)"),
            new Way("session_info", "erlang_to_json", "ejabberd.erlang_to_json(term)"),
            new Way("session_info", "erlang_normalize", "ejabberd.erlang_normalize(term)"),
            new Way("jid", "parse_json", "parse_json(json)"),
            new Way("jid", "parse_erlang", "ejabberd.parse_erlang(term)"),
            new Way("xmlel", "parse_json", "parse_json(json)"),
            new Way("xmlel", "parse_erlang", "ejabberd.parse_erlang(term)"),
            new Way("info_log", "length only", "length(term)"),
            new Way("info_log", "parse_event", "ejabberd.parse_event(term, 'ejabberd_c2s', '23.01')"));

    private static final String SESSION_INFO =
            "concat('[{ip,{{192,168,', id % 256, ',', id % 251, '},', 1024 + id % 60000, '}},{conn,c2s_tls},{auth_module,ejabberd_auth_sql}]')";
    private static final String JID =
            "concat('{jid,<<\"user', id, '\">>,<<\"example.org\">>,<<\"phone-', id % 977, '\">>,<<\"user', id,"
                    + " '\">>,<<\"example.org\">>,<<\"phone-', id % 977, '\">>}')";
    private static final String XMLEL =
            "concat('{xmlel,<<\"iq\">>,[{<<\"type\">>,<<\"get\">>},{<<\"id\">>,<<\"', id, '\">>},{<<\"to\">>,<<\"user', id % 977,"
                    + " '@example.org/phone\">>}],[{xmlel,<<\"query\">>,[{<<\"xmlns\">>,<<\"http://jabber.org/protocol/disco#info\">>}],[{xmlcdata,<<\"text of ', id,"
                    + " '\">>}]}]}')";
    private static final String INFO_LOG =
            "CASE id % 4 WHEN 0 THEN concat('(<0.', id % 30000, '.0>) Accepted connection 192.0.2.', id % 256, ':',"
                    + " 1024 + id % 60000, ' -> 192.0.2.1:5222') WHEN 1 THEN concat('(tls|<0.', id % 30000, '.0>) Accepted c2s PLAIN authentication for user',"
                    + " id % 977, '@example.org by sql backend from 192.0.2.', id % 256) WHEN 2 THEN concat('(tls|<0.', id % 30000, '.0>) Opened c2s session for user',"
                    + " id % 977, '@example.org/phone-', id % 97) ELSE concat('(tls|<0.', id % 30000, '.0>) Closing c2s session for user', id % 977,"
                    + " '@example.org/phone-', id % 97, ': Connection failed: connection closed') END";

    private FunctionSpeed() {}

    /** Runs all ways. */
    public static void main(String[] args) {
        long rows = 1000L * (args.length > 0 ? Integer.parseInt(args[0]) : 1000);
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
        SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.catalog.ejabberd", "org.hangup.spark.EjabberdCatalog")
                .getOrCreate();
        spark.sparkContext().setLogLevel("ERROR");
        view(spark, rows, "session_info", SESSION_INFO);
        view(spark, rows, "jid", JID);
        view(spark, rows, "xmlel", XMLEL);
        view(spark, rows, "info_log", INFO_LOG);
        sameValues(spark);
        double[] best = new double[WAYS.size()];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < WAYS.size(); i++) {
                best[i] = Math.max(best[i], rows / seconds(spark, WAYS.get(i)));
            }
        }
        System.out.println("| data | way | rows a second, one core |\n| --- | --- | --- |");
        for (int i = 0; i < WAYS.size(); i++) {
            Way way = WAYS.get(i);
            System.out.printf(Locale.ROOT, "| %s | %s | %,.0f |%n", way.data(), way.name(), best[i]);
        }
        spark.stop();
    }

    private static void view(SparkSession spark, long rows, String name, String term) {
        String json = name.equals("info_log") ? "NULL" : "ejabberd.erlang_to_json(term)";
        spark.sql("SELECT term, " + json + " json FROM (SELECT " + term + " term FROM range(0, " + rows + ", 1, 1))")
                .createOrReplaceTempView(name);
        spark.sql("CACHE TABLE " + name);
    }

    /** Both ways must find the same, or the comparison is worth nothing. */
    private static void sameValues(SparkSession spark) {
        for (String name : List.of("session_info", "jid", "xmlel")) {
            Row unlike = spark.sql("SELECT count(*) FROM (SELECT * FROM " + name
                            + " LIMIT 1000) WHERE to_json(parse_json(json)) <> to_json(ejabberd.parse_erlang(term))")
                    .head();
            if (unlike.getLong(0) > 0) {
                throw new IllegalStateException(name + ": parse_json and parse_erlang differ");
            }
        }
    }

    private static double seconds(SparkSession spark, Way way) {
        long start = System.nanoTime();
        spark.sql("SELECT " + way.call() + " FROM " + way.data())
                .write()
                .format("noop")
                .mode("overwrite")
                .save();
        return (System.nanoTime() - start) / 1e9;
    }
}
